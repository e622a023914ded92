#pragma once
// Bills as tests write them: rows of text.

#include <string>
#include <vector>

#include "container_tco/arrow/record_batch.hpp"
#include "container_tco/arrow/table.hpp"
#include "container_tco/bill/bill.hpp"

namespace container_tco {

using TextRow = std::vector<std::string>;

/// A table of text; "" is a null.
Table text_table(const TextRow& names, const std::vector<TextRow>& rows);
RecordStream stream_of(Table table);

/// Rows of a CUR 2.0 with the columns of `cur_names`.
extern const TextRow cur_names;
struct CurRow {
  std::string service = "AmazonECS";
  std::string usage_type = {};
  std::string operation = {};
  std::string quantity = "1";
  std::string cost = "0";
  std::string charge_type = "Usage";
  std::string currency = "USD";
  std::string start = "2026-02-01T00:00:00Z";
  std::string end = "2026-02-01T01:00:00Z";
  std::string resource = {};
  std::string tags = {};
};
Bill bill_of(const std::vector<CurRow>& rows);
/// The line of a usage type; fails the test when there is not exactly one.
const BillLine& line_of(const Bill& bill, const std::string& usage_type);

}  // namespace container_tco
