#pragma once
// Inside of the stage: the currencies of regions by number.

#include <cstdint>
#include <string>
#include <vector>

#include "container_tco/batch/compare_table.hpp"

namespace container_tco {

class CurrencyCodes {
 public:
  static constexpr std::uint8_t none = 255;

  /// Of the regions of the options.
  explicit CurrencyCodes(const CompareTable& table);

  /// ISO 4217, by number.
  const std::vector<std::string>& names() const { return names_; }
  /// `none` for a region that the book lacks.
  std::uint8_t of_region(std::size_t region) const { return codes_[region]; }

 private:
  std::vector<std::string> names_;
  std::vector<std::uint8_t> codes_;
};

}  // namespace container_tco
