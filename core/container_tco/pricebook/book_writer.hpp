#pragma once
// The texts of a price book that is to be written.

#include <map>
#include <string>
#include <vector>

#include "container_tco/pricebook/own_rows.hpp"
#include "container_tco/pricebook/price_book.hpp"
#include "container_tco/pricebook/table_text.hpp"

namespace container_tco {

class BookTables;

struct BookTexts {
  Manifest manifest;
  std::string manifest_text;
  std::map<std::string, std::string> tables;  ///< By path.
};

class BookWriter {
 public:
  /// Throws InvalidInputError for a row that the format cannot hold, and for a bad version.
  static BookTexts texts_of(const PriceBook& book, const std::string& version);

 private:
  template <typename Row>
  struct Table {
    TableEntry entry;
    TableLayout layout;
    std::vector<Row> rows;
  };

  explicit BookWriter(const PriceBook& book);
  template <typename Row>
  Table<Row> read_table(const TableEntry& entry) const;
  template <typename Row>
  void merge(const OwnRows<Row>& own, std::vector<Table<Row>>& tables) const;
  template <typename Row>
  Table<Row>& table_for(const Row& row, std::vector<Table<Row>>& tables) const;
  BookTexts finish(const std::string& version);

  const PriceBook& book_;
  const BookTables& tables_;
  std::vector<Table<PriceRow>> prices_;
  std::vector<Table<SpotObservation>> spot_;
  BookTexts texts_;
};

}  // namespace container_tco
