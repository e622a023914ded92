#pragma once
// Which published products become which prices: the table selection.json, read once.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "container_tco/quantity/money.hpp"

namespace container_tco::detail {

/// A usage type after the region's prefix, with at most one part that varies: an instance type or a region.
struct UsagePattern {
  std::string before;
  std::string placeholder;  ///< "", "{type}" or "{to}"
  std::string after;

  static UsagePattern parse(std::string_view text);
  /// The part that varies (empty when nothing does); nothing when `name` does not match.
  std::optional<std::string_view> match(std::string_view name) const;
};

/// Bounds that the table gives where AWS publishes each tier as a product of its own.
struct FixedTier {
  std::string begin;
  std::string end;  ///< "Inf" for none.
};

struct SelectionRule {
  std::vector<std::string> offers;
  UsagePattern usage_type;
  std::vector<std::string> operations;                                  ///< Empty: any.
  std::vector<std::pair<std::size_t, std::vector<std::string>>> where;  ///< Attribute, and the values that it may have.
  std::vector<PricingUnit> published_units;
  std::string key;
  std::string reserved_key;  ///< Empty: reserved terms are left out.
  PricingUnit unit;
  Rational per_published_unit = 1;  ///< How many of our units one published unit is.
  std::optional<FixedTier> tier;
  std::string tier_unit;
  std::string note;

  /// Whether AWS may name the unit of such a price so.
  bool is_published_per(std::string_view unit_name) const;
};

/// "SKU ABC was left out: its unit is 'TB-Mo', expected GB-Months".
std::string unit_warning(const std::string& what, const SelectionRule& rule, const std::string& unit_name);

struct AttributeName {
  std::string json;
  std::string csv;
};

/// Places of the attributes that the code itself reads.
struct KnownAttributes {
  std::size_t usage_type, operation, service_code, region_code, location, location_type, from_region_code,
      from_location, from_location_type, to_region_code;
};

struct Selection {
  std::vector<AttributeName> attributes;
  KnownAttributes known;
  std::vector<std::string> offers;
  std::vector<SelectionRule> products;
  std::vector<SelectionRule> savings_plan_rates;

  bool has_offer(std::string_view offer) const;
  /// The table in this library.
  static const Selection& bundled();
};

/// `text` with the first `placeholder` replaced.
std::string with_value(std::string text, std::string_view placeholder, std::string_view value);

}  // namespace container_tco::detail
