#pragma once
// Inside of packing: first fit on runs of equal hosts. The result is that of placing copy after copy on the first host
// with room, since copies of one shape come one after the other: they fill the first host as far as it goes, then the
// next. A shape makes at most two runs more, so the work grows with the number of shapes, not of copies.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "container_tco/packing/pack_input.hpp"

namespace container_tco::detail {

/// Packs zones, one at a time, reusing its memory.
class FirstFit {
 public:
  explicit FirstFit(const PackInput& input) : input_(input) {}

  /// Packs `counts[s]` copies of each shape `s`, in `sequence`. Gives up and returns false once more than `most_hosts`
  /// hosts are open.
  bool place_all(const std::vector<std::size_t>& sequence, const std::vector<std::int64_t>& counts,
                 std::int64_t most_hosts);
  /// Of the last successful `place_all`.
  std::int64_t host_count() const { return host_count_; }
  /// The hosts in order of opening, as hosts of `zone`.
  std::vector<PackedHosts> hosts(std::int64_t zone) const;

 private:
  /// Equal hosts that were opened one after another. What they hold is a list whose tail runs share.
  struct Run {
    PackAmounts free{};
    std::int64_t count = 0;
    std::size_t held = 0;  ///< Place in held_ of the last thing put in; 0 for nothing.
  };
  struct Held {
    std::size_t shape = 0;
    std::int64_t copies = 0;
    std::size_t before = 0;
  };

  std::int64_t fill_open_hosts(std::size_t shape, std::int64_t left);
  void open_hosts(std::size_t shape, std::int64_t left);
  Run with_copies(Run run, std::size_t shape, std::int64_t copies);
  bool is_blocked(const Run& run, std::size_t shape) const;

  const PackInput& input_;
  std::vector<Run> runs_;
  std::vector<Held> held_;
  std::int64_t host_count_ = 0;
};

}  // namespace container_tco::detail
