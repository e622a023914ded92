#include "container_tco/offers/region_index.hpp"

#include <algorithm>

namespace container_tco::detail {
namespace {

// These had usage types before prefixes existed.
bool may_lack_prefix(const Region& region) { return region.code == "us-east-1" || region.code.starts_with("cn-"); }

bool is_billing_code(std::string_view text) {
  return text.size() >= 2 && text.size() <= 6 &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
}

std::optional<std::string_view> without(std::string_view text, std::string_view prefix) {
  if (prefix.empty() || text.size() <= prefix.size() + 1) return std::nullopt;
  if (!text.starts_with(prefix) || text[prefix.size()] != '-') return std::nullopt;
  return text.substr(prefix.size() + 1);
}

template <typename Index>
const Region* at(const Index& index, std::string_view name) {
  const auto found = index.find(name);
  return found == index.end() ? nullptr : found->second;
}

}  // namespace

RegionIndex::RegionIndex(const PriceBook& book, const ImportOptions& options) : book_(book) {
  for (const Region& region : book_.regions()) {
    by_code_.emplace(region.code, &region);
    by_name_.emplace(region.name, &region);
    if (!region.prefix.empty()) by_prefix_.emplace(region.prefix, &region);
  }
  for (const std::string& code : options.regions) wanted_.emplace(book_.region(code).code, true);
}

const Region* RegionIndex::find(std::string_view code, std::string_view location) const {
  return code.empty() ? at(by_name_, location) : at(by_code_, code);
}

const Region* RegionIndex::find_by_prefix(std::string_view prefix) const { return at(by_prefix_, prefix); }

const Region* RegionIndex::find_by_usage_type(std::string_view usage_type) const {
  const Region* region = at(by_prefix_, usage_type.substr(0, usage_type.find('-')));
  return region ? region : at(by_code_, "us-east-1");
}

std::optional<std::string_view> RegionIndex::name_of(std::string_view usage_type, const Region& region) const {
  if (const auto name = without(usage_type, region.prefix)) return name;
  if (const auto name = without(usage_type, region.code)) return name;
  // The book need not know the prefix of a zone; such prices are found by region code alone.
  if (region.prefix.empty()) {
    const std::string_view first = usage_type.substr(0, usage_type.find('-'));
    if (is_billing_code(first)) return without(usage_type, first);
  }
  if (may_lack_prefix(region)) return usage_type;
  return std::nullopt;
}

}  // namespace container_tco::detail
