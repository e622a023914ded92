#include <algorithm>
#include <map>
#include <utility>

#include "container_tco/comparison/readable_number.hpp"
#include "container_tco/estimate/resilience.hpp"
#include "container_tco/report/deployment_sections.hpp"
#include "container_tco/report/documents.hpp"
#include "container_tco/report/grouped_texts.hpp"

namespace container_tco::detail {
namespace {

std::vector<const Estimate*> complete_estimates(const Comparison& comparison) {
  std::vector<const Estimate*> result;
  for (const Estimate& estimate : comparison.estimates) {
    if (estimate.is_complete()) result.push_back(&estimate);
  }
  return result;
}

std::string signed_text(const std::string& number) {
  const bool needs_no_sign = number.front() == '-' || number.find_first_not_of("0.,") == std::string::npos;
  return needs_no_sign ? number : "+" + number;
}

std::string percent_above(const Estimate& estimate, const Estimate& best) {
  if (best.total().amount() <= Rational(0)) return "";
  return signed_text(readable_number((estimate.total() - best.total()) / best.total() * Rational(100))) + " %";
}

Table ranking_table(const std::vector<const Estimate*>& estimates, const Amounts& amounts) {
  const std::string currency = " (" + estimates.front()->currency.code() + ")";
  Table table;
  table.columns = {{"deployment"},
                   {"infrastructure" + currency, ColumnKind::number},
                   {"labour" + currency, ColumnKind::number},
                   {"total" + currency, ColumnKind::number},
                   {"against the best", ColumnKind::number},
                   {"in %", ColumnKind::number},
                   {"infrastructure and labour", ColumnKind::bar}};
  const Estimate& best = *estimates.front();
  const Money longest =
      (*std::max_element(estimates.begin(), estimates.end(), [](const Estimate* a, const Estimate* b) {
        return a->total() < b->total();
      }))->total();
  for (const Estimate* estimate : estimates) {
    const ShownTotals shown = amounts.totals(estimate->lines, estimate->currency);
    const bool is_best = estimate == &best;
    Cell name(estimate->deployment.name());
    Cell total(amounts.grouped(shown.total));
    name.is_strong = total.is_strong = is_best;
    Cell bar;
    bar.bar = Bar{};
    if (longest.amount() > Rational(0)) {
      bar.bar =
          Bar{max(Rational(), estimate->infrastructure() / longest), max(Rational(), estimate->labour() / longest)};
    }
    table.rows.push_back({name, amounts.grouped(shown.infrastructure), amounts.grouped(shown.labour), total,
                          is_best ? "" : signed_text(amounts.grouped(amounts.difference(best, *estimate))),
                          is_best ? "" : percent_above(*estimate, best), bar});
  }
  return table;
}

Section ranking_section(const Comparison& comparison, const Amounts& amounts) {
  Section section{.title = "Ranking", .sentences = {}, .table = {}, .items = {}};
  const std::vector<const Estimate*> complete = complete_estimates(comparison);
  if (!complete.empty()) section.table = ranking_table(complete, amounts);
  return section;
}

Section unranked_section(const Comparison& comparison) {
  Section section{.title = "Not ranked", .sentences = {}, .table = {}, .items = {}};
  for (const Estimate& estimate : comparison.estimates) {
    for (const std::string& reason : reasons_text(estimate)) {
      section.items.push_back(estimate.deployment.name() + ", " + standing_text(estimate) + ": " + reason);
    }
  }
  return section;
}

Section break_even_section(const Comparison& comparison) {
  Section section{.title = "Where it flips", .sentences = {}, .table = {}, .items = {}};
  for (const BreakEven& break_even : comparison.break_evens) section.items.push_back(break_even_sentence(break_even));
  return section;
}

Section category_section(const Comparison& comparison, const Amounts& amounts) {
  Section section{.title = "Cost by category", .sentences = {}, .table = {}, .items = {}};
  const std::vector<const Estimate*> complete = complete_estimates(comparison);
  if (complete.empty()) return section;
  Table table;
  table.columns = {{"category (" + complete.front()->currency.code() + ")"}};
  std::map<CostCategory, std::vector<std::vector<LineItem>>> lines;
  for (std::size_t i = 0; i < complete.size(); ++i) {
    table.columns.push_back({complete[i]->deployment.name(), ColumnKind::number});
    for (const LineItem& line : complete[i]->lines) {
      auto& sides = lines[line.category];
      sides.resize(complete.size());
      sides[i].push_back(line);
    }
  }
  for (const auto& [category, sides] : lines) {
    std::string name = to_string(category);
    std::replace(name.begin(), name.end(), '_', ' ');
    std::vector<Cell> row{std::move(name)};
    for (const std::vector<LineItem>& side : sides) {
      row.push_back(side.empty() ? "" : amounts.grouped(amounts.totals(side, complete.front()->currency).total));
    }
    table.rows.push_back(std::move(row));
  }
  std::vector<Cell> totals{"total"};
  for (const Estimate* estimate : complete) {
    totals.push_back(amounts.grouped(amounts.totals(estimate->lines, estimate->currency).total));
  }
  for (Cell& cell : totals) cell.is_strong = true;
  table.rows.push_back(std::move(totals));
  section.table = std::move(table);
  return section;
}

constexpr const char* holds_for_all = "Holds for every deployment where none is named.";

// Texts of all estimates, each once, with the deployments that it holds for unless that is all of them, in order of
// appearance.
class TextsByDeployment {
 public:
  void add(const std::string& deployment, const std::string& text) {
    const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const auto& e) { return e.first == text; });
    if (found == entries_.end()) {
      entries_.push_back({text, {deployment}});
    } else if (found->second.back() != deployment) {
      found->second.push_back(deployment);
    }
  }
  std::vector<std::string> items(std::size_t deployments) const {
    std::vector<std::string> result;
    for (const auto& [text, names] : entries_) result.push_back(text + whose(names, deployments));
    return result;
  }
  bool has_text_of_all(std::size_t deployments) const {
    return deployments > 1 && std::any_of(entries_.begin(), entries_.end(),
                                          [&](const auto& entry) { return entry.second.size() == deployments; });
  }
  static std::string whose(const std::vector<std::string>& names, std::size_t deployments) {
    if (names.size() == deployments && deployments > 1) return "";
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? " (" : ", ") + name;
    return text + ")";
  }

 private:
  std::vector<std::pair<std::string, std::vector<std::string>>> entries_;
};

