#pragma once
// Inside of packing: fills hosts from a bag in random orders of size and improves what they hold by exchanges. What
// the bag holds is laid out in one row of memory, since nearly all time of a search goes into looking at it.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "container_tco/packing/fleet_host.hpp"

namespace container_tco::detail {

class HostFiller {
 public:
  explicit HostFiller(const FleetInput& input);

  /// Looks at a bag from now on, in new random orders. Of a large one only at a sample of all sizes, unless `at_all`.
  /// `values`: what a copy of each shape is worth.
  void look_at(const FleetBag& bag, const std::vector<double>& values, FleetRandom& random, bool at_all = false);
  /// After copies were taken out of the bag; makes one of the orders anew. Returns false when so much is gone that it
  /// takes another look.
  bool keep_looking_at(const FleetBag& bag, FleetRandom& random);
  bool sees_all() const { return sees_all_; }

  /// Begins a host that is worth more per weight than `least_gain`.
  void begin(double least_gain);
  /// Tries the type, and lighter ones that hold the same.
  void try_type(std::size_t type, const FleetBudget& budget);
  /// The best host of those tried; nothing when none gains more than the least.
  std::optional<FleetHost> best() const;

  /// The most that a host of the type holds in one of the orders.
  double most_value(std::size_t type);
  /// Shapes looked at so far, each time anew.
  std::int64_t work() const { return work_; }
  /// Fills up a host that may hold something already.
  void top_up(const FleetBag& bag, FleetHost& host) const;

 private:
  /// A shape of the bag and how many copies are left.
  struct Ware {
    PackAmounts need{};
    std::int64_t count = 0;
    double value = 0;
    std::size_t shape = 0;
    bool is_plain = true;  ///< No names, and no limit per host.
  };
  using Order = std::vector<std::uint32_t>;  ///< Of wares.
  struct Content {
    std::size_t type = 0;
    PackAmounts free{};
    double value = 0;
    std::vector<std::pair<std::uint32_t, std::int64_t>> held;  ///< Wares and copies.
  };

  void make_order(std::size_t k, FleetRandom& random);
  void make_orders(FleetRandom& random);
  void fill_in_order(std::size_t order, Content& content);
  void fill(const Order& order, Content& content) const;
  /// First what leaves CPU and memory free in the host's own ratio, then the rest: where items want much of one of
  /// them, an order of sizes alone uses that one up.
  void fill_evenly(const Order& order, Content& content);
  void add(std::uint32_t w, Content& content) const;
  std::int64_t copies_of(const Ware& ware, const Content& content) const;
  void exchange(Content& content);
  bool may_come(std::uint32_t ware, const FleetType& type) const;
  bool insert_one(Content& content);
  bool exchange_one(Content& content);
  void note_one_more(std::uint32_t ware, Content& content);
  void offer(Content& content, const FleetBudget& budget);
  std::size_t lightest_for(const Content& content, const FleetBudget& budget) const;

  const FleetInput& input_;
  std::array<double, pack_resource_count> scale_{};  ///< Of each resource, for sizes.
  std::vector<Ware> wares_;
  static constexpr std::size_t order_count = 4;
  std::array<Order, order_count> orders_;
  Order skipped_;                    ///< Of the content at hand.
  Order by_value_;                   ///< Best first.
  std::vector<std::int64_t> taken_;  ///< By ware, of the content at hand.
  std::vector<std::uint64_t> keys_;
  bool sees_all_ = true;
  std::size_t seen_ = 0;
  std::int64_t work_ = 0;
  std::size_t next_order_ = 0;
  Content content_;
  Content best_;
  double best_gain_ = 0;
};

}  // namespace container_tco::detail
