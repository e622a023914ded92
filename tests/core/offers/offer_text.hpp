#pragma once
// Small offer files in the shape in which AWS publishes them, and an import of text.

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "container_tco/offers/import.hpp"

namespace offer_text {

using namespace container_tco;

inline std::string data_path(const std::string& name) { return std::string(CONTAINER_TCO_TEST_DATA) + "/data/" + name; }

inline std::string data_text(const std::string& name) {
  std::ifstream file(data_path(name), std::ios::binary);
  REQUIRE_MESSAGE(file.good(), name);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline ImportResult import_text(const std::string& text, const ImportOptions& options = {}) {
  TextSource source(text, "offer");
  return import_offer(source, PriceBook::bundled(), options);
}

inline ImportResult import_data(const std::string& name, const ImportOptions& options = {}) {
  FileSource source(data_path(name));
  return import_offer(source, PriceBook::bundled(), options);
}

/// "0.0464 USD", or "[0,10240) 0.09 USD, [10240,inf) 0.085 USD"; "none" for a row that is not there.
inline std::string price_text(const ImportResult& result, const std::string& key, const std::string& region) {
  for (const PriceRow& row : result.prices) {
    if (row.key != key || row.region != region) continue;
    std::string text;
    for (const PriceTier& tier : row.tiers) {
      if (!text.empty()) text += ", ";
      if (row.is_tiered()) {
        text += "[" + tier.begin.to_text() + "," + (tier.end ? tier.end->to_text() : "inf") + ") ";
      }
      text += tier.price.amount().to_text() + " " + tier.price.currency().code();
    }
    return text;
  }
  return "none";
}

inline std::uint64_t skipped(const ImportResult& result, const std::string& reason) {
  const auto& counts = result.files.front().skipped;
  const auto found = counts.find(reason);
  return found == counts.end() ? 0 : found->second.count;
}

/// The message and what was kept of an import that must fail.
struct Failure {
  std::string message;
  std::string where;
  std::size_t kept_prices = 0;
};

inline Failure failure_of(const std::string& text, const ImportOptions& options = {}) {
  try {
    import_text(text, options);
  } catch (const OfferImportError& error) {
    return {error.what(), error.where(), error.kept().prices.size()};
  }
  FAIL("the import succeeded");
  return {};
}

inline bool mentions(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

inline std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE_MESSAGE(at != std::string::npos, from);
  return text.replace(at, from.size(), to);
}

}  // namespace offer_text
