#include "container_tco/pricebook/manifest.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "container_tco/pricebook/table_document.hpp"

namespace container_tco {
namespace {

const std::vector<std::pair<std::string, TableKind>>& kind_names() {
  static const std::vector<std::pair<std::string, TableKind>> names = {
      {"prices", TableKind::prices},
      {"instance_types", TableKind::instance_types},
      {"regions", TableKind::regions},
      {"labour_rates", TableKind::labour_rates},
      {"labour_activities", TableKind::labour_activities}};
  return names;
}

TableKind read_kind(const JsonCursor& value) {
  std::vector<std::string> known;
  for (const auto& [name, kind] : kind_names()) {
    if (value.text() == name) return kind;
    known.push_back(name);
  }
  value.fail("one of the table kinds " + join_alternatives(known),
             "Did you mean " + join_alternatives(nearest_names(value.text(), known, 1)) + "?");
}

TableEntry read_entry(const JsonCursor& entry) {
  entry.expect_only({"path", "kind", "region"});
  const JsonCursor path = entry.at("path");
  // A dot may only stand within a name, so that no path climbs out of the book's folder.
  const std::string& text = name_text(path, "_-/.", "the path of a .json file");
  const bool climbs = text.front() == '/' || text.find("..") != std::string::npos;
  if (climbs || !text.ends_with(".json")) path.fail("the path of a .json file below the folder of the manifest");
  TableEntry result{text, read_kind(entry.at("kind")), entry.optional_text("region")};
  if (result.region && result.kind != TableKind::prices) entry.at("region").fail("a region for price tables only");
  return result;
}

std::size_t count_of(const Manifest& manifest, TableKind kind) {
  return static_cast<std::size_t>(std::count_if(manifest.tables.begin(), manifest.tables.end(),
                                                [&](const TableEntry& entry) { return entry.kind == kind; }));
}

void check_kinds(const Manifest& manifest, const JsonCursor& tables) {
  for (const auto& [name, kind] : kind_names()) {
    const std::size_t count = count_of(manifest, kind);
    const bool enough = kind == TableKind::prices ? count > 0 : count == 1;
    if (enough) continue;
    const std::string number = kind == TableKind::prices ? "at least one" : "exactly one";
    throw ParseError(tables.location(), number + " table of kind '" + name + "'", std::to_string(count));
  }
}

}  // namespace

const TableEntry& Manifest::only(TableKind kind) const {
  for (const TableEntry& entry : tables) {
    if (entry.kind == kind) return entry;
  }
  throw InternalError("a manifest has each kind of table");
}

Manifest parse_manifest(std::string_view text, const std::string& file) {
  const JsonValue document = parse_table_document(text, file, {"version", "description", "tables"});
  const JsonCursor root(document, file);
  Manifest manifest;
  manifest.version = name_text(root.at("version"), "-_.+", "a version such as '2026-11-22'");
  std::set<std::string> paths;
  for (const JsonCursor& entry : rows_of(root, "tables")) {
    manifest.tables.push_back(read_entry(entry));
    if (!paths.insert(manifest.tables.back().path).second) entry.at("path").fail("each table once");
  }
  check_kinds(manifest, root.at("tables"));
  return manifest;
}

}  // namespace container_tco
