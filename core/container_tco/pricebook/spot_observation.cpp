#include "container_tco/pricebook/spot_observation.hpp"

#include <algorithm>
#include <vector>

#include "container_tco/error.hpp"
#include "container_tco/pricebook/price_row.hpp"
#include "container_tco/pricebook/sha256.hpp"

namespace container_tco {
namespace {

const std::vector<std::string>& bands() {
  static const std::vector<std::string> known = {"<5%", "5-10%", "10-15%", "15-20%", ">20%"};
  return known;
}

std::array<const std::optional<Money>*, 5> prices_of(const SpotObservation& observation) {
  return {&observation.average, &observation.last, &observation.minimum, &observation.median, &observation.maximum};
}

void require_valid_prices(const SpotObservation& observation) {
  const Money* first = nullptr;
  for (const std::optional<Money>* price : prices_of(observation)) {
    if (!*price) continue;
    const std::string field = "observation of " + observation.key + " in " + printable(observation.region);
    const Rational& amount = (*price)->amount();
    if (amount.is_zero() || amount.is_negative())
      throw InvalidInputError(field, amount.to_text(), "a price above zero");
    if (first == nullptr) first = &**price;
    if (!(first->currency() == (*price)->currency())) {
      throw InvalidInputError(field, (*price)->currency().code(), "one currency, " + first->currency().code());
    }
  }
}

void add_provenance(std::string& bytes, const Provenance& origin) {
  for (const std::string* field : {&origin.source, &origin.as_of, &origin.confidence, &origin.note}) {
    detail::add_field(bytes, *field);
  }
}

void add_count(std::string& bytes, const std::optional<std::int64_t>& count) {
  detail::add_field(bytes, count ? std::to_string(*count) : "");
}

}  // namespace

bool is_interruption_band(std::string_view text) {
  return std::find(bands().begin(), bands().end(), text) != bands().end();
}

std::string interruption_bands() { return join_alternatives(bands()); }

void require_valid(const SpotObservation& observation) {
  if (!is_price_key(observation.key)) {
    throw InvalidInputError("key of an observation", observation.key, "a path such as 'ec2/linux/spot/m5.large'");
  }
  require_valid_prices(observation);
  const std::string field = "observation of " + observation.key + " in " + printable(observation.region);
  if (observation.snapshots.value_or(0) < 0) {
    throw InvalidInputError(field, std::to_string(*observation.snapshots), "a number of snapshots of at least 0");
  }
  const std::int64_t saving = observation.saving_percent.value_or(0);
  if (saving < least_saving_percent || saving > 100) {
    throw InvalidInputError(field, std::to_string(saving), "a saving of -10,000 to 100 percent");
  }
  if (!observation.interruption_band.empty() && !is_interruption_band(observation.interruption_band)) {
    throw InvalidInputError(field, observation.interruption_band, "one of the bands " + interruption_bands());
  }
  const auto prices = prices_of(observation);
  const bool is_empty =
      !observation.snapshots && !observation.saving_percent && observation.interruption_band.empty() &&
      std::none_of(prices.begin(), prices.end(), [](const auto* price) { return price->has_value(); });
  if (is_empty) throw InvalidInputError(field, "none", "at least one figure");
}

std::string canonical_bytes(const SpotObservation& observation) {
  std::string bytes = "spot";
  detail::add_field(bytes, observation.region);
  detail::add_field(bytes, observation.key);
  detail::add_field(bytes, observation.unit.name());
  for (const std::optional<Money>* price : prices_of(observation)) {
    detail::add_field(bytes, *price ? (*price)->currency().code() + (*price)->amount().numerator_text() + "/" +
                                          (*price)->amount().denominator_text()
                                    : "");
  }
  add_count(bytes, observation.snapshots);
  add_count(bytes, observation.saving_percent);
  detail::add_field(bytes, observation.interruption_band);
  add_provenance(bytes, observation.provenance);
  if (observation.interruption_provenance) add_provenance(bytes, *observation.interruption_provenance);
  return bytes;
}

}  // namespace container_tco
