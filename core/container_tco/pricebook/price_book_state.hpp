#pragma once
// What a price book is made of.

#include <memory>
#include <string>

#include "container_tco/pricebook/book_tables.hpp"
#include "container_tco/pricebook/own_rows.hpp"
#include "container_tco/pricebook/price_book.hpp"

namespace container_tco {

struct PriceBook::State {
  std::string origin;
  std::string tables_digest;
  std::shared_ptr<const BookTables> tables;
  OwnRows<PriceRow> own = {};
  OwnRows<SpotObservation> own_spot = {};
  std::string digest = tables_digest;

  const PriceRow* find(std::string_view key, std::string_view region) const;
  const SpotObservation* find_spot(std::string_view key, std::string_view region) const;
  /// What the caller of a missing price may have meant.
  std::vector<std::string> candidates(const std::string& key, const std::string& region) const;
  void update_digest();
};

}  // namespace container_tco
