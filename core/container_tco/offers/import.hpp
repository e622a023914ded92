#pragma once
// What AWS publishes, as rows of a price book: Price List offer files and `aws pricing get-products` output, Savings
// Plan offer files, EC2 spot price history, and the Fargate Spot feed. One pass over each file; memory does not grow
// with the file but with what is selected from it.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "container_tco/error.hpp"
#include "container_tco/offers/byte_source.hpp"
#include "container_tco/pricebook/price_book.hpp"
#include "container_tco/pricebook/spot_observation.hpp"

namespace container_tco {

struct ImportOptions {
  /// Region codes to take; empty: every region of the book. Throws InvalidInputError for one that the book lacks.
  std::vector<std::string> regions = {};
  /// Told after each block how many bytes of the file were read; false stops the import with an OfferImportError.
  std::function<bool(const std::string& file, std::uint64_t bytes_read)> progress = {};
};

/// How often something was left out, and the first case.
struct SkipCount {
  std::uint64_t count = 0;
  std::string example;  ///< A SKU, or what stands for one.
  friend bool operator==(const SkipCount&, const SkipCount&) = default;
};

/// What one file is and what it held.
struct OfferFile {
  std::string name;
  std::string kind;              ///< "price list", "get-products", "savings plan", "spot history" or "fargate spot".
  std::string offer;             ///< "AmazonEC2"
  std::string version;           ///< "20250912225308"
  std::string publication_date;  ///< "2025-09-12T22:53:08Z"
  std::uint64_t bytes_read = 0;
  std::uint64_t products_seen = 0;
  std::uint64_t products_selected = 0;
  std::uint64_t prices_seen = 0;  ///< Price dimensions of selected products, rates, or spot price changes.
  /// By reason, such as "tenancy", "usage type", "zero price", "term without product".
  std::map<std::string, SkipCount, std::less<>> skipped = {};
  std::vector<std::string> warnings = {};
};

struct ImportResult {
  std::vector<PriceRow> prices;       ///< By key and region; every (key, region) once.
  std::vector<SpotObservation> spot;  ///< By key and region.
  std::vector<OfferFile> files;       ///< As they were given.
  /// The SKU of each price, by key and region. Not part of its provenance: then each row of a book would have its own.
  std::map<std::pair<std::string, std::string>, std::string> skus = {};
};

/// A file that is broken, cut off, contradictory or of another kind, or an import that was stopped. Nothing was taken
/// over anywhere; `kept` is what could be read before, for those who want it all the same.
class OfferImportError : public Error {
 public:
  OfferImportError(std::string file, std::string where, std::string problem, std::string remedy, ImportResult kept);
  const std::string& file() const { return file_; }
  const std::string& where() const { return where_; }  ///< "line 7" or "byte 1234, after SKU ABC"; may be empty.
  const ImportResult& kept() const { return *kept_; }

 private:
  std::string file_;
  std::string where_;
  std::shared_ptr<const ImportResult> kept_;
};

/// The prices of one file, whose kind is told from its content. Throws OfferImportError, AmbiguousPriceError for two
/// prices of one key and region, FileError, and what the source or `progress` throw.
ImportResult import_offer(ByteSource& source, const PriceBook& book, const ImportOptions& options = {});

/// Several files as one. The same price twice is fine; another price for the same key and region is an
/// AmbiguousPriceError that names both SKUs and files.
ImportResult import_offers(const std::vector<ByteSource*>& sources, const PriceBook& book,
                           const ImportOptions& options = {});

}  // namespace container_tco
