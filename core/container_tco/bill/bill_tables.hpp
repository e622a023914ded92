#pragma once
// Bills as tables. Quantities and amounts are rounded half to even at 18 digits; prices at 12.

#include "container_tco/arrow/table.hpp"
#include "container_tco/bill/bill.hpp"
#include "container_tco/bill/bill_costs.hpp"

namespace container_tco {

/// A row for each line: what it was, what it cost, what the price book says, and the difference or why there is none.
/// Throws InvalidInputError unless `costs` are those of `bill`.
Table bill_lines_table(const Bill& bill, const BillCosts& costs);

/// A row for each service, with the size that its tasks are taken to have (see measured_task).
Table bill_services_table(const Bill& bill);

}  // namespace container_tco
