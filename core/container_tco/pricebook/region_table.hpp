#pragma once
// The regions of a price book, and the zones outside them that have prices of their own.

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "container_tco/quantity/money.hpp"

namespace container_tco {

/// A zone stands for a group of zones near a city or in a mobile network ("us-west-2-lax-1").
enum class RegionKind { region, local_zone, wavelength_zone };
std::string to_string(RegionKind kind);

struct Region {
  std::string code;  ///< "ap-northeast-2"
  std::string name;  ///< "Asia Pacific (Seoul)"
  std::string
      prefix;  ///< Of usage types: "APN2". Bills may leave out that of us-east-1, "USE1" (rule P9). May be empty.
  Currency currency;  ///< In which its prices are charged: CNY in China.
  RegionKind kind = RegionKind::region;
  std::string parent = {};  ///< Of a zone: the region to which it belongs.

  bool is_zone() const { return kind != RegionKind::region; }
};

class RegionTable {
 public:
  /// A table of the format pricing/schema/regions.schema.json. Throws ParseError, also for a zone whose parent is not
  /// a region of the table.
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
