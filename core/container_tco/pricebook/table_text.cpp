#include "container_tco/pricebook/table_text.hpp"

#include <algorithm>
#include <set>

#include "container_tco/error.hpp"

namespace container_tco {
namespace {

std::string joined(const std::vector<std::string>& parts, const std::string& separator) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : separator) + part;
  return text;
}

Provenance provenance_at(const JsonCursor& root, const JsonCursor& id) {
  return read_provenance(root.at("provenance").at(id.text()), ProvenanceRule::optional);
}

GridLayout read_grid(const JsonCursor& root, const JsonCursor& grid) {
  GridLayout layout{grid.at("region").text(), grid.texts_of("keys"), provenance_at(root, grid.at("provenance"))};
  if (const auto key = grid.find("key")) layout.keys = {key->text()};
  if (const auto id = grid.find("interruption_provenance")) layout.interruption_provenance = provenance_at(root, *id);
  layout.columns = grid.texts_of("columns");
  return layout;
}

std::map<std::string, std::string> texts_by_name(const JsonCursor& root, const char* name) {
  std::map<std::string, std::string> texts;
  if (!root.has(name)) return texts;
  for (const auto& [key, value] : root.at(name).members()) texts.emplace(key, value.text());
  return texts;
}

bool has_fewest_digits(const JsonValue& price) {
  if (price.is_array()) return std::all_of(price.items().begin(), price.items().end(), has_fewest_digits);
  return !(price.is_string() || price.is_number()) || Rational::parse(price.text()).to_text() == price.text();
}

std::string price_text(const JsonValue& price) {
  if (!price.is_array()) return price.dump(-1);
  std::vector<std::string> parts;
  for (const JsonValue& item : price.items()) parts.push_back(price_text(item));
  return "[" + joined(parts, ", ") + "]";
}

// Of a table that has been checked: rows are region, key, price and origin, or the rest of a key and its prices.
void read_prices(const JsonValue& document, TableLayout& layout) {
  const auto keep = [&](const std::string& region, const std::string& key, const JsonValue& price) {
    if (!has_fewest_digits(price)) layout.prices_as_read.emplace(std::pair(region, key), price_text(price));
  };
  if (const JsonValue* rows = document.find("rows")) {
    for (const JsonValue& row : rows->items()) keep(row.items()[0].text(), row.items()[1].text(), row.items()[2]);
  }
  const JsonValue* grids = document.find("grids");
  if (grids == nullptr) return;
  for (const JsonValue& grid : grids->items()) {
    const JsonValue* keys = grid.find("keys");
    if (keys == nullptr) continue;
    for (const JsonValue& row : grid.find("rows")->items()) {
      for (std::size_t i = 0; i < keys->items().size(); ++i) {
        const std::string& pattern = keys->items()[i].text();
        const std::string key = pattern.substr(0, pattern.size() - 1) + row.items()[0].text();
        keep(grid.find("region")->text(), key, row.items()[i + 1]);
      }
    }
  }
}

}  // namespace

std::optional<std::string> TableLayout::unit_entry(const std::string& key) const {
  if (units.contains(key)) return key;
  for (std::size_t end = key.rfind('/'); end != std::string::npos && end > 0; end = key.rfind('/', end - 1)) {
    std::string pattern = key.substr(0, end + 1) + "*";
    if (units.contains(pattern)) return pattern;
  }
  return std::nullopt;
}

TableLayout read_layout(const JsonValue& document, const std::string& file) {
  const JsonCursor root(document, file);
  TableLayout layout{root.optional_text("table").value_or(""), Currency::parse(root.at("currency").text()),
                     texts_by_name(root, "units"), texts_by_name(root, "tier_units")};
  for (const auto& [id, entry] : root.at("provenance").members()) {
    layout.origins.emplace(id, read_provenance(entry, ProvenanceRule::optional));
  }
  for (const JsonCursor& grid : root.items_of("grids")) layout.grids.push_back(read_grid(root, grid));
  read_prices(document, layout);
  return layout;
}

std::string quoted(const std::string& text) { return JsonValue::string(text).dump(-1); }

std::string quoted(const std::vector<std::string>& texts) {
  std::vector<std::string> parts;
  for (const std::string& text : texts) parts.push_back(quoted(text));
  return "[" + joined(parts, ", ") + "]";
}

std::string decimal_text(const Rational& number, const std::string& row) {
  if (number.exact_digits()) return number.to_text();
  throw InvalidInputError("price of " + row, number.to_text(), "a decimal of at most 40 digits after the point",
                          "Round it before the book is written");
}

