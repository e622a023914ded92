#include "container_tco/offers/collected_prices.hpp"

#include <algorithm>

#include "container_tco/error.hpp"

namespace container_tco::detail {

constexpr std::string_view sku_word = "SKU ";
namespace {

Rational parse_figure(const std::string& text, const char* what, const std::string& sku) {
  try {
    return Rational::parse(text);
  } catch (const InvalidInputError&) {
    throw InputFault{std::string("expected a number as the ") + what + " of SKU " + printable(sku) + ", found '" +
                     printable(text, 40) + "'"};
  }
}

Currency parse_currency(const std::string& code, const std::string& sku) {
  try {
    return Currency::parse(code);
  } catch (const InvalidInputError&) {
    throw InputFault{"expected a currency such as USD for SKU " + printable(sku) + ", found '" + printable(code, 40) +
                     "'"};
  }
}

std::optional<Rational> parse_end(const std::string& text, const std::string& sku) {
  if (text.empty() || text == "Inf") return std::nullopt;
  return parse_figure(text, "end of a range", sku);
}

PriceTier parse_tier(const SelectionRule& rule, const std::string& sku, const PublishedPrice& price) {
  const std::string& begin = rule.tier ? rule.tier->begin : price.begin;
  const std::string& end = rule.tier ? rule.tier->end : price.end;
  const Rational amount = parse_figure(price.amount, "price", sku);
  if (amount.is_negative()) throw InputFault{"a price below zero for SKU " + printable(sku)};
  return {begin.empty() ? Rational() : parse_figure(begin, "begin of a range", sku), parse_end(end, sku),
          Money(amount / rule.per_published_unit, parse_currency(price.currency, sku))};
}

std::string joined(std::string first, const std::string& second, const char* between) {
  if (!first.empty() && !second.empty()) first += between;
  return first + second;
}

// A free amount is the account's, over all its regions: the book prices what is above it.
std::string drop_free_tier(std::vector<PriceTier>& tiers) {
  if (tiers.size() < 2 || !tiers.front().price.amount().is_zero() || !tiers.front().end) return {};
  const Rational free = *tiers.front().end;
  tiers.erase(tiers.begin());
  tiers.front().begin = Rational();
  return "the first " + free.to_text() + " units a month are free and not modelled here";
}

}  // namespace

void skip(OfferFile& file, std::string_view reason, std::string_view example) {
  auto found = file.skipped.find(reason);
  if (found == file.skipped.end()) {
    found = file.skipped.emplace(std::string(reason), SkipCount{0, printable(std::string(example))}).first;
  }
  ++found->second.count;
}

void CollectedPrices::add(const SelectionRule& rule, const std::string& key, const Region& region,
                          const std::string& sku, const std::string& origin, const PublishedPrice& price,
                          const PricingUnit& unit) {
  ++file_.prices_seen;
  PriceTier tier = parse_tier(rule, sku, price);
  Candidates& candidates = rows_[{key, region.code}];
  // Where each tier is a product, the products belong together.
  const std::string group = rule.tier ? "" : origin;
  auto found = std::find_if(candidates.begin(), candidates.end(), [&](const auto& it) { return it.first == group; });
  if (found == candidates.end()) {
    candidates.emplace_back(group, Tiers{sku, &rule, unit, {}});
    found = candidates.end() - 1;
  }
  std::vector<PriceTier>& tiers = found->second.tiers;
  if (std::find(tiers.begin(), tiers.end(), tier) == tiers.end()) tiers.push_back(std::move(tier));
}

PriceRow CollectedPrices::make_row(const Name& name, const Tiers& found) const {
  std::vector<PriceTier> tiers = found.tiers;
  std::sort(tiers.begin(), tiers.end(), [](const PriceTier& a, const PriceTier& b) { return a.begin < b.begin; });
  const std::string free = drop_free_tier(tiers);
  const std::string source = file_.offer.empty() ? "AWS Price List" : "AWS Price List " + file_.offer;
  PriceRow row{name.first,
               name.second,
               found.unit,
               std::move(tiers),
               {joined(source, file_.version, " "), file_.publication_date.substr(0, 10), "single_source",
                joined(std::string(sku_word) + found.sku, joined(found.rule->note, free, "; "), "; ")},
               ""};
  if (row.tiers.size() > 1) row.tier_unit = found.rule->tier_unit;
  return row;
}

std::vector<PriceRow> CollectedPrices::make_candidates(const Name& name, const Candidates& candidates, Faults faults) {
  std::vector<PriceRow> rows;
  for (const auto& [origin, found] : candidates) {
    if (std::all_of(found.tiers.begin(), found.tiers.end(),
                    [](const PriceTier& tier) { return tier.price.amount().is_zero(); })) {
      skip(file_, "zero price", found.sku);
      continue;
    }
    PriceRow row = make_row(name, found);
    if (const std::optional<TierFault> fault = find_tier_fault(row.tiers)) {
      if (faults == Faults::leave_out) return {};
      throw InputFault{"expected " + fault->expected + " for SKU " + printable(found.sku) + " (" + name.first + " in " +
                       name.second + "), found " + fault->found};
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

std::optional<PriceRow> CollectedPrices::row_of(const Name& name, const Candidates& candidates, Faults faults) {
  std::vector<PriceRow> found = make_candidates(name, candidates, faults);
  if (found.empty()) return std::nullopt;
  const bool agree =
      std::all_of(found.begin(), found.end(), [&](const PriceRow& row) { return row.tiers == found.front().tiers; });
  if (agree) return std::move(found.front());
  if (faults == Faults::leave_out) return std::nullopt;
  std::vector<std::string> matches;
  for (const PriceRow& row : found) matches.push_back(describe_match(row, file_.name));
  throw AmbiguousPriceError(name.first, name.second, matches);
}

std::vector<PriceRow> CollectedPrices::take_rows(Faults faults) {
  // First whether all is well: what was collected must still be there when it is not.
  const std::map<std::string, SkipCount, std::less<>> skipped = file_.skipped;
  for (const auto& [name, candidates] : rows_) row_of(name, candidates, faults);
  file_.skipped = skipped;
  std::vector<PriceRow> rows;
  rows.reserve(rows_.size());
  // Then one by one, so that nothing stands in memory twice.
  while (!rows_.empty()) {
    const auto node = rows_.extract(rows_.begin());
    if (std::optional<PriceRow> row = row_of(node.key(), node.mapped(), faults)) rows.push_back(*std::move(row));
  }
  return rows;
}

std::string describe_match(const PriceRow& row, const std::string& file) {
  std::string prices;
  for (const PriceTier& tier : row.tiers) {
    prices += (prices.empty() ? "" : ", ") + tier.price.currency().code() + " " + tier.price.amount().to_text();
  }
  return row.provenance.note.substr(0, row.provenance.note.find(';')) + " in " + printable(file, 300) + ": " + prices;
}

void take_out_skus(ImportResult& result) {
  for (PriceRow& row : result.prices) {
    std::string& note = row.provenance.note;
    const std::size_t end = std::min(note.find("; "), note.size());
    result.skus.emplace(std::pair(row.key, row.region), note.substr(sku_word.size(), end - sku_word.size()));
    note.erase(0, std::min(end + 2, note.size()));
  }
}

}  // namespace container_tco::detail
