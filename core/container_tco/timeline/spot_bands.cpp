#include "container_tco/timeline/spot_bands.hpp"

#include "container_tco/json/json_cursor.hpp"

namespace container_tco {

std::string spot_interruptions_json();

namespace {

LowBaseHigh read_range(const JsonCursor& row) {
  return {row.at("low").decimal(), row.at("base").decimal(), row.at("high").decimal()};
}

SpotBands read_bands() {
  const JsonValue document = parse_json(spot_interruptions_json(), "spot_interruptions.json");
  const JsonCursor root(document, "spot_interruptions.json");
  SpotBands bands;
  for (const JsonCursor& row : root.at("bands").items()) {
    row.expect_only({"band", "low", "base", "high", "source"});
    bands.interrupted_in_month[row.at("band").text()] = read_range(row);
  }
  bands.fallback_hours = read_range(root.at("fallback_hours"));
  bands.fallback_source = root.at("fallback_hours").at("source").text();
  return bands;
}

}  // namespace

const SpotBands& spot_bands() {
  static const SpotBands bands = read_bands();
  return bands;
}

}  // namespace container_tco
