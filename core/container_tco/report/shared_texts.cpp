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

std::vector<std::string> contract_facts(const std::optional<Contract>& contract) {
  if (!contract) return {};
  const auto counted_words = [](std::size_t count, const std::string& one, const std::string& many) {
    return std::to_string(count) + " " + (count == 1 ? one : many);
  };
  std::vector<std::string> facts{"Prices by the contract" +
                                 (contract->name.empty() ? "" : " '" + contract->name + "'") + ": " +
                                 counted_words(contract->prices.size(), "negotiated price", "negotiated prices") +
                                 ", " + counted_words(contract->discounts.size(), "discount", "discounts") + ", " +
                                 counted_words(contract->commitments.size(), "commitment", "commitments") +
                                 (contract->digest.empty() ? "" : "; " + contract->digest)};
  if (contract->currency) {
    const ReportCurrency& currency = *contract->currency;
    facts.push_back("Amounts in " + currency.code + ": 1 " + currency.from + " = " + currency.rate.to_text() + " " +
                    currency.code + " (" + currency.as_of + (currency.source.empty() ? "" : ", " + currency.source) +
                    ")");
  }
  return facts;
}

}  // namespace container_tco::detail
