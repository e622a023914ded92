#pragma once
// Understands the JSON documents that AWS publishes while they stream by: where in the document an event stands, and
// what to do with it. Knows no JSON library: offer_document_json.cpp feeds it.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "container_tco/offers/offer_collector.hpp"
#include "container_tco/offers/savings_plan_collector.hpp"
#include "container_tco/offers/spot_collector.hpp"

namespace container_tco::detail {

/// What the text that comes next belongs to. `skipped` is all that nobody asked for.
enum class Place : std::uint8_t {
  skipped,
  start,
  document,
  products,
  product,
  attributes,
  terms,
  term_type,
  sku_terms,
  term,
  dimensions,
  dimension,
  price_per_unit,
  term_attributes,
  price_list,
  price_list_item,
  plans,
  plan,
  plan_attributes,
  plan_terms,
  plan_term,
  lease,
  rates,
  rate,
  discounted_rate,
  spot_history,
  spot_change,
  feed,
  feed_metadata,
  feed_entry,
  feed_price,
  feed_attributes,
  foreign,  ///< Only in documents of other kinds.
  count
};

struct Collectors {
  OfferCollector& offer;
  SavingsPlanCollector& savings_plans;
  SpotCollector& spot;
};

class DocumentReader {
 public:
  DocumentReader(OfferFile& file, Collectors collectors);

  void begin(bool is_array) {
    if (skip_depth_ > 0) {
      ++skip_depth_;
    } else {
      enter(is_array);
    }
  }
  void end() {
    if (skip_depth_ > 0) {
      --skip_depth_;
    } else {
      leave();
    }
  }
  void key(std::string_view name) {
    if (skip_depth_ == 0) read_key(name);
  }
  /// A string, or the token of a number.
  void text(std::string_view value) {
    if (skip_depth_ == 0 && target_) target_->assign(value);
  }
  /// Whether the next string is a JSON document of its own (get-products).
  bool expects_document() const { return skip_depth_ == 0 && places_.back() == Place::price_list; }
  const std::string& last_sku() const { return sku_; }
  /// Throws InputFault when the document was of none of the known kinds.
  void finish();

 private:
  struct Member {
    std::string name;
    Place place;
    std::string* target;
  };

  void enter(bool is_array);
  void leave();
  void read_key(std::string_view name);
  bool read_open_key(Place place, std::string_view name);
  void read_term_key(std::string_view name);
  void open_term_type(std::string_view name);
  void end_term();
  void name_members();
  void add_member(Place place, std::string name, Place child, std::string* target = nullptr);
  void refuse_other_kinds(std::string_view name);
  void name_kind(const char* kind);

  OfferFile& file_;
  Collectors collectors_;
  std::vector<std::vector<Member>> members_;
  std::vector<Place> places_{Place::start};
  std::size_t skip_depth_ = 0;
  Place next_ = Place::document;
  std::string* target_ = nullptr;

  std::string sku_;
  bool terms_came_ = false;
  PublishedProduct product_;
  PublishedTerm term_;
  std::vector<PublishedPrice> prices_;  ///< Of one term; the first `price_count_` are in use.
  std::size_t price_count_ = 0;
  PublishedPrice price_;
  PublishedPlan plan_;
  PublishedRate rate_;
  PublishedSpotChange change_;
  PublishedFeedPrice feed_price_;
};

}  // namespace container_tco::detail
