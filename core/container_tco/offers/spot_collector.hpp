#pragma once
// Takes EC2 spot price changes and Fargate Spot prices, and makes observations of them.

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "container_tco/offers/collected_prices.hpp"
#include "container_tco/offers/region_index.hpp"

namespace container_tco::detail {

struct PublishedSpotChange {
  std::string zone;     ///< "us-east-1a"
  std::string type;     ///< "m5.large"
  std::string product;  ///< "Linux/UNIX"
  std::string price;
  std::string time;  ///< "2026-11-20T04:05:06.000Z"

  void clear() {
    for (std::string* text : {&zone, &type, &product, &price, &time}) text->clear();
  }
};

struct PublishedFeedPrice {
  std::string id;
  std::string unit;
  std::string amount;
  std::string currency;
  std::string region;
  std::vector<std::string> attributes;  ///< The others; one of them tells ARM.

  void clear() {
    for (std::string* text : {&id, &unit, &amount, &currency, &region}) text->clear();
    attributes.clear();
  }
};

class SpotCollector {
 public:
  SpotCollector(OfferFile& file, const RegionIndex& regions) : file_(file), regions_(regions) {}

  /// Throws InputFault for a time or a price that cannot be read.
  void add_change(const PublishedSpotChange& change);
  void add_feed_price(const PublishedFeedPrice& price);
  /// By key and region. Each price counts for as long as it held: until the next change in its zone, the last until the
  /// latest time in the file. `average` is exact; `median` is the lowest price that was not exceeded half of the time.
  std::vector<SpotObservation> take();

 private:
  struct Change {
    std::int64_t seconds;
    Rational price;
  };
  using Zones = std::map<std::string, std::vector<Change>>;
  using Name = std::pair<std::string, std::string>;

  SpotObservation observe(const Name& name, Zones& zones) const;
  void take_feed(std::vector<SpotObservation>& observations);

  OfferFile& file_;
  const RegionIndex& regions_;
  std::map<Name, Zones> changes_;
  std::map<Name, Money> feed_;
  std::int64_t latest_ = 0;
  std::string latest_text_;
};

/// Seconds since 1970 of an ISO 8601 time with a zone; nothing for other text.
std::optional<std::int64_t> parse_time(std::string_view text);

}  // namespace container_tco::detail
