#include <initializer_list>

#include "container_tco/pricebook/price_table.hpp"
#include "container_tco/pricebook/table_document.hpp"

namespace container_tco {

// Walks the values of thousands of rows, and spells out a path only for a complaint: building it takes as long as the
// table.
class PriceTableReader {
 public:
  PriceTableReader(const JsonValue& document, const std::string& file, const PriceTableRules& rules)
      : document_(document), root_(document, file), rules_(rules), currency_(read_currency(root_.at("currency"))) {}

  PriceTable read() {
    if (const auto name = root_.optional_text("table"); name && name->empty()) root_.at("table").fail("a name");
    read_provenances();
    read_units();
    read_rows();
    return std::move(table_);
  }

 private:
  using Row = PriceTable::Row;
  enum Column : std::size_t { region_column, key_column, price_column, provenance_column, column_count };

  void read_provenances() {
    for (const auto& [id, entry] : root_.at("provenance").members()) {
      entry.expect_only(provenance_members());
      provenance_ids_.emplace(id, static_cast<std::uint32_t>(table_.provenance_.size()));
      table_.provenance_.push_back(read_provenance(entry, rules_.provenance));
    }
  }

  void read_units() {
    for (const auto& [key, value] : root_.at("units").members()) {
      const bool is_pattern = key.ends_with("/*");
      if (!is_pattern && !is_price_key(key)) value.fail("the unit of a key or of 'prefix/*'");
      unit_ids_.emplace(key, static_cast<std::uint32_t>(table_.units_.size()));
      table_.units_.push_back({read_unit(value), ""});
    }
    const std::optional<JsonCursor> tier_units = root_.find("tier_units");
    if (!tier_units) return;
    for (const auto& [key, value] : tier_units->members()) {
      const auto unit = unit_ids_.find(key);
      if (unit == unit_ids_.end()) value.fail("a key that stands in 'units'");
      table_.units_[unit->second].tier_unit = value.text();
    }
  }

  void read_rows() {
    rows_of(root_, "rows");
    rows_ = &document_.find("rows")->items();
    table_.rows_.reserve(rows_->size());
    for (row_ = 0; row_ < rows_->size(); ++row_) read_row((*rows_)[row_].items());
  }

  void read_row(const std::vector<JsonValue>& columns) {
    if (columns.size() != column_count) fail({}, "an array of region, key, price and provenance id");
    for (std::size_t column : {region_column, key_column, provenance_column}) {
      if (!columns[column].is_string()) fail({column}, "text");
    }
    const std::string& key = columns[key_column].text();
    if (!is_price_key(key)) fail({key_column}, "a key such as 'fargate/ecs/linux/x86_64/vcpu'");
    auto& [region, in_region] = region_entry(columns[region_column].text());
    table_.rows_.push_back({key, &region, unit_of(key), provenance_of(columns[provenance_column].text()),
                            read_tiers(columns[price_column])});
    const auto index = static_cast<std::uint32_t>(row_);
    const auto [existing, is_new] = in_region.emplace(table_.rows_.back().key, index);
    if (!is_new) throw AmbiguousPriceError(key, region, {place_of_row(existing->second), place_of_row(index)});
  }

  std::pair<const std::string, PriceTable::RowsByKey>& region_entry(const std::string& region) {
    const auto known = table_.by_region_.find(region);
    if (known != table_.by_region_.end()) return *known;
    if (!is_name(region, "-")) fail({region_column}, "a region code such as 'us-east-1'");
    if (rules_.only_region && region != *rules_.only_region) {
      fail({region_column}, "the region " + printable(*rules_.only_region) + ", as the manifest says of this table");
    }
    if (rules_.regions != nullptr && !rules_.regions->has(region)) {
      fail({region_column}, "a region of the price book",
           "Nearest: " + join_alternatives(rules_.regions->nearest(region, 3)));
    }
    return *table_.by_region_.emplace(region, PriceTable::RowsByKey()).first;
  }

