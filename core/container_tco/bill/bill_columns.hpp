#pragma once
// Where a table of a bill keeps what: the table bill_columns.json. Inside of the stage.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "container_tco/arrow/record_batch.hpp"

namespace container_tco::detail {

/// How the effective cost of a charge comes about when the bill has no column for it: Σ plus − Σ minus.
struct EffectiveCostRule {
  std::string charge_type;
  std::string only_with;  ///< A field that must have a value; empty: always.
  std::vector<std::string> plus;
  std::vector<std::string> minus;
};

/// The columns of one bill by field, such as "usage_type".
class BillColumns {
 public:
  /// Throws InvalidInputError that names the nearest columns when `schema` is no bill, or lacks what must be there.
  /// `service_tag` may have a column of its own ("resourceTags/user:team"); empty: none.
  static BillColumns find(const TableSchema& schema, std::string_view service_tag = {});

  const std::string& format() const { return format_; }  ///< "cur" or "focus"
  std::optional<std::size_t> index(std::string_view field) const;
  /// As the table itself names it; throws InternalError for a field that it lacks.
  const std::string& name(std::string_view field) const;
  std::vector<std::string> names() const;  ///< Of all columns that a bill has for a field, as they stand in it.
  bool is_usage(std::string_view charge_type) const;
  bool is_committed(std::string_view charge_type) const;
  bool is_spot_pricing(std::string_view pricing) const;  ///< A pricing term or category.
  bool is_committed_pricing(std::string_view pricing) const;
  bool is_unused(std::string_view commitment_status) const;
  /// Cost and no usage: what an agreement takes off usage of the same type.
  bool is_discount(std::string_view charge_type) const;
  /// Cost and no usage: what AWS gives back of usage of the same type.
  bool is_refund(std::string_view charge_type) const;
  /// Usage whose billed cost other rows take back, as a commitment pays for it; and these rows.
  bool is_offset(std::string_view charge_type) const;
  bool is_offsetting(std::string_view charge_type) const;
  /// Whether there is a column for this cost, or for it net of discounts.
  bool has(std::string_view cost) const;
  const std::vector<EffectiveCostRule>& effective_costs() const { return effective_costs_; }

 private:
  struct Column {
    std::size_t index;
    std::string name;
  };
  std::string format_;
  std::map<std::string, Column, std::less<>> columns_;
  std::vector<std::string> usage_charges_;
  std::vector<std::string> committed_charges_;
  std::vector<std::string> spot_pricing_;
  std::vector<std::string> committed_pricing_;
  std::vector<std::string> unused_commitments_;
  std::vector<std::string> discount_charges_;
  std::vector<std::string> refund_charges_;
  std::vector<std::string> offset_charges_;
  std::vector<std::string> offsetting_charges_;
  std::vector<EffectiveCostRule> effective_costs_;
};

/// "line_item_usage_type" for "lineItem/UsageType", "LineItemUsageType" and itself.
std::string snake_case(std::string_view name);

}  // namespace container_tco::detail
