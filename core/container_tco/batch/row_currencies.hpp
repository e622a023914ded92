#pragma once
// The currency of every compared row.

#include <cstdint>
#include <string>
#include <vector>

#include "container_tco/batch/batch_compare.hpp"
#include "container_tco/batch/row_reader.hpp"

namespace container_tco {

struct RowCurrencies {
  static constexpr std::uint8_t none = 255;

  std::vector<std::string> names;   ///< ISO 4217, by number.
  std::vector<std::uint8_t> codes;  ///< By row: the number of its currency; `none` for a row with an error.
};

/// Those of the contract's report, or else of the regions of `rows`, which `table` compared.
RowCurrencies row_currencies(const CompareBatch& batch, const ReadRows& rows, const CompareTable& table);

}  // namespace container_tco
