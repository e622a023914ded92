#pragma once
// The prices of every Fargate size in every region as one dense table of whole numbers, made once for a price book: a
// row of a batch then costs two look-ups for its size and one for its price.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "container_tco/batch/row_error.hpp"
#include "container_tco/pricebook/price_book.hpp"
#include "container_tco/sizing/fargate_size.hpp"

namespace container_tco {

/// A number of 16 bits counts the platforms of all regions, and one for none.
inline constexpr std::size_t most_batch_regions = 16'383;

namespace detail {

inline constexpr std::size_t platforms_per_region = 4;  ///< Operating system × architecture.
inline constexpr std::size_t size_stride = 128;  ///< Of sizes in a price row, and of memory classes in a cell row.
inline constexpr std::uint8_t no_size = size_stride - 1;
/// CPU and memory of all sizes are whole numbers of these steps: 256 CPU units and 512 MiB.
inline constexpr std::int64_t ticks_per_step = 32'000;
inline constexpr int memory_step_bits = 29;
inline constexpr int gib_bits = 30;  ///< Ephemeral storage is sold by the GiB.
inline constexpr std::int64_t most_cpu_steps = 255;
inline constexpr std::int64_t most_memory_steps = 1023;
/// Where no price is: below all sums of a price of storage and one of a size.
inline constexpr std::int64_t no_price = -(std::int64_t{1} << 62);
inline constexpr std::int64_t no_storage_price = -(std::int64_t{1} << 52);

/// Everything that rows look up. `groups` are region × platform, then one for rows of no known group, with no sizes.
struct FargateLookups {
  std::array<std::uint8_t, most_cpu_steps + 1> cpu_class = {};        ///< By steps, rounded up.
  std::array<std::uint8_t, most_memory_steps + 1> memory_class = {};  ///< By steps, rounded up.
  std::vector<std::uint8_t> cells;            ///< Size by [set][CPU class][memory class]; no_size where none holds it.
  std::vector<std::uint32_t> cells_of_group;  ///< Where the set of the group begins.
  std::vector<std::int64_t> prices;           ///< [group][size], of one task-hour; no_price for no_size.
  std::vector<std::int64_t> storage_prices;   ///< [group], of one GiB-hour; no_storage_price where none is known.
  std::int32_t included_gib = 0;              ///< Ephemeral storage that is not billed.
  std::int32_t most_gib = 0;                  ///< Ephemeral storage of one task; at most 255 above the included.
  std::array<std::int32_t, size_stride> vcpu_milli = {};
  std::array<std::int32_t, size_stride> memory_mib = {};
  std::uint32_t cpu_classes = 0;
};

}  // namespace detail

/// Of ECS, on demand or Spot. Immutable; safe to share between threads.
class FargateTable {
 public:
  /// `regions` in the order in which rows count them; one that the book lacks makes its rows bad. Throws
  /// InvalidInputError for more than `most_batch_regions`, and for prices so fine that 63 bits do not hold them.
  FargateTable(const PriceBook& book, std::vector<std::string> regions, Purchase purchase = Purchase::on_demand);

  const std::vector<std::string>& regions() const { return regions_; }
  const std::vector<FargateSize>& sizes() const { return sizes_; }
  /// Prices are whole numbers of 1 / scale of the currency an hour.
  std::int64_t scale() const { return scale_; }
  /// Price units × seconds that make 10^-10 of the currency.
  std::int64_t divisor() const { return divisor_; }
  const detail::FargateLookups& lookups() const { return lookups_; }

  std::size_t group(std::size_t region, OperatingSystem operating_system, Architecture architecture) const;
  std::size_t group_of_none() const { return regions_.size() * detail::platforms_per_region; }
  /// Why a group has no sizes; none when it has.
  RowError fault(std::size_t group) const { return faults_[group]; }

 private:
  struct Group;
  Group read_group(const PriceBook& book, std::size_t region, OperatingSystem operating_system,
                   Architecture architecture, Purchase purchase) const;
  void set_classes();
  void set_storage();
  void set_scale(const std::vector<Group>& groups);
  void set_prices(const std::vector<Group>& groups);
  void set_cells(const std::vector<Group>& groups);
  std::uint32_t place_of(const std::vector<std::uint8_t>& cells);
  std::vector<std::uint8_t> cells_for(std::size_t group, OperatingSystem operating_system) const;

  std::vector<std::string> regions_;
  std::vector<FargateSize> sizes_;
  std::vector<RowError> faults_;
  std::int64_t scale_ = 0;
  std::int64_t divisor_ = 0;
  detail::FargateLookups lookups_;
};

}  // namespace container_tco
