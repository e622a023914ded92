#pragma once
// What of a bill is unused, what one more copy costs and what would cost less, as text, Markdown, HTML, CSV and JSON.

#include <string>

#include "container_tco/comparison/bill_review.hpp"
#include "container_tco/report/report.hpp"

namespace container_tco {

/// Shares of the bill, hosts by what they hold, rounding of Fargate tasks, cost of one more copy, cheaper variants.
/// `csv` holds the shares only, one row a share.
std::string render(const BillReview& review, ReportFormat format, const ReportOptions& options = {});
/// Exact amounts, as in the JSON of an estimate.
JsonValue to_json(const BillReview& review, const ReportOptions& options = {});

}  // namespace container_tco
