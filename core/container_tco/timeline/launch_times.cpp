#include "container_tco/timeline/launch_times.hpp"

#include <map>

#include "container_tco/error.hpp"
#include "container_tco/json/json_cursor.hpp"

namespace container_tco {

std::string launch_times_json();

namespace {

using Rows = std::map<std::string, LaunchTime>;

Rows read_rows() {
  const JsonValue document = parse_json(launch_times_json(), "launch_times.json");
  Rows rows;
  for (const JsonCursor& row : JsonCursor(document, "launch_times.json").at("rows").items()) {
    row.expect_only({"name", "value", "confidence", "source"});
    rows[row.at("name").text()] = {row.at("value").decimal(), row.at("source").text(), row.at("confidence").text()};
  }
  return rows;
}

}  // namespace

const LaunchTime& launch_time(const std::string& name) {
  static const Rows rows = read_rows();
  const auto found = rows.find(name);
  if (found == rows.end()) throw InternalError("launch_times.json has a row '" + name + "'");
  return found->second;
}

std::int64_t launch_number(const std::string& name) { return launch_time(name).value.ceil(); }

}  // namespace container_tco
