#pragma once
// Inside of packing: hosts of a fleet while it is planned.

#include <algorithm>
#include <cstdint>
#include <random>
#include <vector>

#include "container_tco/packing/fleet_input.hpp"

namespace container_tco::detail {

struct HeldCopies {
  std::size_t shape = 0;
  std::int64_t copies = 0;
};

/// `count` equal hosts of one zone.
struct FleetHost {
  std::size_t type = 0;  ///< Of FleetInput::types.
  bool existing = false;
  std::int64_t count = 1;
  PackAmounts used{};  ///< By items, of each.
  std::vector<HeldCopies> held;
};

/// A host filled in a way that is worth trying again.
using FleetPattern = FleetHost;

/// Copies that wait for a host, by shape, and the shapes that have any.
struct FleetBag {
  std::vector<std::int64_t> counts;
  std::vector<std::size_t> shapes;

  explicit FleetBag(std::size_t shape_count) : counts(shape_count, 0) {}
  void add(std::size_t shape, std::int64_t copies);
  void add(const FleetHost& host);
  /// Takes out what one such host holds.
  void take(const FleetHost& host);
  bool empty() const { return shapes.empty(); }
  void clear() {
    for (const std::size_t s : shapes) counts[s] = 0;
    shapes.clear();
  }
};

/// What may still be opened.
struct FleetBudget {
  std::vector<std::int64_t> new_by_type;
  std::int64_t hosts = no_host_limit;
  std::vector<std::int64_t> new_by_group;  ///< By number of the group; empty when no group has a limit.
  std::vector<std::size_t> group_of;       ///< By type, as far as groups have limits.

  bool allows(std::size_t type) const { return most(type) > 0; }
  /// How many hosts of the type may still be opened.
  std::int64_t most(std::size_t type) const {
    const std::int64_t count = std::min(hosts, new_by_type[type]);
    return new_by_group.empty() ? count : std::min(count, new_by_group[group_of[type]]);
  }
  void take(std::size_t type, std::int64_t count);
  void give_back(std::size_t type, std::int64_t count) { take(type, -count); }
};

/// Random whole numbers that are the same with every standard library.
class FleetRandom {
 public:
  explicit FleetRandom(std::uint64_t seed) : engine_(seed) {}
  std::uint64_t bits() { return engine_(); }
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(engine_() % limit); }
  /// In [0, 1).
  double fraction() { return static_cast<double>(engine_() >> 11) * 0x1p-53; }

 private:
  std::mt19937_64 engine_;
};

/// Whether a shape may have company on its host that it keeps apart from: by names or otherwise.
bool keeps_apart(const FleetShape& shape);
/// Whether no copy of one may be beside a copy of the other; of one shape: beside another of its own.
bool are_apart(const FleetInput& input, std::size_t a, std::size_t b);
std::int64_t weight_of(const FleetInput& input, const FleetHost& host);
std::int64_t weight_of(const FleetInput& input, const std::vector<FleetHost>& hosts);
std::int64_t host_count(const std::vector<FleetHost>& hosts);
PackAmounts free_of(const FleetInput& input, const FleetHost& host);
/// How many copies of `shape` may be added to one such host, at most `limit`.
std::int64_t copies_that_fit(const FleetInput& input, const FleetHost& host, std::size_t shape, std::int64_t limit);
/// Whether names and limits per host let one more copy of `shape` be with what the host holds, whatever its type.
bool may_join(const FleetInput& input, const FleetHost& host, std::size_t shape);
void put(const FleetInput& input, FleetHost& host, std::size_t shape, std::int64_t copies);
/// Whether a host of `type` could hold what `host` holds.
bool type_holds(const FleetInput& input, std::size_t type, const FleetHost& host);
/// Makes the host the first open type that holds its content and that the budget allows, if that weighs less.
void shrink(const FleetInput& input, const FleetBudget& budget, FleetHost& host);
/// Puts as much of the bag as fits on the host, shape after shape of `sequence`. Leaves the bag as it is.
void fill(const FleetInput& input, const FleetBag& bag, const std::vector<std::size_t>& sequence, FleetHost& host);

}  // namespace container_tco::detail
