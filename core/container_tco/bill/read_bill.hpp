#pragma once
// Reads bills: Cost and Usage Reports (2.0 and legacy) and FOCUS, of any number of files, batch by batch.

#include <memory>
#include <string>
#include <vector>

#include "container_tco/arrow/record_batch.hpp"
#include "container_tco/bill/bill.hpp"
#include "container_tco/pricebook/price_book.hpp"

namespace container_tco {

struct BillOptions {
  /// A tag whose value names the service of a row, before the tags of ECS and EKS: "application". May be empty.
  std::string service_tag = {};
};

/// Takes tables one after the other. Memory grows with the lines, the instances, and the services times their periods
/// (about 150 bytes for each service and hour, which its peak is found by), not with the rows.
class BillReader {
 public:
  /// `book` gives the regions; it is not asked for prices.
  explicit BillReader(const PriceBook& book, const BillOptions& options = {});
  ~BillReader();
  BillReader(BillReader&&) noexcept;

  /// The columns that are read of a table that has all of `schema`, in the order of that. Throws as `add` does for a
  /// table that is no bill.
  static std::vector<std::string> columns_read(const TableSchema& schema, const BillOptions& options = {});
  /// All rows that are left in `stream`. Throws InvalidInputError for a table that is no bill (with the nearest
  /// columns), for a number or time that is none, with its row, and where most rows of container usage stand in a
  /// stream of before, too. Rows read before stay counted. `source` is what messages call the stream, such as a file.
  void add(RecordStream& stream, const std::string& source = {});
  /// Throws InvalidInputError when no row was read.
  Bill finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The bill of one table.
Bill read_bill(RecordStream& stream, const PriceBook& book, const BillOptions& options = {});

}  // namespace container_tco
