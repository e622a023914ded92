#include "container_tco/packing/first_fit.hpp"

#include <algorithm>

namespace container_tco::detail {

bool FirstFit::place_all(const std::vector<std::size_t>& sequence, const std::vector<std::int64_t>& counts,
                         std::int64_t most_hosts) {
  runs_.clear();
  held_.assign(1, Held{});
  host_count_ = 0;
  for (const std::size_t shape : sequence) {
    if (counts[shape] == 0) continue;
    const std::int64_t left = fill_open_hosts(shape, counts[shape]);
    if (left > 0) open_hosts(shape, left);
    if (host_count_ > most_hosts) return false;
  }
  return true;
}

std::int64_t FirstFit::fill_open_hosts(std::size_t shape_index, std::int64_t left) {
  const PackShape& shape = input_.shapes[shape_index];
  for (std::size_t r = 0; r < runs_.size(); ++r) {
    const std::int64_t each = copies_that_fit(shape, runs_[r].free, left);
    if (each == 0 || is_blocked(runs_[r], shape_index)) continue;
    const Run before = runs_[r];
    const std::int64_t full = std::min(before.count, left / each);
    const std::int64_t rest = full < before.count ? left - full * each : 0;
    left -= full * each + rest;

    runs_[r] = with_copies(before, shape_index, each);
    runs_[r].count = full;
    if (rest > 0) {
      runs_.insert(runs_.begin() + ++r, with_copies(before, shape_index, rest));
      runs_[r].count = 1;
    }
    const std::int64_t untouched = before.count - full - (rest > 0 ? 1 : 0);
    if (untouched > 0) {
      runs_.insert(runs_.begin() + ++r, before);
      runs_[r].count = untouched;
    }
    if (left == 0) break;
  }
  return left;
}

void FirstFit::open_hosts(std::size_t shape_index, std::int64_t left) {
  const Run empty{input_.capacity, 0, 0};
  const std::int64_t each = copies_that_fit(input_.shapes[shape_index], input_.capacity, left);
  const std::int64_t rest = left % each;
  runs_.push_back(with_copies(empty, shape_index, each));
  runs_.back().count = left / each;
  if (rest > 0) {
    runs_.push_back(with_copies(empty, shape_index, rest));
    runs_.back().count = 1;
  }
  host_count_ += left / each + (rest > 0 ? 1 : 0);
}

FirstFit::Run FirstFit::with_copies(Run run, std::size_t shape, std::int64_t copies) {
  for (std::size_t r = 0; r < pack_resource_count; ++r) run.free[r] -= input_.shapes[shape].need[r] * copies;
  held_.push_back({shape, copies, run.held});
  run.held = held_.size() - 1;
  return run;
}

bool FirstFit::is_blocked(const Run& run, std::size_t shape) const {
  if (input_.shapes[shape].shared_names.empty() && input_.shapes[shape].apart.empty()) return false;
  for (std::size_t h = run.held; h != 0; h = held_[h].before) {
    if (are_apart(input_, held_[h].shape, shape)) return true;
  }
  return false;
}

std::vector<PackedHosts> FirstFit::hosts(std::int64_t zone) const {
  std::vector<PackedHosts> hosts;
  hosts.reserve(runs_.size());
  for (const Run& run : runs_) {
    PackedHosts packed;
    packed.zone = zone;
    packed.count = run.count;
    for (std::size_t h = run.held; h != 0; h = held_[h].before) {
      packed.placements.push_back({input_.shapes[held_[h].shape].item, held_[h].copies});
    }
    std::sort(packed.placements.begin(), packed.placements.end(),
              [](const Placement& a, const Placement& b) { return a.item < b.item; });
    const Resources taken{Cpu::from_ticks(input_.capacity[cpu_at] - run.free[cpu_at]),
                          Bytes::from_bytes(input_.capacity[memory_at] - run.free[memory_at]),
                          input_.capacity[gpus_at] - run.free[gpus_at]};
    packed.used = input_.daemons + taken;
    hosts.push_back(std::move(packed));
  }
  return hosts;
}

}  // namespace container_tco::detail
