#include "container_tco/bill/effective_cost.hpp"

namespace container_tco::detail {

EffectiveCosts::EffectiveCosts(const RecordBatch& batch, const BillColumns& columns, BatchPlace place)
    : has_column_(columns.index("effective_cost").has_value()), column_(batch, columns, "effective_cost", place) {
  for (const EffectiveCostRule& rule : columns.effective_costs()) {
    Rule made{TextCells(batch, columns, rule.only_with), !rule.only_with.empty(), {}};
    bool has_columns = true;
    const auto add = [&](const std::vector<std::string>& fields, bool is_subtracted) {
      for (const std::string& field : fields) {
        has_columns = has_columns && columns.has(field);
        made.terms.push_back({CostCells(batch, columns, field, place), is_subtracted});
      }
    };
    add(rule.plus, false);
    add(rule.minus, true);
    if (has_columns) rules_.emplace(rule.charge_type, std::move(made));
  }
}

void EffectiveCosts::read(std::int64_t row, std::string_view charge_type, const DecimalNumber& billed,
                          std::vector<DecimalNumber>& terms) const {
  terms.clear();
  const auto rule = has_column_ ? rules_.end() : rules_.find(charge_type);
  if (rule == rules_.end() || (rule->second.has_condition && rule->second.condition.at(row).empty())) {
    terms.push_back(has_column_ ? column_.at(row).value_or(billed) : billed);
    return;
  }
  for (const Term& term : rule->second.terms) {
    std::optional<DecimalNumber> number = term.cells.at(row);
    if (!number) continue;
    if (term.is_subtracted) number->mantissa = -number->mantissa;
    terms.push_back(*number);
  }
}

}  // namespace container_tco::detail
