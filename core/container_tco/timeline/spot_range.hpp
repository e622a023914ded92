#pragma once
// What interruptions of Spot capacity may cost over a timeline: a range, as nobody promises a price or a rate.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "container_tco/timeline/timeline.hpp"

namespace container_tco {

struct LowBaseHigh {
  Rational low;
  Rational base;
  Rational high;
};

struct MoneyRange {
  Money low;
  Money base;
  Money high;
};

/// What an interruption does.
struct InterruptionOptions {
  /// Work of each task that is done again, in seconds: half of what lies between two checkpoints, say. 0 or more.
  Rational redone_seconds = Rational(60);
  /// How long the capacity is bought on demand instead; of spot_interruptions.json when nothing.
  std::optional<LowBaseHigh> fallback_hours = {};
};

/// Spot capacity of one price.
struct SpotCapacity {
  std::string price_key;
  std::string interruption_band;  ///< "5-10%" of the instances a month; empty when unknown: a wide range then.
  Rational hours;                 ///< Of hosts or tasks, in the span.
  LowBaseHigh interruptions;      ///< Expected in the span.
};

/// The span on Spot. Low: the lowest price observed and the fewest interruptions; high: the highest and the most.
struct SpotRange {
  std::vector<SpotCapacity> capacities;
  LowBaseHigh interruptions;
  LowBaseHigh lost_task_hours;  ///< Work that is done again.
  LowBaseHigh fallback_hours;   ///< Of hosts or tasks, on demand while Spot is missing.
  MoneyRange cost;              ///< Of all compute in the span, fallback and redone work included.
  std::int64_t types = 0;       ///< Instance types that the hosts stand on.
  /// The most hosts that are lost with the type that has the most: the others are not taken at the same moment. Tasks
  /// on Fargate Spot count as one type.
  std::int64_t most_lost_at_once = 0;
  std::vector<Assumption> assumptions;
};

/// Throws InvalidInputError for a timeline without Spot, or negative numbers; PriceNotFoundError when the price of the
/// fallback is missing.
SpotRange spot_range(const Timeline& timeline, const PriceBook& book, const InterruptionOptions& options = {});

}  // namespace container_tco