Section list_section(const char* title, const TextsByDeployment& texts, std::size_t deployments) {
  Section section{.title = title, .sentences = {}, .table = {}, .items = texts.items(deployments)};
  if (texts.has_text_of_all(deployments)) section.sentences = {holds_for_all};
  return section;
}

std::size_t feasible_count(const Comparison& comparison) {
  return static_cast<std::size_t>(std::count_if(comparison.estimates.begin(), comparison.estimates.end(),
                                                [](const Estimate& estimate) { return estimate.is_feasible(); }));
}

Section limits_section(const Comparison& comparison) {
  TextsByDeployment texts;
  for (const Estimate& estimate : comparison.estimates) {
    for (const std::string& text : finding_texts(estimate.feasibility.findings, Verdict::warning)) {
      texts.add(estimate.deployment.name(), text);
    }
    for (const std::string& warning : estimate.warnings) texts.add(estimate.deployment.name(), warning);
  }
  return list_section("Limits to know", texts, comparison.estimates.size());
}

Section not_priced_section(const Comparison& comparison) {
  TextsByDeployment texts;
  for (const Estimate& estimate : comparison.estimates) {
    for (const std::string& text : estimate.not_priced) texts.add(estimate.deployment.name(), text);
  }
  return list_section("Not priced", texts, feasible_count(comparison));
}

