#include "container_tco/report/documents.hpp"
#include "container_tco/report/grouped_texts.hpp"

namespace container_tco::detail {
std::string standing_text(const Estimate& estimate) {
  if (!estimate.is_feasible()) return "impossible";
  return estimate.is_complete() ? "complete" : "incomplete";
}

std::vector<std::string> reasons_text(const Estimate& estimate) {
  std::vector<std::string> reasons = finding_texts(estimate.feasibility.findings, Verdict::impossible);
  for (const Gap& gap : estimate.gaps) {
    reasons.push_back(sentence(gap.what) + (gap.remedy.empty() ? "" : " " + sentence(gap.remedy)));
  }
  return reasons;
}

std::vector<std::string> shared_facts(const std::string& region, const BillingPeriod& period,
                                      const std::string& version, const std::string& digest, const Amounts& amounts) {
  return {"Region " + region, "Period " + period.name(), "Prices of book " + version + ", " + digest,
          "Amounts " + amounts.mode() + "; quantities and unit prices are not rounded"};
}

}  // namespace container_tco::detail
