#include "bill_rows.hpp"

#include <doctest/doctest.h>

#include <memory>

#include "container_tco/arrow/export.hpp"
#include "container_tco/bill/read_bill.hpp"

namespace container_tco {

Table text_table(const TextRow& names, const std::vector<TextRow>& rows) {
  std::vector<TableField> fields;
  TableChunk chunk{static_cast<std::int64_t>(rows.size()), {}};
  for (std::size_t i = 0; i < names.size(); ++i) {
    TextBuffer texts;
    Bitmap valid;
    for (const TextRow& row : rows) {
      texts.append(row.at(i));
      valid.append(!row.at(i).empty());
    }
    fields.push_back({names[i], text_type()});
    chunk.columns.push_back(TableColumn::of_texts(std::move(texts), std::move(valid)));
  }
  return {std::move(fields), {std::move(chunk)}};
}

RecordStream stream_of(Table table) {
  OwnedStream stream;
  export_stream(std::make_shared<const Table>(std::move(table)), stream.get());
  return RecordStream(std::move(stream));
}

const TextRow cur_names = {"line_item_product_code",
                           "line_item_usage_type",
                           "line_item_operation",
                           "line_item_usage_amount",
                           "line_item_unblended_cost",
                           "line_item_line_item_type",
                           "line_item_currency_code",
                           "line_item_usage_start_date",
                           "line_item_usage_end_date",
                           "line_item_resource_id",
                           "resource_tags"};

Bill bill_of(const std::vector<CurRow>& rows) {
  std::vector<TextRow> texts;
  for (const CurRow& row : rows) {
    texts.push_back({row.service, row.usage_type, row.operation, row.quantity, row.cost, row.charge_type, row.currency,
                     row.start, row.end, row.resource, row.tags});
  }
  RecordStream stream = stream_of(text_table(cur_names, texts));
  return read_bill(stream, PriceBook::bundled());
}

const BillLine& line_of(const Bill& bill, const std::string& usage_type) {
  const BillLine* found = nullptr;
  for (const BillLine& line : bill.lines) {
    if (line.usage_type != usage_type) continue;
    REQUIRE(found == nullptr);
    found = &line;
  }
  REQUIRE(found != nullptr);
  return *found;
}

}  // namespace container_tco
