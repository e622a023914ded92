#pragma once
// Takes products and prices of a price list, in this order, and keeps those that the selection table names.

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "container_tco/offers/collected_prices.hpp"
#include "container_tco/offers/region_index.hpp"

namespace container_tco::detail {

/// Remembers which SKUs were seen in a fixed amount of memory: "no" is certain, "yes" nearly so.
class SeenSkus {
 public:
  void add(std::string_view sku);
  bool may_have(std::string_view sku) const;

 private:
  static constexpr std::size_t bit_count = std::size_t{1} << 22;
  std::vector<std::uint64_t> bits_ = std::vector<std::uint64_t>(bit_count / 64);
};

class OfferCollector {
 public:
  OfferCollector(OfferFile& file, CollectedPrices& prices, const RegionIndex& regions);

  /// Throws InputFault unless the offer is one from which prices are taken.
  void require_known_offer() const;
  /// Whether a product may come again, as in a CSV file that repeats it in each row.
  enum class Repeated { refuse, compare };
  /// Throws InputFault for a selected SKU that came before, or came before as another product.
  void add_product(const PublishedProduct& product, Repeated repeated);
  /// Whether prices of this SKU are of interest. A SKU that no product had is counted as an orphan.
  bool wants(std::string_view sku);
  /// Throws InputFault for figures that are no numbers and for currencies that are not the region's.
  void add_price(const PublishedTerm& term, const PublishedPrice& price);
  void skip_term_type(std::string_view name) { skip(file_, "term type " + printable(std::string(name), 40), ""); }
  /// Names the selected products that had no price.
  void finish();

 private:
  struct Selected {
    const SelectionRule* rule;
    const Region* region;
    std::string variable;  ///< The instance type, or the region to which data goes.
    bool has_price = false;
  };

  const Region* region_of(const PublishedProduct& product, std::string_view& refusal) const;
  std::optional<Selected> select(const PublishedProduct& product, std::string_view& refusal) const;
  /// The conditions of a rule in order: its operations, then its `where`; one more than those when all hold.
  std::size_t count_passed(const SelectionRule& rule, const PublishedProduct& product) const;
  std::string_view condition_name(const SelectionRule& rule, std::size_t place) const;
  std::optional<std::string> reserved_key(const Selected& selected, const PublishedTerm& term,
                                          const PublishedPrice& price) const;

  OfferFile& file_;
  CollectedPrices& prices_;
  const RegionIndex& regions_;
  const Selection& selection_;
  SeenSkus seen_;
  std::unordered_map<std::string, Selected, TextHash, std::equal_to<>> selected_;
};

}  // namespace container_tco::detail
