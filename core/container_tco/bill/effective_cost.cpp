#include "container_tco/bill/effective_cost.hpp"

namespace container_tco::detail {

EffectiveCosts::EffectiveCosts(const RecordBatch& batch, const BillColumns& columns, BatchPlace place)
    : has_column_(columns.index("effective_cost").has_value()), column_(batch, columns, "effective_cost", place) {
  for (const EffectiveCostRule& rule : columns.effective_costs()) {
    Rule made{TextCells(batch, columns, rule.only_with), !rule.only_with.empty(), {}};
    bool has_columns = true;
    const auto add = [&](const std::vector<std::string>& fields, bool is_subtracted) {
      for (const std::string& field : fields) {
        has_columns = has_columns && columns.index(field).has_value();
        made.terms.push_back({NumberCells(batch, columns, field, place), is_subtracted});
      }
    };
    add(rule.plus, false);
    add(rule.minus, true);
    if (has_columns) rules_.emplace(rule.charge_type, std::move(made));
  }
}

std::vector<DecimalNumber> EffectiveCosts::at(std::int64_t row, std::string_view charge_type,
                                              const DecimalNumber& billed) const {
  if (has_column_) {
    const std::optional<DecimalNumber> cost = column_.at(row);
    return {cost.value_or(billed)};
  }
  const auto rule = rules_.find(charge_type);
  if (rule == rules_.end()) return {billed};
  if (rule->second.has_condition && rule->second.condition.at(row).empty()) return {billed};
  std::vector<DecimalNumber> terms;
  for (const Term& term : rule->second.terms) {
    std::optional<DecimalNumber> number = term.cells.at(row);
    if (!number) continue;
    if (term.is_subtracted) number->mantissa = -number->mantissa;
    terms.push_back(*number);
  }
  return terms;
}

}  // namespace container_tco::detail
