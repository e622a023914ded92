#pragma once
// Finds the region of a product, and takes its prefix off a usage type.

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "container_tco/offers/import.hpp"

namespace container_tco::detail {

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};

class RegionIndex {
 public:
  /// Throws InvalidInputError for a region of the options that the book lacks.
  RegionIndex(const PriceBook& book, const ImportOptions& options);

  /// By code, or by the name that price lists used before they had codes. Nullptr when the book lacks it.
  const Region* find(std::string_view code, std::string_view location) const;
  /// The region whose prefix a usage type carries; us-east-1 when it carries none.
  const Region* find_by_usage_type(std::string_view usage_type) const;
  const Region* find_by_prefix(std::string_view prefix) const;
  bool is_wanted(const Region& region) const { return wanted_.empty() || wanted_.contains(region.code); }

  /// What stands after the region's own prefix; nothing when the prefix is missing or another's (rules P7 to P9).
  std::optional<std::string_view> name_of(std::string_view usage_type, const Region& region) const;

 private:
  using Index = std::unordered_map<std::string, const Region*, TextHash, std::equal_to<>>;
  PriceBook book_;
  Index by_code_;
  Index by_name_;
  Index by_prefix_;
  std::unordered_map<std::string, bool> wanted_;
};

}  // namespace container_tco::detail
