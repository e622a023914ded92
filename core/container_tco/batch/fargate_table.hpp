#pragma once
// The prices of every Fargate size in every region as one dense table of whole numbers, made once for a price book: a
// row of a batch then costs a few look-ups.

#include <cstdint>
#include <string>
#include <vector>

#include "container_tco/batch/fargate_lookups.hpp"
#include "container_tco/batch/fargate_places.hpp"
#include "container_tco/batch/row_error.hpp"
#include "container_tco/pricebook/price_book.hpp"
#include "container_tco/sizing/fargate_size.hpp"

namespace container_tco {

/// A number of 16 bits counts the platforms of all regions, and one for none.
inline constexpr std::size_t most_batch_regions = 16'383;

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
  const detail::FargatePlaces& places() const { return places_; }

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
  detail::FargatePlaces places_;
};

}  // namespace container_tco
