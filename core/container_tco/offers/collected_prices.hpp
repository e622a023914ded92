#pragma once
// Prices of one file while it is read: tiers come one at a time and in any order.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "container_tco/offers/import.hpp"
#include "container_tco/offers/published.hpp"
#include "container_tco/offers/selection.hpp"

namespace container_tco::detail {

/// Counts under `reason`; the first `example` is kept.
void skip(OfferFile& file, std::string_view reason, std::string_view example);

/// Something in the input that cannot be right; the reader adds where it stands.
struct InputFault {
  std::string problem;
  std::string remedy = {};
};

class CollectedPrices {
 public:
  explicit CollectedPrices(OfferFile& file) : file_(file) {}

  /// One price, or one tier of it. `origin` tells apart what must not be mixed: SKU and offer term. Throws InputFault
  /// for figures that are no numbers.
  void add(const SelectionRule& rule, const std::string& key, const Region& region, const std::string& sku,
           const std::string& origin, const PublishedPrice& price, const PricingUnit& unit);

  /// What to do with prices that contradict each other, and tiers with gaps.
  enum class Faults { refuse, leave_out };
  /// Rows by key and region. Throws AmbiguousPriceError and InputFault, unless faults are left out.
  std::vector<PriceRow> take_rows(Faults faults);

 private:
  struct Tiers {
    std::string sku;
    const SelectionRule* rule;
    PricingUnit unit;
    std::vector<PriceTier> tiers;
  };
  /// By origin, in the order in which they came.
  using Candidates = std::vector<std::pair<std::string, Tiers>>;

  /// Key and region.
  using Name = std::pair<std::string, std::string>;

  PriceRow make_row(const Name& name, const Tiers& found) const;
  std::vector<PriceRow> make_candidates(const Name& name, const Candidates& candidates, Faults faults);
  std::optional<PriceRow> row_of(const Name& name, const Candidates& candidates, Faults faults);

  OfferFile& file_;
  std::map<Name, Candidates> rows_;
};

/// "SKU ABC in file.json: USD 0.096", for AmbiguousPriceError.
std::string describe_match(const PriceRow& row, const std::string& file);

/// Moves the SKUs, which stand in the notes of the rows until then, to their own place.
void take_out_skus(ImportResult& result);

}  // namespace container_tco::detail
