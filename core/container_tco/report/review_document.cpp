#include <utility>

#include "container_tco/comparison/readable_number.hpp"
#include "container_tco/report/documents.hpp"

namespace container_tco::detail {
namespace {

std::string joined(const std::vector<std::string>& texts) {
  std::string result;
  for (const std::string& text : texts) result += (result.empty() ? "" : ", ") + text;
  return result;
}

std::vector<std::string> answer_of(const BillReview& review, const Amounts& amounts) {
  const Money used = review.waste.cost_of(CapacityUse::used);
  const Money& compute = review.waste.compute_cost;
  const Rational unused = compute.amount().is_zero() ? Rational() : (compute - used) / compute;
  std::vector<std::string> answer{review.estimate.deployment.name() + " costs " +
                                  amounts.text(review.estimate.total()) + " in " + review.estimate.period.name() +
                                  "; " + readable_percent(unused) + " of its compute runs no task."};
  if (review.cheaper_variants.empty()) {
    answer.push_back("None of the changes tried would cost less.");
  } else {
    const CheaperVariant& top = review.cheaper_variants.front();
    answer.push_back("The change that saves most: " + top.change + ", " + amounts.text(top.saving()) + " less.");
  }
  return answer;
}

Section variants_section(const BillReview& review, const Amounts& amounts) {
  Section section{.title = "What would lower the bill", .sentences = {}, .table = {}, .items = {}};
  Table table;
  table.columns = {{"change"},
                   {"saving " + review.estimate.currency.code(), ColumnKind::number},
                   {"total then", ColumnKind::number},
                   {"plan then"},
                   {"needs"},
                   {"risk"}};
  for (const CheaperVariant& variant : review.cheaper_variants) {
    table.rows.push_back({variant.change, amounts.grouped(variant.saving()), amounts.grouped(variant.total_after),
                          joined(variant.plan_after), variant.needs, variant.risk});
  }
  if (table.rows.empty()) {
    section.sentences = {"None of the changes tried would cost less."};
  } else {
    section.sentences = {"Each change by itself, priced in full; savings do not add up."};
  }
  section.table = std::move(table);
  return section;
}

Section marginal_section(const BillReview& review, const Amounts& amounts) {
  Section section{.title = "One more copy", .sentences = {}, .table = {}, .items = {}};
  section.sentences = {review.estimate.pools.empty()
                           ? "On Fargate each further copy costs the same."
                           : "On hosts further copies cost no host until there is no room; then a step."};
  Table table;
  table.columns = {{"service"},
                   {"copies now", ColumnKind::number},
                   {"fit for nothing", ColumnKind::number},
                   {"then a step of " + review.estimate.currency.code(), ColumnKind::number},
                   {"copies a step", ColumnKind::number},
                   {"a copy", ColumnKind::number},
                   {"hosts after the step"}};
  for (const MarginalCost& cost : review.marginal_costs) {
    table.rows.push_back({cost.service, std::to_string(cost.copies), std::to_string(cost.free_copies),
                          cost.step_cost ? amounts.grouped(*cost.step_cost) : "",
                          cost.step_cost ? std::to_string(cost.copies_per_step) : "",
                          cost.step_cost ? amounts.grouped(*cost.cost_per_copy()) : "",
                          cost.step_cost ? joined(cost.hosts_after) : cost.no_step_because});
  }
  section.table = std::move(table);
  return section;
}

}  // namespace

Document review_document(const BillReview& review, const Amounts& amounts) {
  const Estimate& estimate = review.estimate;
  Document document;
  document.title = "What could cost less with " + estimate.deployment.name();
  document.answer = answer_of(review, amounts);
  document.facts =
      shared_facts(estimate.region, estimate.period, estimate.price_book_version, estimate.price_book_digest, amounts);
  for (std::string& fact : contract_facts(estimate.options.contract)) document.facts.push_back(std::move(fact));
  document.add(variants_section(review, amounts));
  document.add(marginal_section(review, amounts));
  for (Section& section : waste_sections(review.waste, amounts)) document.add(std::move(section));
  return document;
}

}  // namespace container_tco::detail
