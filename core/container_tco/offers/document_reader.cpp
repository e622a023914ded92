#include "container_tco/offers/document_reader.hpp"

#include "container_tco/error.hpp"

namespace container_tco::detail {
namespace {

/// What the items of an array are; skipped for places that are objects.
Place element_of(Place place) {
  switch (place) {
    case Place::plans:
      return Place::plan;
    case Place::plan_terms:
      return Place::plan_term;
    case Place::rates:
      return Place::rate;
    case Place::price_list:
      return Place::price_list_item;
    case Place::spot_history:
      return Place::spot_change;
    case Place::feed:
      return Place::feed_entry;
    default:
      return Place::skipped;
  }
}

bool is_array_place(Place place) { return element_of(place) != Place::skipped; }

// Price lists map SKUs to products, Savings Plan files list their plans, under one name.
Place actual_place(Place expected, bool is_array) {
  if (is_array && expected == Place::products) return Place::plans;
  if (is_array && expected == Place::document) return Place::price_list;
  return is_array == is_array_place(expected) ? expected : Place::skipped;
}

}  // namespace

DocumentReader::DocumentReader(OfferFile& file, Collectors collectors)
    : file_(file), collectors_(collectors), members_(static_cast<std::size_t>(Place::count)), prices_(8) {
  product_.attributes.resize(Selection::bundled().attributes.size());
  name_members();
}

void DocumentReader::add_member(Place place, std::string name, Place child, std::string* target) {
  members_[static_cast<std::size_t>(place)].push_back({std::move(name), child, target});
}

void DocumentReader::name_members() {
  const auto text = [&](Place place, const char* name, std::string& target) {
    add_member(place, name, Place::skipped, &target);
  };
  for (const Place top : {Place::document, Place::price_list_item}) {
    text(top, "version", file_.version);
    text(top, "publicationDate", file_.publication_date);
    add_member(top, "terms", Place::terms);
  }
  text(Place::document, "offerCode", file_.offer);
  text(Place::document, "regionCode", collectors_.savings_plans.region_code);
  add_member(Place::document, "products", Place::products);
  add_member(Place::document, "PriceList", Place::price_list);
  add_member(Place::document, "SpotPriceHistory", Place::spot_history);
  add_member(Place::document, "prices", Place::feed);
  add_member(Place::document, "metadata", Place::feed_metadata);
  text(Place::feed_metadata, "source:version", file_.version);
  add_member(Place::price_list_item, "product", Place::product);

  text(Place::product, "sku", product_.sku);
  add_member(Place::product, "attributes", Place::attributes);
  const std::vector<AttributeName>& attributes = Selection::bundled().attributes;
  for (std::size_t i = 0; i < attributes.size(); ++i) {
    const bool is_family = attributes[i].json == "productFamily";
    add_member(is_family ? Place::product : Place::attributes, attributes[i].json, Place::skipped,
               &product_.attributes[i]);
  }
  add_member(Place::term, "priceDimensions", Place::dimensions);
  add_member(Place::term, "termAttributes", Place::term_attributes);
  text(Place::term_attributes, "LeaseContractLength", term_.lease);
  text(Place::term_attributes, "PurchaseOption", term_.purchase_option);
  text(Place::term_attributes, "OfferingClass", term_.offering_class);
  text(Place::dimension, "unit", price_.unit);
  for (const char* name : {"beginRange", "startingRange"}) text(Place::dimension, name, price_.begin);
  for (const char* name : {"endRange", "endingRange"}) text(Place::dimension, name, price_.end);
  add_member(Place::dimension, "pricePerUnit", Place::price_per_unit);

  text(Place::plan, "sku", plan_.sku);
  text(Place::plan, "productFamily", plan_.family);
  add_member(Place::plan, "attributes", Place::plan_attributes);
  text(Place::plan_attributes, "purchaseOption", plan_.payment);
  text(Place::plan_attributes, "purchaseTerm", plan_.term);
  text(Place::plan_term, "sku", rate_.plan_sku);
  add_member(Place::plan_term, "rates", Place::rates);
  text(Place::rate, "rateCode", rate_.rate_code);
  text(Place::rate, "discountedServiceCode", rate_.service);
  text(Place::rate, "discountedUsageType", rate_.usage_type);
  text(Place::rate, "discountedOperation", rate_.operation);
  text(Place::rate, "discountedRegionCode", rate_.region_code);
  text(Place::rate, "unit", rate_.price.unit);
  add_member(Place::rate, "discountedRate", Place::discounted_rate);
  text(Place::discounted_rate, "price", rate_.price.amount);
  text(Place::discounted_rate, "currency", rate_.price.currency);

  text(Place::spot_change, "AvailabilityZone", change_.zone);
  text(Place::spot_change, "InstanceType", change_.type);
  text(Place::spot_change, "ProductDescription", change_.product);
  text(Place::spot_change, "SpotPrice", change_.price);
  text(Place::spot_change, "Timestamp", change_.time);
  text(Place::feed_entry, "id", feed_price_.id);
  text(Place::feed_entry, "unit", feed_price_.unit);
  add_member(Place::feed_entry, "price", Place::feed_price);
  add_member(Place::feed_entry, "attributes", Place::feed_attributes);
}

void DocumentReader::enter(bool is_array) {
  const Place parent = places_.back();
  const Place expected = is_array_place(parent) ? element_of(parent) : next_;
  const Place place = actual_place(expected, is_array);
  next_ = Place::skipped;
  target_ = nullptr;
  if (place == Place::skipped) {
    skip_depth_ = 1;
    return;
  }
  places_.push_back(place);
  switch (place) {
    case Place::products:
      if (terms_came_) throw InputFault{"expected products before the terms that name them"};
      collectors_.offer.require_known_offer();
      return name_kind("price list");
    case Place::plans:
      if (file_.offer.empty()) file_.offer = "AWSComputeSavingsPlan";
      return name_kind("savings plan");
    case Place::price_list:
      return name_kind("get-products");
    case Place::spot_history:
      return name_kind("spot history");
    case Place::feed:
      return name_kind("fargate spot");
    case Place::price_list_item:
      terms_came_ = false;
      return;
    case Place::product:
      if (terms_came_) throw InputFault{"expected a product before its terms"};
      return product_.clear();
    case Place::terms:
      terms_came_ = true;
      return;
    case Place::term:
      price_count_ = 0;
      for (std::string* text : {&term_.lease, &term_.purchase_option, &term_.offering_class}) text->clear();
      return;
    case Place::dimension:
      return price_.clear();
    case Place::plan:
      return plan_.clear();
    case Place::rate:
      return rate_.clear();
    case Place::spot_change:
      return change_.clear();
    case Place::feed_entry:
      return feed_price_.clear();
    default:
      return;
  }
}

void DocumentReader::leave() {
  const Place place = places_.back();
  places_.pop_back();
  target_ = nullptr;
  next_ = Place::skipped;
  switch (place) {
    case Place::product:
      sku_ = product_.sku;
      if (file_.kind == "get-products") file_.offer = product_.attributes[Selection::bundled().known.service_code];
      return collectors_.offer.add_product(product_, OfferCollector::Repeated::refuse);
    case Place::dimension:
      if (price_count_ == prices_.size()) prices_.emplace_back();
      std::swap(prices_[price_count_++], price_);
      return;
    case Place::term:
      for (std::size_t i = 0; i < price_count_; ++i) collectors_.offer.add_price(term_, prices_[i]);
      return;
    case Place::plan:
      sku_ = plan_.sku;
      return collectors_.savings_plans.add_plan(plan_, SavingsPlanCollector::Repeated::refuse);
    case Place::rate:
      sku_ = rate_.plan_sku;
      return collectors_.savings_plans.add_rate(rate_);
    case Place::spot_change:
      return collectors_.spot.add_change(change_);
    case Place::feed_entry:
      return collectors_.spot.add_feed_price(feed_price_);
    default:
      return;
  }
}

void DocumentReader::read_key(std::string_view name) {
  target_ = nullptr;
  next_ = Place::skipped;
  const Place place = places_.back();
  if (read_open_key(place, name)) return;
  for (const Member& member : members_[static_cast<std::size_t>(place)]) {
    if (member.name != name) continue;
    next_ = member.place;
    target_ = member.target;
    return;
  }
  if (place == Place::document) refuse_other_kinds(name);
}

bool DocumentReader::read_open_key(Place place, std::string_view name) {
  switch (place) {
    case Place::products:
      next_ = Place::product;
      return true;
    case Place::terms:
      open_term_type(name);
      return true;
    case Place::term_type:
    case Place::sku_terms:
      read_term_key(name);
      return true;
    case Place::dimensions:
      next_ = Place::dimension;
      return true;
    case Place::price_per_unit:
      if (price_.currency.empty()) {
        price_.currency = name;
        target_ = &price_.amount;
      } else {
        throw InputFault{"expected one currency, found " + printable(price_.currency, 10) + " and " +
                         printable(std::string(name), 10) + " for SKU " + printable(sku_)};
      }
      return true;
    case Place::feed_price:
      feed_price_.currency = name;
      target_ = &feed_price_.amount;
      return true;
    case Place::feed_attributes:
      target_ = name == "aws:region" ? &feed_price_.region : &feed_price_.attributes.emplace_back();
      return true;
    default:
      return false;
  }
}

void DocumentReader::open_term_type(std::string_view name) {
  next_ = Place::term_type;
  if (name == "OnDemand") {
    term_.type = TermType::on_demand;
  } else if (name == "Reserved") {
    term_.type = TermType::reserved;
  } else if (name == "savingsPlan") {
    next_ = Place::plan_terms;
  } else {
    next_ = Place::skipped;
    collectors_.offer.skip_term_type(name);
  }
}

// Files nest terms below their SKU; get-products puts "<sku>.<code>" in its place.
void DocumentReader::read_term_key(std::string_view name) {
  const std::size_t dot = name.find('.');
  const std::string_view sku = name.substr(0, dot);
  if (places_.back() == Place::term_type) {
    if (!collectors_.offer.wants(sku)) return;
    sku_ = sku;
  }
  const bool is_sku = places_.back() == Place::term_type && dot == std::string_view::npos;
  next_ = is_sku ? Place::sku_terms : Place::term;
  term_.sku = sku_;
  term_.code = dot == std::string_view::npos ? "" : name.substr(dot + 1);
}

void DocumentReader::refuse_other_kinds(std::string_view name) {
  const std::string bulk = "/offers/v1.0/aws/<Offer>/current/<region>/index.json";
  if (name == "offers") throw InputFault{"this is the index of all offers, without prices", "Fetch " + bulk};
  if (name == "regions") {
    throw InputFault{"this is a region index, without prices", "Fetch the file that it names for your region"};
  }
  if (name == "versions") throw InputFault{"this is a version index, without prices", "Fetch " + bulk};
}

void DocumentReader::name_kind(const char* kind) {
  if (!file_.kind.empty() && file_.kind != kind) {
    throw InputFault{"expected a document of one kind, found " + file_.kind + " and " + kind};
  }
  file_.kind = kind;
}

void DocumentReader::finish() {
  if (!file_.kind.empty()) return;
  throw InputFault{
      "expected an offer file, get-products or describe-spot-price-history output, or the Fargate Spot "
      "feed, found other JSON",
      "Fetch /offers/v1.0/aws/<Offer>/current/<region>/index.json"};
}

}  // namespace container_tco::detail
