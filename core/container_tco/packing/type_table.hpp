#pragma once
// The cheapest single host type for equal tasks, row after row. A table is made once from all types that are for sale;
// a type that another one beats for every possible row is left out, so a row looks at few. Weights are plain whole
// numbers, the cost of one host: this stage knows no money. The answer is that of the plain loop over all types.

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "container_tco/packing/pack.hpp"
#include "container_tco/packing/type_lanes.hpp"

namespace container_tco {

/// A host type with the cost of one host.
struct WeighedHost {
  std::string name;  ///< Unique.
  /// After overhead and daemons. Amounts below zero make it unusable. Without `network_slots` nobody can say how many
  /// tasks fit, so it is passed over by tasks that take slots, and good for all others.
  PackHost host;
  std::int64_t weight = 0;  ///< 1 to 10^15.
};

inline constexpr std::int64_t no_copy_limit = std::numeric_limits<std::int64_t>::max();

/// One row: `copies` equal tasks on hosts of one type.
struct EqualTasks {
  Resources request;  ///< Of one copy.
  std::int64_t copies = 0;
  std::int64_t network_slots = 0;  ///< Of one copy.
  std::int64_t max_copies_per_host = no_copy_limit;
  std::int64_t min_hosts = 0;
  /// Copies are dealt out over this many zones, as evenly as can be, and no host stands in two; 1 to 100.
  std::int64_t zones = 1;
};

/// Rows as columns of equal length. Those after `copies` may be empty: then 0, no limit, 0 for each row.
struct TaskColumns {
  std::span<const std::int64_t> cpu_ticks;
  std::span<const std::int64_t> memory_bytes;
  std::span<const std::int64_t> copies;
  std::span<const std::int64_t> gpu_counts;
  std::span<const std::int64_t> network_slots;
  std::span<const std::int64_t> max_copies_per_host;
  std::span<const std::int64_t> min_hosts;
  std::int64_t zones = 1;  ///< Of every row.
};

enum class TypeOutcome : std::uint8_t {
  chosen,
  nothing_to_place,  ///< No copies and no minimum of hosts.
  fits_nowhere,      ///< No usable type holds one copy; see TypeTable::nearest.
  too_heavy,         ///< On every type that holds a copy, the weight exceeds 64 bits.
  invalid            ///< A negative amount, a limit of copies below 1, or no 1 to 100 zones.
};

struct TypeChoice {
  TypeOutcome outcome = TypeOutcome::invalid;
  std::size_t type = 0;     ///< Index into the hosts that the table was made from. This and the next two when chosen.
  std::int64_t hosts = 0;   ///< The larger of the minimum and, over the zones, ceil(copies / copies per host).
  std::int64_t weight = 0;  ///< hosts × weight of one.

  friend bool operator==(const TypeChoice&, const TypeChoice&) = default;
};

/// The type that came closest to holding one copy: its most exceeded resource is exceeded by the smallest factor.
struct NearestType {
  std::size_t type = 0;
  std::string resource;  ///< Which that is: "cpu", "memory", "gpu" or "network slots".
  std::string reason;    ///< "needs 40 GiB of memory; the host offers 28.4 GiB"
};

namespace detail {

/// The types that may win for one class of rows, by weight, then name.
struct TypeClass {
  std::vector<CandidateType> types;
  std::vector<TypeLanes> lanes;  ///< By band of the ratio of memory to CPU.
};

}  // namespace detail

/// Immutable; safe to share between threads.
class TypeTable {
 public:
  /// Throws InvalidInputError for two hosts of one name and a weight out of range.
  explicit TypeTable(std::vector<WeighedHost> hosts);

  const std::vector<WeighedHost>& hosts() const { return hosts_; }
  /// How many types are looked at for rows that need GPUs, network slots, or both or none.
  std::size_t types_kept(bool with_gpus, bool with_slots) const;

  /// The least weight; of equals the fewest hosts, then the first name. Throws InvalidInputError for an invalid row.
  TypeChoice cheapest(const EqualTasks& tasks) const;
  /// The same for each row, without throwing for one: `choices` has as many elements as the columns. Throws
  /// InvalidInputError when columns differ in length.
  void cheapest(const TaskColumns& rows, std::span<TypeChoice> choices) const;

  /// For tasks that fit nowhere; nothing when they fit on some type, have no copies, or no type is usable at all. Of
  /// equally close types the one of least weight, then the first name.
  std::optional<NearestType> nearest(const EqualTasks& tasks) const;

 private:
  std::vector<WeighedHost> hosts_;
  std::array<detail::TypeClass, 4> classes_;  ///< By 1 for GPUs + 2 for network slots.
};

}  // namespace container_tco
