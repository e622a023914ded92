#include "container_tco/bill/bill_columns.hpp"

#include <algorithm>
#include <utility>

#include "container_tco/error.hpp"
#include "container_tco/json/json_cursor.hpp"

namespace container_tco {

std::string bill_columns_json();

namespace detail {
namespace {

struct ColumnSpec {
  std::string field;
  std::vector<std::string> names;
  bool is_required;
};

struct FormatSpec {
  std::string name;
  std::string title;
  std::vector<ColumnSpec> columns;
  std::vector<std::string> usage_charges;
  std::vector<std::string> committed_charges;
  std::vector<std::string> spot_pricing;
  std::vector<std::string> committed_pricing;
  std::vector<std::string> unused_commitments;
  std::vector<std::string> discount_charges;
  std::vector<std::string> refund_charges;
  std::vector<std::string> offset_charges;
  std::vector<std::string> offsetting_charges;
  std::vector<EffectiveCostRule> effective_costs;
};

FormatSpec read_format(const JsonCursor& entry) {
  entry.expect_only({"name", "title", "columns", "usage_charges", "committed_charges", "spot_pricing",
                     "committed_pricing", "unused_commitments", "discount_charges", "refund_charges", "offset_charges",
                     "offsetting_charges", "effective_costs"});
  FormatSpec format{entry.at("name").text(),
                    entry.at("title").text(),
                    {},
                    entry.texts_of("usage_charges"),
                    entry.texts_of("committed_charges"),
                    entry.texts_of("spot_pricing"),
                    entry.texts_of("committed_pricing"),
                    entry.texts_of("unused_commitments"),
                    entry.texts_of("discount_charges"),
                    entry.texts_of("refund_charges"),
                    entry.texts_of("offset_charges"),
                    entry.texts_of("offsetting_charges"),
                    {}};
  for (const JsonCursor& column : entry.items_of("columns")) {
    column.expect_only({"field", "names", "required"});
    format.columns.push_back(
        {column.at("field").text(), column.texts_of("names"), column.optional_boolean("required").value_or(false)});
  }
  for (const JsonCursor& rule : entry.items_of("effective_costs")) {
    rule.expect_only({"charge_type", "only_with", "plus", "minus"});
    format.effective_costs.push_back({rule.at("charge_type").text(), rule.optional_text("only_with").value_or(""),
                                      rule.texts_of("plus"), rule.texts_of("minus")});
  }
  return format;
}

const std::vector<FormatSpec>& formats() {
  static const std::vector<FormatSpec> read = [] {
    const JsonValue document = parse_json(bill_columns_json(), "bill_columns.json");
    std::vector<FormatSpec> made;
    for (const JsonCursor& entry : JsonCursor(document, "bill_columns.json").items_of("formats")) {
      made.push_back(read_format(entry));
    }
    return made;
  }();
  return read;
}

/// Places of the columns by their name in snake case. Tags may differ in case or punctuation alone.
using Places = std::map<std::string, std::vector<std::size_t>>;

Places places(const TableSchema& schema) {
  Places found;
  for (std::size_t i = 0; i < schema.size(); ++i) found[snake_case(schema.fields()[i].name)].push_back(i);
  return found;
}

const std::vector<std::size_t>* find_places(const Places& places, const ColumnSpec& column) {
  for (const std::string& name : column.names) {
    const auto found = places.find(name);
    if (found != places.end()) return &found->second;
  }
  return nullptr;
}

/// Throws InvalidInputError when several columns have the name.
std::optional<std::size_t> place_of(const Places& places, const ColumnSpec& column, const TableSchema& schema) {
  const std::vector<std::size_t>* const found = find_places(places, column);
  if (found == nullptr) return std::nullopt;
  if (found->size() > 1) {
    const auto name = [&](std::size_t i) { return "'" + printable(schema.fields()[(*found)[i]].name) + "'"; };
    throw InvalidInputError("columns", name(0) + " and " + name(1), "each column that is read once",
                            "Drop one of the two");
  }
  return found->front();
}

/// "BillingCurrency" for "billing_currency", "x_ServiceCode" for "x_service_code": as FOCUS writes them.
std::string focus_name(std::string_view snake) {
  const bool is_own = snake.starts_with("x_");
  std::string name = is_own ? "x_" : "";
  bool starts_word = true;
  for (const char c : snake.substr(name.size())) {
    if (c != '_') name += starts_word && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    starts_word = c == '_';
  }
  return name;
}

/// Of each column that must be there and is not, the names that it may have.
std::vector<std::vector<std::string>> missing(const Places& places, const FormatSpec& format) {
  std::vector<std::vector<std::string>> names;
  for (const ColumnSpec& column : format.columns) {
    if (!column.is_required || find_places(places, column) != nullptr) continue;
    std::vector<std::string> titles;
    for (const std::string& name : column.names) titles.push_back(format.name == "focus" ? focus_name(name) : name);
    names.push_back(std::move(titles));
  }
  return names;
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + printable(name);
  return text;
}

bool is_among(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

[[noreturn]] void refuse(const TableSchema& schema, const FormatSpec& format,
                         const std::vector<std::vector<std::string>>& lacking) {
  std::vector<std::string> known;
  for (const TableField& field : schema.fields()) known.push_back(field.name);
  const std::size_t required = static_cast<std::size_t>(
      std::count_if(format.columns.begin(), format.columns.end(), [](const ColumnSpec& c) { return c.is_required; }));
  if (2 * lacking.size() > required) {
    throw InvalidInputError(
        "bill",
        "a table with the columns " +
            listed({known.begin(),
                    known.begin() + std::min<std::ptrdiff_t>(8, static_cast<std::ptrdiff_t>(known.size()))}),
        "the columns of a Cost and Usage Report (line_item_usage_type, …) or of FOCUS (BilledCost, …)",
        "Export CUR 2.0 or FOCUS 1.2 with AWS Data Exports");
  }
  std::string found, nearest;
  for (const std::vector<std::string>& names : lacking) {
    found += (found.empty() ? "no column " : ", no column ") + join_alternatives(names);
    nearest += (nearest.empty() ? "Nearest to " : ". Nearest to ") + names.front() + ": " +
               listed(nearest_names(names.front(), known, 3));
  }
  throw InvalidInputError("bill", found, "all columns that a " + format.title + " must have", nearest);
}

}  // namespace

std::string snake_case(std::string_view name) {
  const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  std::string made;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const bool is_letter_or_digit = is_upper(c) || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    const bool starts_word = is_upper(c) && i > 0 && !is_upper(name[i - 1]);
    if ((!is_letter_or_digit || starts_word) && !made.empty() && made.back() != '_') made += '_';
    if (is_letter_or_digit) made += is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return made;
}

BillColumns BillColumns::find(const TableSchema& schema, std::string_view service_tag) {
  const Places found = places(schema);
  const auto lacks_less = [&](const FormatSpec& a, const FormatSpec& b) {
    return missing(found, a).size() < missing(found, b).size();
  };
  const FormatSpec& format = *std::min_element(formats().begin(), formats().end(), lacks_less);
  const std::vector<std::vector<std::string>> lacking = missing(found, format);
  if (!lacking.empty()) refuse(schema, format, lacking);
  BillColumns columns;
  columns.format_ = format.name;
  columns.usage_charges_ = format.usage_charges;
  columns.committed_charges_ = format.committed_charges;
  columns.spot_pricing_ = format.spot_pricing;
  columns.committed_pricing_ = format.committed_pricing;
  columns.unused_commitments_ = format.unused_commitments;
  columns.discount_charges_ = format.discount_charges;
  columns.refund_charges_ = format.refund_charges;
  columns.offset_charges_ = format.offset_charges;
  columns.offsetting_charges_ = format.offsetting_charges;
  columns.effective_costs_ = format.effective_costs;
  if (!service_tag.empty()) {
    const std::string tag = snake_case(service_tag);
    const ColumnSpec own{"service_tag", {"resource_tags_user_" + tag, "resource_tags_" + tag}, false};
    if (const auto place = place_of(found, own, schema)) {
      columns.columns_.emplace(own.field, Column{*place, schema.fields()[*place].name});
    }
  }
  for (const ColumnSpec& column : format.columns) {
    if (const auto place = place_of(found, column, schema)) {
      columns.columns_.emplace(column.field, Column{*place, schema.fields()[*place].name});
    }
  }
  return columns;
}

std::optional<std::size_t> BillColumns::index(std::string_view field) const {
  const auto found = columns_.find(field);
  return found == columns_.end() ? std::nullopt : std::optional(found->second.index);
}

const std::string& BillColumns::name(std::string_view field) const {
  const auto found = columns_.find(field);
  if (found == columns_.end()) throw InternalError("the bill has a column for " + std::string(field));
  return found->second.name;
}

bool BillColumns::has(std::string_view cost) const { return index(cost) || index("net_" + std::string(cost)); }

std::vector<std::string> BillColumns::names() const {
  std::map<std::size_t, std::string> by_place;
  for (const auto& [field, column] : columns_) by_place.emplace(column.index, column.name);
  std::vector<std::string> names;
  for (auto& [place, name] : by_place) names.push_back(std::move(name));
  return names;
}

bool BillColumns::is_usage(std::string_view charge_type) const { return is_among(usage_charges_, charge_type); }

bool BillColumns::is_committed(std::string_view charge_type) const { return is_among(committed_charges_, charge_type); }

bool BillColumns::is_spot_pricing(std::string_view pricing) const { return is_among(spot_pricing_, pricing); }

bool BillColumns::is_committed_pricing(std::string_view pricing) const { return is_among(committed_pricing_, pricing); }

bool BillColumns::is_unused(std::string_view commitment_status) const {
  return is_among(unused_commitments_, commitment_status);
}

bool BillColumns::is_discount(std::string_view charge_type) const { return is_among(discount_charges_, charge_type); }

bool BillColumns::is_refund(std::string_view charge_type) const { return is_among(refund_charges_, charge_type); }

bool BillColumns::is_offset(std::string_view charge_type) const { return is_among(offset_charges_, charge_type); }

bool BillColumns::is_offsetting(std::string_view charge_type) const {
  return is_among(offsetting_charges_, charge_type);
}

}  // namespace detail
}  // namespace container_tco
