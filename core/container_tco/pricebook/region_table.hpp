#pragma once
// The regions of a price book.

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "container_tco/quantity/money.hpp"

namespace container_tco {

struct Region {
  std::string code;    ///< "ap-northeast-2"
  std::string name;    ///< "Asia Pacific (Seoul)"
  std::string prefix;  ///< Of usage types: "APN2". Bills may leave out that of us-east-1, "USE1" (rule P9).
  Currency currency;
};

class RegionTable {
 public:
  /// Throws ParseError.
  static RegionTable parse(std::string_view text, const std::string& file);

  const std::vector<Region>& regions() const { return regions_; }
  bool has(const std::string& code) const { return index_.contains(code); }
  /// Throws InvalidInputError naming the nearest regions.
  const Region& region(const std::string& code) const;
  /// The codes most like `code`, best first.
  std::vector<std::string> nearest(const std::string& code, std::size_t limit) const;

 private:
  std::vector<Region> regions_;
  std::unordered_map<std::string, std::size_t> index_;
};

}  // namespace container_tco
