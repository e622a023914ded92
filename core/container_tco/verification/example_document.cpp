#include "container_tco/verification/example_document.hpp"

#include <set>

namespace container_tco {
namespace {

const std::vector<std::string> example_members = {"$schema",       "schema_version",  "id",
                                                  "title",         "source",          "note",
                                                  "region",        "currency",        "period",
                                                  "rounding",      "summation",       "digits",
                                                  "prices",        "values",          "lines",
                                                  "subtotals",     "workload",        "deployment",
                                                  "options",       "estimates",       "comparison",
                                                  "checks",        "fargate_size",    "fargate_sizes",
                                                  "host_capacity", "host_capacities", "expected_mismatch"};

std::string read_source(const JsonCursor& cursor) {
  cursor.expect_only({"name", "url", "date", "note"});
  std::string text = cursor.at("name").text();
  for (const char* member : {"date", "url"}) {
    if (const auto part = cursor.optional_text(member)) text += ", " + *part;
  }
  return text;
}

std::string text_of(const JsonCursor& cursor) {
  if (cursor.text().empty()) cursor.fail("text that is not empty");
  return cursor.text();
}

ExampleTier read_tier(const JsonCursor& cursor) {
  cursor.expect_only({"begin", "end", "unit_price"});
  return {cursor.at("begin").decimal(), cursor.optional_decimal("end"), parse_expression(cursor.at("unit_price"))};
}

void expect_adjoining(const std::vector<ExampleTier>& tiers, const JsonCursor& cursor) {
  Rational expected_begin;
  for (std::size_t i = 0; i < tiers.size(); ++i) {
    const bool is_last = i + 1 == tiers.size();
    const bool grows = is_last || (tiers[i].end.has_value() && *tiers[i].end > tiers[i].begin);
    if (tiers[i].begin != expected_begin || !grows) {
      cursor.fail("tiers from 0 upwards without gaps", "Each tier begins where the one before ends");
    }
    if (!is_last) expected_begin = *tiers[i].end;
  }
  if (tiers.empty() || tiers.back().end.has_value()) cursor.fail("a last tier without an end");
}

ExamplePrice read_price(const JsonCursor& cursor) {
  cursor.expect_only({"key", "unit", "unit_price", "tiers", "note"});
  ExamplePrice price;
  price.where = cursor.location();
  price.key = text_of(cursor.at("key"));
  price.unit = parse_at(cursor.at("unit"), &PricingUnit::parse);
  if (cursor.has("unit_price") == cursor.has("tiers")) cursor.fail("either `unit_price` or `tiers`");
  if (const auto unit_price = cursor.find("unit_price")) {
    price.tiers.push_back({Rational(), std::nullopt, parse_expression(*unit_price)});
  } else {
    for (const JsonCursor& tier : cursor.items_of("tiers")) price.tiers.push_back(read_tier(tier));
    expect_adjoining(price.tiers, cursor.at("tiers"));
  }
  return price;
}

ExampleLine read_line(const JsonCursor& cursor) {
  cursor.expect_only({"id", "description", "quantity", "unit", "price", "unit_price"});
  ExampleLine line;
  line.where = cursor.location();
  line.id = text_of(cursor.at("id"));
  line.quantity = parse_expression(cursor.at("quantity"));
  if (const auto unit = cursor.find("unit")) line.unit = parse_at(*unit, &PricingUnit::parse);
  if (cursor.has("price") == cursor.has("unit_price")) {
    cursor.fail("either `price` (a key) or `unit_price` (a number or expression)");
  }
  if (const auto price = cursor.find("price")) line.price_key = text_of(*price);
  if (const auto unit_price = cursor.find("unit_price")) line.unit_price = parse_expression(*unit_price);
  return line;
}

void expect_new(std::set<std::string>& seen, const std::string& name, const InputLocation& where) {
  if (!seen.insert(name).second) throw ParseError(where, "a name that is used once", "'" + printable(name) + "' again");
}

void read_lines(const JsonCursor& cursor, ExampleDocument& example) {
  std::set<std::string> keys;
  for (const JsonCursor& item : cursor.items_of("prices")) {
    example.prices.push_back(read_price(item));
    expect_new(keys, example.prices.back().key, example.prices.back().where);
  }
  std::set<std::string> ids;
  for (const JsonCursor& item : cursor.items_of("lines")) {
    example.lines.push_back(read_line(item));
    expect_new(ids, example.lines.back().id, example.lines.back().where);
  }
  example.values = read_named<Expression>(cursor, "", "values", &parse_expression);
  example.subtotals = read_named<std::vector<std::string>>(cursor, "", "subtotals", [&ids](const JsonCursor& list) {
    std::vector<std::string> names;
    for (const JsonCursor& item : list.items()) {
      names.push_back(item.text());
      if (!ids.contains(names.back())) item.fail("the id of a line");
    }
    if (names.empty()) list.fail("at least one line id");
    return names;
  });
}

void read_conventions(const JsonCursor& cursor, ExampleDocument& example) {
  if (const auto region = cursor.find("region")) example.region = text_of(*region);
  if (const auto currency = cursor.find("currency")) example.currency = parse_at(*currency, &Currency::parse);
  if (const auto period = cursor.find("period")) example.period = parse_at(*period, &BillingPeriod::parse);
  if (const auto rounding = cursor.find("rounding")) example.rounding = parse_at(*rounding, &parse_rounding);
  if (const auto summation = cursor.find("summation")) example.summation = parse_at(*summation, &parse_summation);
  if (const auto digits = cursor.optional_integer("digits", 0, 20)) example.digits = static_cast<int>(*digits);
}

}  // namespace

ExampleDocument read_example(const JsonCursor& cursor) {
  cursor.expect_only(example_members);
  if (cursor.at("schema_version").text() != "1") {
    cursor.at("schema_version").fail("\"1\"", "Written for another version of this library");
  }
  ExampleDocument example;
  example.id = text_of(cursor.at("id"));
  example.title = text_of(cursor.at("title"));
  example.source = read_source(cursor.at("source"));
  if (const auto reason = cursor.find("expected_mismatch")) example.expected_mismatch = text_of(*reason);
  read_conventions(cursor, example);
  read_lines(cursor, example);
  read_estimates(cursor, example);
  example.fargate_sizes = read_fargate_sizes(cursor);
  example.host_capacities = read_host_capacities(cursor);
  example.checks = read_checks(cursor, example);
  return example;
}

}  // namespace container_tco
