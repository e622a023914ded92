#pragma once
// Everything of the library: read a workload, open a price book, compare, report.

#include "container_tco/comparison/comparison.hpp"
#include "container_tco/costing/line_item.hpp"
#include "container_tco/error.hpp"
#include "container_tco/estimate/estimate.hpp"
#include "container_tco/feasibility/feasibility.hpp"
#include "container_tco/packing/pack.hpp"
#include "container_tco/pricebook/price_book.hpp"
#include "container_tco/pricebook/write_book.hpp"
#include "container_tco/report/report.hpp"
#include "container_tco/sizing/fargate_size.hpp"
#include "container_tco/sizing/host_capacity.hpp"
#include "container_tco/verification/worked_example.hpp"
#include "container_tco/version.hpp"
#include "container_tco/workload/read.hpp"