  std::uint32_t unit_of(const std::string& key) {
    if (const auto exact = unit_ids_.find(key); exact != unit_ids_.end()) return exact->second;
    // The longest prefix that has a unit.
    for (std::size_t end = key.rfind('/'); end != std::string::npos && end > 0; end = key.rfind('/', end - 1)) {
      pattern_.assign(key, 0, end + 1).push_back('*');
      if (const auto found = unit_ids_.find(pattern_); found != unit_ids_.end()) return found->second;
    }
    fail({key_column}, "a key whose unit stands in 'units'");
  }

  std::uint32_t provenance_of(const std::string& id) const {
    const auto found = provenance_ids_.find(id);
    if (found == provenance_ids_.end()) fail({provenance_column}, "an id that stands in 'provenance'");
    return found->second;
  }

  std::vector<PriceTier> read_tiers(const JsonValue& value) const {
    std::vector<PriceTier> tiers;
    if (value.is_array()) {
      for (std::size_t i = 0; i < value.items().size(); ++i) tiers.push_back(read_tier(value.items()[i], i));
    } else {
      tiers.push_back({Rational(), std::nullopt, Money(price_of(value, {price_column}), currency_)});
    }
    if (const std::optional<TierFault> fault = find_tier_fault(tiers)) {
      throw ParseError(place({price_column}).location(), fault->expected, fault->found);
    }
    return tiers;
  }

  PriceTier read_tier(const JsonValue& tier, std::size_t index) const {
    if (tier.items().size() != 3) fail({price_column, index}, "an array of begin, end (or null) and price");
    std::optional<Rational> end;
    if (!tier.items()[1].is_null()) end = bound_of(tier.items()[1], {price_column, index, 1});
    return {bound_of(tier.items()[0], {price_column, index, 0}), end,
            Money(price_of(tier.items()[2], {price_column, index, 2}), currency_)};
  }

  Rational bound_of(const JsonValue& value, std::initializer_list<std::size_t> path) const {
    if (!value.is_number()) fail(path, "a number of units a month");
    return parse_number(value, path);
  }

  Rational price_of(const JsonValue& value, std::initializer_list<std::size_t> path) const {
    if (!value.is_string()) fail(path, "a price as text, such as \"0.0464\"", "Put the number in quotes");
    return parse_number(value, path);
  }

  Rational parse_number(const JsonValue& value, std::initializer_list<std::size_t> path) const {
    try {
      return Rational::parse(value.text());
    } catch (const InvalidInputError& error) {
      fail(path, error.allowed());
    }
  }

  JsonCursor place(std::initializer_list<std::size_t> path) const {
    JsonCursor cursor = root_.at("rows").items()[row_];
    for (std::size_t index : path) cursor = cursor.items()[index];
    return cursor;
  }

  [[noreturn]] void fail(std::initializer_list<std::size_t> path, const std::string& expected,
                         const std::string& remedy = {}) const {
    place(path).fail(expected, remedy);
  }

  std::string place_of_row(std::uint32_t row) const { return root_.file() + " at $.rows[" + std::to_string(row) + "]"; }

  const JsonValue& document_;
  JsonCursor root_;
  const PriceTableRules& rules_;
  Currency currency_;
  PriceTable table_;
  std::unordered_map<std::string, std::uint32_t> provenance_ids_;
  std::unordered_map<std::string, std::uint32_t> unit_ids_;
  const std::vector<JsonValue>* rows_ = nullptr;
  std::size_t row_ = 0;
  std::string pattern_;
};

const std::vector<std::string>& price_table_members() {
  static const std::vector<std::string> names = {"table", "currency", "provenance", "units", "tier_units", "rows"};
  return names;
}

PriceTable PriceTable::parse(const JsonValue& document, const std::string& file, const PriceTableRules& rules) {
  return PriceTableReader(document, file, rules).read();
}

PriceTable PriceTable::parse(std::string_view text, const std::string& file, const PriceTableRules& rules) {
  return parse(parse_table_document(text, file, price_table_members()), file, rules);
}

}  // namespace container_tco
