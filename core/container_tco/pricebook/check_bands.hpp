#pragma once
// The bands in which a price is believed, as data with reasons: check_bands.json.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "container_tco/quantity/rational.hpp"

namespace container_tco {

struct CheckBand {
  Rational low;
  Rational high;
  bool contains(const Rational& value) const { return value >= low && value <= high; }
  std::string text() const;  ///< "0.5 to 2.6"
};

/// A price `factor` times too high, and what would explain it.
struct WrongUnit {
  Rational factor;
  std::string means;
};

struct PlausibleBand {
  std::string key_prefix;
  std::string unit;
  CheckBand band;
  std::string source;
};

struct KnownSurprise {
  std::string rule;
  std::string key;
  std::string why;
};

struct CheckBands {
  std::string reference_region;
  CheckBand region_ratio;
  std::vector<std::string> region_ratio_except;  ///< Beginnings of keys that are not compared.
  std::vector<WrongUnit> wrong_units;
  CheckBand family;
  std::int64_t family_at_least_sizes = 3;
  std::vector<std::string> family_except_series;
  std::vector<PlausibleBand> plausible;
  std::vector<KnownSurprise> known_surprises;

  /// The explanation of a price that is `ratio` times what is expected, if a wrong unit gives one.
  const WrongUnit* explain(const Rational& ratio) const;
  const KnownSurprise* surprise(const std::string& rule, const std::string& key) const;
};

/// The bundled bands.
const CheckBands& check_bands();

}  // namespace container_tco
