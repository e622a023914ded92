#pragma once
// What Spot capacity was observed to cost. Such a figure is no price: nobody promises it.

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "container_tco/pricebook/provenance.hpp"
#include "container_tco/quantity/money.hpp"

namespace container_tco {

/// One key in one region, such as "ec2/linux/spot/m5.large". What a source does not tell is absent.
struct SpotObservation {
  std::string key;
  std::string region;
  PricingUnit unit;
  std::optional<Money> average = {};  ///< Over the snapshots.
  std::optional<Money> last = {};     ///< Of the latest snapshot.
  std::optional<Money> minimum = {};
  std::optional<Money> median = {};
  std::optional<Money> maximum = {};
  std::optional<std::int64_t> snapshots = {};       ///< How many were taken.
  std::optional<std::int64_t> saving_percent = {};  ///< Against on-demand, as AWS's Spot advisor says; may be negative.
  std::string interruption_band = {};               ///< How many were interrupted in a month: "5-10%". May be empty.
  Provenance provenance = {};
  std::optional<Provenance> interruption_provenance = {};
  friend bool operator==(const SpotObservation&, const SpotObservation&) = default;
};

/// Savings below this are no percentages.
inline constexpr std::int64_t least_saving_percent = -10'000;

/// "<5%", "5-10%", "10-15%", "15-20%" and ">20%".
bool is_interruption_band(std::string_view text);
/// Those five, for messages.
std::string interruption_bands();

/// Throws InvalidInputError unless the key is a price key, at least one figure is there, every price is above zero and
/// of one currency, the counts are not negative, a saving is from -10,000 to 100, and the band is one of the five.
void require_valid(const SpotObservation& observation);

/// Bytes that two observations share exactly when they are equal; for digests.
std::string canonical_bytes(const SpotObservation& observation);

}  // namespace container_tco
