#include "container_tco/sizing/host_families.hpp"

#include <algorithm>
#include <vector>

#include "container_tco/json/json_cursor.hpp"

namespace container_tco {

std::string host_families_json();

namespace {

struct LeftOutFamilies {
  std::vector<std::string> families;
  bool in_several_zones = false;  // Only where hosts spread over more than one.
};

std::vector<LeftOutFamilies> read_left_out_families() {
  const JsonValue document = parse_json(host_families_json(), "host_families.json");
  std::vector<LeftOutFamilies> left_out;
  for (const JsonCursor& row : JsonCursor(document, "host_families.json").at("left_out").items()) {
    LeftOutFamilies some;
    for (const JsonCursor& family : row.at("families").items()) some.families.push_back(family.text());
    some.in_several_zones = row.optional_boolean("in_several_zones").value_or(false);
    left_out.push_back(std::move(some));
  }
  return left_out;
}

}  // namespace

bool is_planned_unnamed(const std::string& family, std::int64_t zones) {
  static const std::vector<LeftOutFamilies> left_out = read_left_out_families();
  return std::none_of(left_out.begin(), left_out.end(), [&](const LeftOutFamilies& some) {
    if (some.in_several_zones && zones < 2) return false;
    return std::find(some.families.begin(), some.families.end(), family) != some.families.end();
  });
}

}  // namespace container_tco