Section assumptions_section(const Comparison& comparison) {
  TextsByDeployment texts;
  const std::size_t feasible = feasible_count(comparison);
  for (const Estimate& estimate : comparison.estimates) {
    if (feasible > 0 && !estimate.is_feasible()) continue;
    for (const std::string& text : assumption_texts(estimate.assumptions)) {
      texts.add(estimate.deployment.name(), text);
    }
  }
  Section section = list_section("Assumptions", texts, feasible > 0 ? feasible : comparison.estimates.size());
  section.is_folded = true;
  return section;
}

// As the estimates say, which may spread over more zones than was asked for.
std::string availability_of(const Comparison& comparison) {
  for (const Estimate& estimate : comparison.estimates) {
    if (!estimate.resilience.availability_target.empty()) return estimate.resilience.availability_target;
  }
  return availability_target(comparison.options);
}

}  // namespace

Document comparison_document(const Comparison& comparison, const Amounts& amounts) {
  Document document;
  document.title = "Containers on EC2 or Fargate: " + comparison.workload;
  document.answer = verdict_sentences(comparison, amounts.options());
  document.facts = shared_facts(comparison.region, comparison.period, comparison.price_book_version,
                                comparison.price_book_digest, amounts);
  document.facts.push_back("Availability on every side: " + availability_of(comparison));
  for (std::string& fact : contract_facts(comparison.options.contract)) document.facts.push_back(std::move(fact));
  document.add(ranking_section(comparison, amounts));
  document.add(unranked_section(comparison));
  document.add(spot_section(comparison, amounts));
  document.add(resilience_section(complete_estimates(comparison), amounts));
  document.add(break_even_section(comparison));
  document.add(category_section(comparison, amounts));
  document.add({.title = "Where the sides do not offer the same",
                .sentences = {},
                .table = {},
                .items = comparison.capacity_warnings});
  document.add(limits_section(comparison));
  document.add(not_priced_section(comparison));
  document.add(assumptions_section(comparison));
  return document;
}

Table ranking_csv(const Comparison& comparison, const Amounts& amounts) {
  Table table;
  table.columns = {{"rank", ColumnKind::number},
                   {"deployment"},
                   {"standing"},
                   {"infrastructure", ColumnKind::number},
                   {"labour", ColumnKind::number},
                   {"total", ColumnKind::number},
                   {"above_best", ColumnKind::number},
                   {"labour_hours_per_month", ColumnKind::number},
                   {"currency"},
                   {"workload"},
                   {"region"},
                   {"period_hours", ColumnKind::number},
                   {"digits", ColumnKind::number},
                   {"rounding"},
                   {"summation"},
                   {"price_book_version"},
                   {"price_book_digest"},
                   {"reason"}};
  const std::vector<const Estimate*> complete = complete_estimates(comparison);
  std::int64_t rank = 0;
  for (const Estimate& estimate : comparison.estimates) {
    std::vector<Cell> row;
    if (estimate.is_complete()) {
      const ShownTotals shown = amounts.totals(estimate.lines, estimate.currency);
      row = {std::to_string(++rank),
             estimate.deployment.name(),
             standing_text(estimate),
             amounts.plain(shown.infrastructure),
             amounts.plain(shown.labour),
             amounts.plain(shown.total),
             amounts.plain(amounts.difference(*complete.front(), estimate)),
             full_decimal(estimate.labour_hours / estimate.period.months())};
    } else {
      row = {"", estimate.deployment.name(), standing_text(estimate), "", "", "", "", ""};
    }
    std::string reasons;
    for (const std::string& reason : reasons_text(estimate)) reasons += (reasons.empty() ? "" : " | ") + reason;
    for (const std::string& text : {estimate.currency.code(), comparison.workload, comparison.region,
                                    full_decimal(comparison.period.hours()), std::to_string(amounts.options().digits),
                                    to_string(amounts.options().rounding), to_string(amounts.options().summation),
                                    comparison.price_book_version, comparison.price_book_digest, reasons}) {
      row.emplace_back(text);
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace container_tco::detail