std::optional<std::string> rest_of(const std::string& key, const std::string& pattern) {
  const std::string_view prefix = std::string_view(pattern).substr(0, pattern.size() - 1);
  if (!key.starts_with(prefix) || key.size() == prefix.size()) return std::nullopt;
  return key.substr(prefix.size());
}

OriginIds::Origin OriginIds::sortable(const Provenance& provenance) {
  const auto or_user = [](const std::string& text) { return text.empty() ? "user" : text; };
  return {or_user(provenance.source), provenance.as_of, or_user(provenance.confidence), provenance.note};
}

std::string OriginIds::short_id(std::size_t index) {
  constexpr std::size_t letters = 26;
  std::string id(1, static_cast<char>('a' + index % letters));
  for (std::size_t rest = index / letters; rest > 0; rest = (rest - 1) / letters) {
    id.insert(id.begin(), static_cast<char>('a' + (rest - 1) % letters));
  }
  return id;
}

OriginIds::OriginIds(const std::map<std::string, Provenance>& known, const std::vector<const Provenance*>& used) {
  for (const Provenance* provenance : used) ids_.emplace(sortable(*provenance), "");
  std::set<std::string> taken;
  for (const auto& [id, provenance] : known) {
    const auto found = ids_.find(sortable(provenance));
    if (found != ids_.end() && found->second.empty()) taken.insert(found->second = id);
  }
  std::size_t next = 0;
  for (auto& [origin, id] : ids_) {
    if (!id.empty()) continue;
    while (known.contains(short_id(next)) || taken.contains(short_id(next))) ++next;
    id = short_id(next++);
  }
}

std::string OriginIds::member() const {
  const auto is_before = [](const auto& a, const auto& b) {
    return std::pair(a->second.size(), a->second) < std::pair(b->second.size(), b->second);
  };
  std::vector<std::map<Origin, std::string>::const_iterator> entries;
  for (auto entry = ids_.begin(); entry != ids_.end(); ++entry) entries.push_back(entry);
  std::sort(entries.begin(), entries.end(), is_before);
  std::vector<std::string> lines;
  for (const auto& entry : entries) {
    const Origin& origin = entry->first;
    std::string line = "  " + quoted(entry->second) + ": {\"source\": " + quoted(origin[0]);
    if (!origin[1].empty()) line += ", \"as_of\": " + quoted(origin[1]);
    line += ", \"confidence\": " + quoted(origin[2]);
    if (!origin[3].empty()) line += ", \"note\": " + quoted(origin[3]);
    lines.push_back(line + "}");
  }
  return " \"provenance\": {\n" + joined(lines, ",\n") + "\n }";
}

std::string document_text(const std::vector<std::string>& members) { return "{\n" + joined(members, ",\n") + "\n}\n"; }

std::string head_member(const std::string& name, const std::string& json) { return " " + quoted(name) + ": " + json; }

std::string list_member(const std::string& name, const std::vector<std::string>& lines) {
  return " " + quoted(name) + ": [\n" + joined(lines, ",\n") + "\n ]";
}

std::string map_member(const std::string& name, const std::map<std::string, std::string>& entries) {
  std::vector<std::string> lines;
  for (const auto& [key, value] : entries) lines.push_back("  " + quoted(key) + ": " + quoted(value));
  return " " + quoted(name) + ": {\n" + joined(lines, ",\n") + "\n }";
}

std::string grid_text(const std::string& head, const std::map<std::string, std::string>& rows) {
  std::vector<std::string> lines;
  for (const auto& [name, cells] : rows) lines.push_back("   [" + quoted(name) + cells + "]");
  return "  " + head + ", \"rows\": [\n" + joined(lines, ",\n") + "\n  ]}";
}

std::string manifest_text(const Manifest& manifest) {
  std::vector<std::string> lines;
  for (const TableEntry& entry : manifest.tables) {
    std::string line = "  {\"path\": " + quoted(entry.path) + ", \"kind\": " + quoted(to_string(entry.kind));
    if (!entry.keys.empty()) line += ", \"keys\": " + quoted(entry.keys);
    if (!entry.regions.empty()) line += ", \"regions\": " + quoted(entry.regions);
    lines.push_back(line + "}");
  }
  std::vector<std::string> members = {head_member("schema_version", quoted("1")),
                                      head_member("version", quoted(manifest.version))};
  if (!manifest.description.empty()) members.push_back(head_member("description", quoted(manifest.description)));
  members.push_back(list_member("tables", lines));
  return document_text(members);
}

}  // namespace container_tco
