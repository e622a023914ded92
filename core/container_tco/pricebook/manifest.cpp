#include "container_tco/pricebook/manifest.hpp"

#include <algorithm>
#include <limits>
#include <set>

#include "container_tco/pricebook/price_row.hpp"
#include "container_tco/pricebook/table_document.hpp"

namespace container_tco {
namespace {

struct Kind {
  std::string name;
  TableKind kind;
  std::size_t least;
  std::size_t most;
};

const std::vector<Kind>& kinds() {
  constexpr std::size_t any = std::numeric_limits<std::size_t>::max();
  static const std::vector<Kind> known = {{"prices", TableKind::prices, 1, any},
                                          {"spot", TableKind::spot, 0, any},
                                          {"instance_types", TableKind::instance_types, 1, 1},
                                          {"regions", TableKind::regions, 1, 1},
                                          {"labour_rates", TableKind::labour_rates, 1, 1},
                                          {"labour_activities", TableKind::labour_activities, 1, 1},
                                          {"kubernetes_versions", TableKind::kubernetes_versions, 0, 1},
                                          {"management_fees", TableKind::management_fees, 0, 1},
                                          {"commitment_ratios", TableKind::commitment_ratios, 0, 1}};
  return known;
}

bool has_keys(TableKind kind) { return kind == TableKind::prices || kind == TableKind::spot; }

TableKind read_kind(const JsonCursor& value) {
  std::vector<std::string> names;
  for (const Kind& known : kinds()) {
    if (value.text() == known.name) return known.kind;
    names.push_back(known.name);
  }
  value.fail("one of the table kinds " + join_alternatives(names),
             "Did you mean " + join_alternatives(nearest_names(value.text(), names, 1)) + "?");
}

const std::string& read_path(const JsonCursor& path) {
  // A dot may only stand within a name, so that no path climbs out of the book's folder.
  const std::string& text = name_text(path, "_-/.", "the path of a .json file");
  const bool climbs = text.front() == '/' || text.find("..") != std::string::npos;
  if (climbs || !text.ends_with(".json")) path.fail("the path of a .json file below the folder of the manifest");
  return text;
}

std::vector<std::string> read_key_prefixes(const JsonCursor& entry) {
  std::vector<std::string> prefixes;
  for (const JsonCursor& prefix : rows_of(entry, "keys")) {
    const std::string& text = prefix.text();
    if (!is_price_key(text.ends_with('/') ? text + "x" : text)) prefix.fail("a key or the first parts of one: 'ec2/'");
    prefixes.push_back(text);
  }
  return prefixes;
}

std::vector<std::string> read_regions(const JsonCursor& entry) {
  std::vector<std::string> codes;
  if (!entry.has("regions")) return codes;
  for (const JsonCursor& code : rows_of(entry, "regions")) {
    codes.push_back(name_text(code, "-", "a region code such as 'us-east-1'"));
  }
  return codes;
}

TableEntry read_entry(const JsonCursor& entry) {
  entry.expect_only({"path", "kind", "keys", "regions"});
  TableEntry result{read_path(entry.at("path")), read_kind(entry.at("kind"))};
  if (has_keys(result.kind)) {
    result.keys = read_key_prefixes(entry);
    result.regions = read_regions(entry);
    return result;
  }
  for (const char* name : {"keys", "regions"}) {
    if (const auto member = entry.find(name)) member->fail("keys and regions for tables of prices and Spot only");
  }
  return result;
}

void check_kinds(const Manifest& manifest, const JsonCursor& tables) {
  for (const Kind& known : kinds()) {
    const auto count =
        static_cast<std::size_t>(std::count_if(manifest.tables.begin(), manifest.tables.end(),
                                               [&](const TableEntry& entry) { return entry.kind == known.kind; }));
    if (count >= known.least && count <= known.most) continue;
    const std::string number = known.least == 0 ? "at most one" : known.most == 1 ? "exactly one" : "at least one";
    throw ParseError(tables.location(), number + " table of kind '" + known.name + "'", std::to_string(count));
  }
}

}  // namespace

std::string to_string(TableKind kind) {
  for (const Kind& known : kinds()) {
    if (known.kind == kind) return known.name;
  }
  throw InternalError("a table kind has a name");
}

bool TableEntry::has_prefix_of(std::string_view key) const {
  return std::any_of(keys.begin(), keys.end(), [&](const std::string& prefix) { return key.starts_with(prefix); });
}

bool TableEntry::meets(std::string_view key_prefix) const {
  return std::any_of(keys.begin(), keys.end(), [&](const std::string& prefix) {
    return key_prefix.starts_with(prefix) || std::string_view(prefix).starts_with(key_prefix);
  });
}

bool TableEntry::allows(std::string_view region) const {
  return regions.empty() || std::find(regions.begin(), regions.end(), region) != regions.end();
}

const TableEntry* Manifest::find(TableKind kind) const {
  for (const TableEntry& entry : tables) {
    if (entry.kind == kind) return &entry;
  }
  return nullptr;
}

const TableEntry& Manifest::only(TableKind kind) const {
  if (const TableEntry* entry = find(kind)) return *entry;
  throw InternalError("a manifest has each kind of table");
}

Manifest parse_manifest(std::string_view text, const std::string& file) {
  const JsonValue document = parse_table_document(text, file, {"version", "description", "tables"});
  const JsonCursor root(document, file);
  Manifest manifest;
  manifest.version = name_text(root.at("version"), "-_.+", "a version such as '2026-11-22'");
  manifest.description = root.optional_text("description").value_or("");
  std::set<std::string> paths;
  for (const JsonCursor& entry : rows_of(root, "tables")) {
    manifest.tables.push_back(read_entry(entry));
    if (!paths.insert(manifest.tables.back().path).second) entry.at("path").fail("each table once");
  }
  check_kinds(manifest, root.at("tables"));
  return manifest;
}

}  // namespace container_tco
