#include "container_tco/report/documents.hpp"

namespace container_tco::detail {
namespace {

std::string sentence(std::string text) {
  if (!text.empty() && text.back() != '.' && text.back() != '?' && text.back() != '!') text += '.';
  return text;
}

}  // namespace

std::string standing_text(const Estimate& estimate) {
  if (!estimate.is_feasible()) return "impossible";
  return estimate.is_complete() ? "complete" : "incomplete";
}

std::string finding_text(const Finding& finding) {
  std::string text = finding.service.empty() ? "" : finding.service + ": ";
  text += sentence(finding.reason);
  if (!finding.remedy.empty()) text += " " + sentence(finding.remedy);
  if (!finding.rule.empty()) text += " [" + finding.rule + "]";
  if (!finding.json_path.empty()) text += " at " + finding.json_path;
  return text;
}

std::vector<std::string> reasons_text(const Estimate& estimate) {
  std::vector<std::string> reasons;
  for (const Finding& finding : estimate.feasibility.findings) {
    if (finding.verdict == Verdict::impossible) reasons.push_back(finding_text(finding));
  }
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
