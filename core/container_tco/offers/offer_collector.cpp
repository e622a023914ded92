#include "container_tco/offers/offer_collector.hpp"

#include <algorithm>

#include "container_tco/error.hpp"

namespace container_tco::detail {
namespace {

bool is_one_of(const std::vector<std::string>& values, const std::string& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

std::string_view first_filled(const std::string& a, const std::string& b) { return a.empty() ? b : a; }

// The upfront fee of a reserved term, beside its hourly rate.
bool is_fee_unit(const std::string& unit) { return unit == "Quantity" || unit == "quantity"; }

}  // namespace

void SeenSkus::add(std::string_view sku) {
  std::uint64_t hash = std::hash<std::string_view>()(sku);
  for (int i = 0; i < 2; ++i, hash >>= 32) bits_[hash % bit_count / 64] |= std::uint64_t{1} << (hash % 64);
}

bool SeenSkus::may_have(std::string_view sku) const {
  std::uint64_t hash = std::hash<std::string_view>()(sku);
  for (int i = 0; i < 2; ++i, hash >>= 32) {
    if ((bits_[hash % bit_count / 64] >> (hash % 64) & 1) == 0) return false;
  }
  return true;
}

OfferCollector::OfferCollector(OfferFile& file, CollectedPrices& prices, const RegionIndex& regions)
    : file_(file), prices_(prices), regions_(regions), selection_(Selection::bundled()) {}

const Region* OfferCollector::region_of(const PublishedProduct& product, std::string_view& refusal) const {
  const KnownAttributes& known = selection_.known;
  const std::string_view kind =
      first_filled(product.attributes[known.location_type], product.attributes[known.from_location_type]);
  if (kind != "AWS Region" && kind != "AWS Local Zone" && kind != "AWS Wavelength Zone") {
    refusal = "location type";
    return nullptr;
  }
  const Region* region =
      regions_.find(first_filled(product.attributes[known.from_region_code], product.attributes[known.region_code]),
                    first_filled(product.attributes[known.from_location], product.attributes[known.location]));
  if (!region) refusal = "region not in the price book";
  if (region && !regions_.is_wanted(*region)) refusal = "region not asked for";
  return region;
}

std::optional<OfferCollector::Selected> OfferCollector::select(const PublishedProduct& product,
                                                               std::string_view& refusal) const {
  const Region* region = region_of(product, refusal);
  if (!refusal.empty()) return std::nullopt;
  const auto name = regions_.name_of(product.attributes[selection_.known.usage_type], *region);
  refusal = "usage type";
  if (!name) return std::nullopt;
  std::size_t most_passed = 0;
  for (const SelectionRule& rule : selection_.products) {
    const auto variable = rule.usage_type.match(*name);
    if (!variable || !is_one_of(rule.offers, file_.offer)) continue;
    const std::size_t passed = count_passed(rule, product);
    if (passed <= rule.where.size()) {
      // The rule that came nearest says what was amiss.
      if (passed >= most_passed) refusal = condition_name(rule, passed);
      most_passed = std::max(most_passed, passed);
      continue;
    }
    Selected selected{&rule, region, std::string(*variable)};
    if (rule.usage_type.placeholder == "{to}") {
      const Region* to = regions_.find_by_prefix(*variable);
      refusal = "destination not in the price book";
      if (!to) return std::nullopt;
      selected.variable = to->code;
    }
    if (!is_price_key(with_value(rule.key, rule.usage_type.placeholder, selected.variable))) continue;
    return selected;
  }
  return std::nullopt;
}

std::size_t OfferCollector::count_passed(const SelectionRule& rule, const PublishedProduct& product) const {
  if (!rule.operations.empty() && !is_one_of(rule.operations, product.attributes[selection_.known.operation])) return 0;
  const auto failed = std::find_if(rule.where.begin(), rule.where.end(), [&](const auto& condition) {
    return !is_one_of(condition.second, product.attributes[condition.first]);
  });
  return static_cast<std::size_t>(failed - rule.where.begin()) + 1;
}

std::string_view OfferCollector::condition_name(const SelectionRule& rule, std::size_t place) const {
  return place == 0 ? std::string_view("operation") : selection_.attributes[rule.where[place - 1].first].json;
}

void OfferCollector::require_known_offer() const {
  if (selection_.has_offer(file_.offer)) return;
  const std::string found = file_.offer.empty() ? "none" : printable(file_.offer);
  throw InputFault{"expected the offer code " + join_alternatives(selection_.offers) + ", found " + found,
                   "Prices of other services have no place in the price book"};
}

void OfferCollector::add_product(const PublishedProduct& product, Repeated repeated) {
  ++file_.products_seen;
  seen_.add(product.sku);
  std::string_view refusal;
  std::optional<Selected> selected = select(product, refusal);
  const auto before = selected_.find(product.sku);
  if (before != selected_.end()) {
    if (repeated == Repeated::refuse) throw InputFault{"SKU " + printable(product.sku) + " stands there twice"};
    const Selected& other = before->second;
    if (!selected || selected->rule != other.rule || selected->region != other.region ||
        selected->variable != other.variable) {
      throw InputFault{"SKU " + printable(product.sku) + " is two different products"};
    }
    --file_.products_seen;
    return;
  }
  if (!selected) return skip(file_, refusal, product.sku);
  ++file_.products_selected;
  selected_.emplace(product.sku, std::move(*selected));
}

bool OfferCollector::wants(std::string_view sku) {
  if (selected_.find(sku) != selected_.end()) return true;
  if (!seen_.may_have(sku)) skip(file_, "term without product", sku);
  return false;
}

std::optional<std::string> OfferCollector::reserved_key(const Selected& selected, const PublishedTerm& term,
                                                        const PublishedPrice& price) const {
  const SelectionRule& rule = *selected.rule;
  const std::string_view payment = payment_name(term.purchase_option);
  const bool is_known = (term.lease == "1yr" || term.lease == "3yr") && !payment.empty() &&
                        (term.offering_class == "standard" || term.offering_class == "convertible");
  if (rule.reserved_key.empty() || !is_known) return std::nullopt;
  const bool is_fee = is_fee_unit(price.unit);
  const std::string reservation =
      term.offering_class + "/" + term.lease + "/" + std::string(payment) + (is_fee ? "/fee" : "/hour");
  return with_value(rule.reserved_key, "{reservation}", reservation);
}

void OfferCollector::add_price(const PublishedTerm& term, const PublishedPrice& price) {
  const auto found = selected_.find(term.sku);
  if (found == selected_.end()) return;
  Selected& selected = found->second;
  const SelectionRule& rule = *selected.rule;
  selected.has_price = true;
  std::optional<std::string> key =
      term.type == TermType::reserved ? reserved_key(selected, term, price) : std::optional(rule.key);
  if (!key) return skip(file_, "reserved term of another kind", term.sku);
  const bool is_fee = term.type == TermType::reserved && is_fee_unit(price.unit);
  if (!is_fee && !rule.is_published_per(price.unit)) {
    skip(file_, "unit", term.sku);
    return file_.warnings.push_back(unit_warning("SKU " + printable(term.sku), rule, price.unit));
  }
  const std::string name = with_value(*key, rule.usage_type.placeholder, selected.variable);
  static const PricingUnit reservations = PricingUnit::parse("Reservations");
  prices_.add(rule, name, *selected.region, term.sku, term.sku + "." + term.code, price,
              is_fee ? reservations : rule.unit);
}

void OfferCollector::finish() {
  std::vector<std::string_view> without;
  for (const auto& [sku, selected] : selected_) {
    if (!selected.has_price) without.push_back(sku);
  }
  std::sort(without.begin(), without.end());
  for (const std::string_view sku : without) skip(file_, "product without price", sku);
}

}  // namespace container_tco::detail
