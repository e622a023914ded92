#pragma once
// Estimates as rows in the shape of FOCUS 1.2 (https://focus.finops.org), beside which the rows of a bill can stand.
// FOCUS describes what was invoiced: every row says that it is an estimate (x_IsEstimate).

#include <string>
#include <vector>

#include "container_tco/arrow/table.hpp"
#include "container_tco/estimate/estimate.hpp"

namespace container_tco {

/// What FOCUS wants to know and no estimate does.
struct FocusOptions {
  std::string
      month;  ///< "2026-12": charge and billing period. Needed unless the estimate's period is a calendar month.
  std::string provider = "AWS";
  std::string publisher = "AWS";
  std::string invoice_issuer = "AWS";             ///< Another than the provider means that a third party is paid.
  std::string organisation = "own organisation";  ///< Whose labour it is.
  std::string billing_account_id = "estimate";
  std::string billing_account_name = {};  ///< May be empty, as the next two.
  std::string scenario = {};              ///< Of x_ScenarioId: the name of the workload.
  std::string estimate_date = {};         ///< "2026-11-26"; of x_EstimateDate, as the library has no clock.
};

/// A row for each line of each estimate that is complete. Quantities are rounded half to even at 12 digits, unit prices
/// at 12, and costs are their exact products, so that ListCost = ListUnitPrice × PricingQuantity to the last digit.
/// Descriptions are ASCII, as FOCUS wants them. `book` names the regions. Amounts are decimal128(38, 12) and
/// decimal128(38, 24); times are text (2026-12-01T00:00:00Z). Throws InvalidInputError when no estimate is complete,
/// without a month, and with another month than the one that was priced. What was priced for hours, such as 730, keeps
/// them in any month: x_PeriodHours.
Table focus_rows(const std::vector<Estimate>& estimates, const PriceBook& book, const FocusOptions& options);

}  // namespace container_tco
