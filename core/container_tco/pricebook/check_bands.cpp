#include "container_tco/pricebook/check_bands.hpp"

#include "container_tco/pricebook/table_document.hpp"

namespace container_tco {

std::string check_bands_json();

namespace {

CheckBand read_band(const JsonCursor& object) { return {object.at("low").decimal(), object.at("high").decimal()}; }

void read_family(const JsonCursor& family, CheckBands& bands) {
  bands.family = read_band(family);
  bands.family_at_least_sizes = family.at("at_least_sizes").integer(2, 100);
  for (const JsonCursor& exception : family.at("except_series").items()) {
    for (const JsonCursor& series : exception.at("series").items()) bands.family_except_series.push_back(series.text());
  }
}

CheckBands read_bands() {
  const std::string file = "check_bands.json";
  const JsonValue document = parse_table_document(
      check_bands_json(), file, {"region_ratio", "wrong_units", "family", "plausible", "known_surprises"});
  const JsonCursor root(document, file);
  CheckBands bands;
  bands.reference_region = root.at("region_ratio").at("reference").text();
  bands.region_ratio = read_band(root.at("region_ratio"));
  for (const JsonCursor& exception : root.at("region_ratio").at("except_prefixes").items()) {
    bands.region_ratio_except.push_back(exception.at("key_prefix").text());
  }
  for (const JsonCursor& row : root.at("wrong_units").items()) {
    bands.wrong_units.push_back({Rational::parse_fraction(row.at("factor").text()), row.at("means").text()});
  }
  read_family(root.at("family"), bands);
  for (const JsonCursor& row : root.at("plausible").items()) {
    bands.plausible.push_back(
        {row.at("key_prefix").text(), row.at("unit").text(), read_band(row), row.at("source").text()});
  }
  for (const JsonCursor& row : root.at("known_surprises").items()) {
    bands.known_surprises.push_back({row.at("rule").text(), row.at("key").text(), row.at("why").text()});
  }
  return bands;
}

}  // namespace

std::string CheckBand::text() const { return low.to_text() + " to " + high.to_text(); }

const WrongUnit* CheckBands::explain(const Rational& ratio) const {
  for (const WrongUnit& unit : wrong_units) {
    if (region_ratio.contains(ratio / unit.factor)) return &unit;
  }
  return nullptr;
}

const KnownSurprise* CheckBands::surprise(const std::string& rule, const std::string& key) const {
  for (const KnownSurprise& known : known_surprises) {
    if (known.rule == rule && known.key == key) return &known;
  }
  return nullptr;
}

const CheckBands& check_bands() {
  static const CheckBands bands = read_bands();
  return bands;
}

}  // namespace container_tco
