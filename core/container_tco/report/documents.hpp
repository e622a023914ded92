#pragma once
// Inside of the report: what a comparison or an estimate has to say, in sections and tables.

#include "container_tco/comparison/bill_review.hpp"
#include "container_tco/report/amounts.hpp"
#include "container_tco/report/document.hpp"

namespace container_tco::detail {

Document comparison_document(const Comparison& comparison, const Amounts& amounts);
Document estimate_document(const Estimate& estimate, const Amounts& amounts);
Document review_document(const BillReview& review, const Amounts& amounts);

/// What of the compute runs no task, what hosts have left, what Fargate rounds up.
std::vector<Section> waste_sections(const Waste& waste, const Amounts& amounts);

/// What is held beside the tasks; empty when nothing is.
Section resilience_section(const Estimate& estimate, const Amounts& amounts);
Section resilience_section(const std::vector<const Estimate*>& estimates, const Amounts& amounts);

/// One row a deployment, for programs.
Table ranking_csv(const Comparison& comparison, const Amounts& amounts);
/// One row a line, for programs.
Table lines_csv(const Estimate& estimate, const Amounts& amounts);

/// One row a share of the compute cost, for programs.
Table waste_csv(const std::string& deployment, const Waste& waste, const Amounts& amounts);

/// "complete", "incomplete" or "impossible".
std::string standing_text(const Estimate& estimate);
/// Why an estimate is not ranked. Empty for a complete one.
std::vector<std::string> reasons_text(const Estimate& estimate);
/// Prices and rounding: what makes a figure reproducible.
std::vector<std::string> shared_facts(const std::string& region, const BillingPeriod& period,
                                      const std::string& version, const std::string& digest, const Amounts& amounts);

/// The terms that a result was computed with, in a few words each; empty without a contract.
std::vector<std::string> contract_facts(const std::optional<Contract>& contract);

}  // namespace container_tco::detail
