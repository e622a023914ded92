#include <set>

#include "container_tco/contract/contract_fields.hpp"
#include "container_tco/error.hpp"
#include "container_tco/pricebook/calendar_date.hpp"
#include "container_tco/pricebook/sha256.hpp"
#include "container_tco/pricebook/table_document.hpp"

namespace container_tco {
namespace {

using detail::read_amount;
using detail::read_name;
using detail::read_percent;

std::vector<PriceRow> read_prices(const JsonCursor& root, const PriceBook& book) {
  const std::optional<JsonCursor> prices = root.find("prices");
  if (!prices) return {};
  for (const JsonCursor& entry : prices->items()) {
    detail::read_known(entry.at("region"), detail::known_regions(book), "a region of the price book");
  }
  // The price list of an overlay: `prices` stands at the same path in both documents.
  const JsonValue overlay = JsonValue::object({{"prices", prices->value()}});
  std::vector<PriceRow> rows = PriceBook::parse_prices(overlay.dump(-1), root.file());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const PriceRow& row = rows[i];
    const PriceRow* list = book.find_price(row.key, row.region);
    if (list != nullptr && !(list->unit == row.unit)) {
      prices->items()[i].at("unit").fail("the unit of the price book, " + list->unit.name());
    }
    const Currency& currency = book.region(row.region).currency;
    if (!(row.tiers.front().price.currency() == currency)) {
      prices->items()[i].fail("a price in the currency of the region, " + currency.code());
    }
  }
  return rows;
}

// Discounts of one scope meet in every price of it.
void require_at_most_everything(const JsonCursor& discounts, const Contract& contract) {
  if (contract.combination == DiscountCombination::compound) return;
  for (std::size_t i = 0; i < contract.discounts.size(); ++i) {
    const Discount& last = contract.discounts[i];
    Rational sum;
    for (std::size_t j = 0; j <= i; ++j) {
      Discount other = contract.discounts[j];
      other.name = last.name;
      other.percent = last.percent;
      if (other == last) sum += contract.discounts[j].percent;
    }
    if (sum > Rational(100)) {
      discounts.items()[i].at("percent").fail("discounts of one scope that add up to at most 100 %, here they are " +
                                              sum.to_text() + " %");
    }
  }
}

void read_discounts(Contract& contract, const JsonCursor& root, const PriceBook& book) {
  if (const auto combine = root.find("combine")) {
    if (combine->text() != "compound" && combine->text() != "add") combine->fail("compound or add");
    if (combine->text() == "add") contract.combination = DiscountCombination::add;
  }
  const std::optional<JsonCursor> discounts = root.find("discounts");
  if (!discounts) return;
  std::set<std::string> names;
  for (const JsonCursor& entry : discounts->items()) {
    contract.discounts.push_back(detail::read_discount(entry, book));
    if (!names.insert(contract.discounts.back().name).second)
      entry.at("name").fail("a name that no other discount has");
  }
  require_at_most_everything(*discounts, contract);
}

void read_commitments(Contract& contract, const JsonCursor& root, const PriceBook& book) {
  for (const JsonCursor& entry : root.items_of("commitments")) {
    contract.commitments.push_back(detail::read_commitment(entry, book));
    std::string& name = contract.commitments.back().name;
    const std::string number = std::to_string(contract.commitments.size());
    if (name.empty()) name = "commitment " + number;
  }
}

ReportCurrency read_report_currency(const JsonCursor& entry) {
  entry.expect_only({"code", "from", "rate", "as_of", "source"});
  ReportCurrency result;
  result.code = read_currency(entry.at("code")).code();
  result.from = entry.has("from") ? read_currency(entry.at("from")).code() : "USD";
  if (result.from == result.code) entry.at("code").fail("another currency than that of the prices");
  const JsonCursor rate = entry.at("rate");
  result.rate = rate.decimal();
  if (result.rate <= Rational(0)) rate.fail("a rate above zero");
  const JsonCursor day = entry.at("as_of");
  try {
    parse_date(day.text(), "as_of");
  } catch (const InvalidInputError& error) {
    day.fail(error.allowed());
  }
  result.as_of = day.text();
  result.source = entry.optional_text("source").value_or("");
  return result;
}

SupportTerms read_support(const JsonCursor& entry) {
  entry.expect_only({"name", "percent", "tiers", "minimum"});
  SupportTerms result;
  result.name = entry.has("name") ? read_name(entry.at("name")) : "AWS Support";
  if (const auto minimum = entry.find("minimum")) result.minimum = read_amount(*minimum);
  if (entry.has("percent") == entry.has("tiers")) entry.fail("either 'percent' or 'tiers'");
  if (const auto percent = entry.find("percent")) result.tiers.push_back({std::nullopt, read_percent(*percent)});
  const std::vector<JsonCursor> tiers = entry.items_of("tiers");
  for (std::size_t i = 0; i < tiers.size(); ++i) {
    tiers[i].expect_only({"up_to", "percent"});
    const std::optional<JsonCursor> bound = tiers[i].find("up_to");
    const bool is_last = i + 1 == tiers.size();
    if (is_last == bound.has_value()) tiers[i].fail(is_last ? "no 'up_to' in the last tier" : "a member 'up_to'");
    SupportTier tier{std::nullopt, read_percent(tiers[i].at("percent"))};
    if (bound) tier.up_to = read_amount(*bound);
    const Rational before = i > 0 ? *result.tiers.back().up_to : Rational(0);
    if (bound && *tier.up_to <= before) bound->fail("a bound above " + before.to_text());
    result.tiers.push_back(std::move(tier));
  }
  if (result.tiers.empty()) entry.at("tiers").fail("at least one tier");
  return result;
}

TaxTerms read_tax(const JsonCursor& entry) {
  entry.expect_only({"name", "percent"});
  return {entry.has("name") ? read_name(entry.at("name")) : "tax", read_percent(entry.at("percent"))};
}

}  // namespace

Contract parse_contract(const std::string& json_text, const std::string& file, const PriceBook& book) {
  const JsonValue document = parse_table_document(
      json_text, file, {"name", "prices", "discounts", "combine", "commitments", "currency", "support", "tax"},
      SchemaVersionRule::optional);
  const JsonCursor root(document, file);
  Contract contract;
  contract.digest = "sha256:" + sha256_hex(document.dump(-1));
  if (const auto name = root.find("name")) contract.name = read_name(*name);
  contract.prices = read_prices(root, book);
  read_discounts(contract, root, book);
  read_commitments(contract, root, book);
  if (const auto currency = root.find("currency")) contract.currency = read_report_currency(*currency);
  if (const auto support = root.find("support")) contract.support = read_support(*support);
  if (const auto tax = root.find("tax")) contract.tax = read_tax(*tax);
  return contract;
}

}  // namespace container_tco
