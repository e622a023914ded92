#include "container_tco/offers/import.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "container_tco/offers/file_format.hpp"
#include "container_tco/offers/offer_document.hpp"
#include "container_tco/offers/offer_table.hpp"

namespace container_tco {
namespace {

using namespace detail;

std::string message_of(const std::string& file, const std::string& where, const std::string& problem,
                       const std::string& remedy, const ImportResult& kept) {
  std::string text = printable(file, 300);
  if (!where.empty()) text += ", " + where;
  text += ": " + problem + ".";
  if (!remedy.empty()) text += " " + remedy + ".";
  const std::size_t count = kept.prices.size() + kept.spot.size();
  return text + " Nothing was taken over; read before that: " + std::to_string(count) + " prices";
}

// One file, from its first byte to its rows.
class FileImport {
 public:
  FileImport(ByteSource& source, const PriceBook& book, const ImportOptions& options)
      : regions_(book, options), blocks_(source, options) {
    file_.name = source.name();
  }

  ImportResult run() {
    try {
      read();
      return finish(CollectedPrices::Faults::refuse);
    } catch (const BrokenInput& broken) {
      fail(broken);
    } catch (const InputFault& fault) {
      fail({"", fault.problem, fault.remedy});
    } catch (const ImportStopped&) {
      fail({"byte " + std::to_string(blocks_.bytes_read()), "the import was stopped", ""});
    }
  }

 private:
  void read() {
    const Collectors collectors{offer_, savings_plans_, spot_};
    const FileFormat format = format_of(blocks_.head());
    if (format == FileFormat::json) {
      DocumentReader reader(file_, collectors);
      read_offer_document(blocks_, reader);
    } else {
      read_offer_table(blocks_, file_, collectors);
    }
    offer_.finish();
    savings_plans_.finish();
  }

  ImportResult finish(CollectedPrices::Faults faults) {
    ImportResult result;
    result.prices = prices_.take_rows(faults);
    result.spot = spot_.take();
    file_.bytes_read = blocks_.bytes_read();
    result.files.push_back(file_);
    return result;
  }

  [[noreturn]] void fail(const BrokenInput& broken) {
    ImportResult kept = finish(CollectedPrices::Faults::leave_out);
    take_out_skus(kept);
    throw OfferImportError(file_.name, broken.where, broken.problem, broken.remedy, std::move(kept));
  }

  OfferFile file_;
  RegionIndex regions_;
  CollectedPrices prices_{file_};
  OfferCollector offer_{file_, prices_, regions_};
  SavingsPlanCollector savings_plans_{file_, prices_, regions_};
  SpotCollector spot_{file_, regions_};
  BlockReader blocks_;
};

// Adds the rows of `more` that `rows` lacks; `files` names the file of each of `rows`.
void merge_prices(std::vector<PriceRow>& rows, std::map<std::pair<std::string, std::string>, std::size_t>& places,
                  std::vector<std::string>& files, ImportResult& more) {
  for (PriceRow& row : more.prices) {
    const auto [found, is_new] = places.emplace(std::pair(row.key, row.region), rows.size());
    if (is_new) {
      rows.push_back(std::move(row));
      files.push_back(more.files.front().name);
    } else if (const PriceRow& other = rows[found->second]; !(other.tiers == row.tiers && other.unit == row.unit)) {
      throw AmbiguousPriceError(
          row.key, row.region,
          {describe_match(other, files[found->second]), describe_match(row, more.files.front().name)});
    }
  }
}

void merge_spot(std::vector<SpotObservation>& observations,
                std::map<std::pair<std::string, std::string>, std::string>& sources, ImportResult& more) {
  for (SpotObservation& observation : more.spot) {
    const auto [found, is_new] = sources.emplace(std::pair(observation.key, observation.region),
                                                 observation.provenance.source + " of " + observation.provenance.as_of);
    if (!is_new) {
      throw AmbiguousPriceError(observation.key, observation.region,
                                {found->second, observation.provenance.source + " of " + observation.provenance.as_of +
                                                    " in " + printable(more.files.front().name, 300)});
    }
  }
  std::move(more.spot.begin(), more.spot.end(), std::back_inserter(observations));
}

template <typename Row>
void sort_by_name(std::vector<Row>& rows) {
  std::sort(rows.begin(), rows.end(),
            [](const Row& a, const Row& b) { return std::tie(a.key, a.region) < std::tie(b.key, b.region); });
}

}  // namespace

OfferImportError::OfferImportError(std::string file, std::string where, std::string problem, std::string remedy,
                                   ImportResult kept)
    : Error(message_of(file, where, problem, remedy, kept)),
      file_(std::move(file)),
      where_(std::move(where)),
      kept_(std::make_shared<const ImportResult>(std::move(kept))) {}

ImportResult import_offer(ByteSource& source, const PriceBook& book, const ImportOptions& options) {
  ImportResult result = FileImport(source, book, options).run();
  sort_by_name(result.spot);
  take_out_skus(result);
  return result;
}

ImportResult import_offers(const std::vector<ByteSource*>& sources, const PriceBook& book,
                           const ImportOptions& options) {
  // One file needs no index of what the others said.
  if (sources.size() == 1) return import_offer(*sources.front(), book, options);
  ImportResult result;
  std::map<std::pair<std::string, std::string>, std::size_t> places;
  std::map<std::pair<std::string, std::string>, std::string> spot_sources;
  std::vector<std::string> files;
  for (ByteSource* source : sources) {
    ImportResult more = FileImport(*source, book, options).run();
    merge_prices(result.prices, places, files, more);
    merge_spot(result.spot, spot_sources, more);
    result.files.push_back(std::move(more.files.front()));
  }
  sort_by_name(result.prices);
  sort_by_name(result.spot);
  take_out_skus(result);
  return result;
}

}  // namespace container_tco
