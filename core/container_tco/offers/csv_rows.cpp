#include "container_tco/offers/csv_rows.hpp"

// One thread: the source may be a Python object, and its exceptions must come through.
#define CSV_IO_NO_THREAD
#include <csv.h>

#include <utility>

#include "container_tco/error.hpp"

namespace container_tco::detail {
namespace {

class Bytes : public io::ByteSourceBase {
 public:
  explicit Bytes(BlockReader& blocks) : blocks_(blocks) {}
  int read(char* buffer, int size) override {
    return static_cast<int>(blocks_.read(buffer, static_cast<std::size_t>(size)));
  }

 private:
  BlockReader& blocks_;
};

using Table = io::CSVReader<CsvRows::column_count, io::trim_chars<' '>, io::double_quote_escape<',', '"'>>;

template <std::size_t... index>
void set_header(Table& table, const std::vector<std::string>& names, std::index_sequence<index...>) {
  table.read_header(io::ignore_extra_column | io::ignore_missing_column, names[index]...);
}

template <std::size_t... index>
bool read_row(Table& table, std::array<const char*, CsvRows::column_count>& fields, std::index_sequence<index...>) {
  return table.read_row(fields[index]...);
}

using Columns = std::make_index_sequence<CsvRows::column_count>;

}  // namespace

struct CsvRows::Reader {
  explicit Reader(BlockReader& blocks) : table("", std::make_unique<Bytes>(blocks)) {}
  Table table;
};

CsvRows::CsvRows(BlockReader& blocks) : reader_(std::make_unique<Reader>(blocks)) { fields_.fill(""); }
CsvRows::~CsvRows() = default;

const char* CsvRows::next_line() { return reader_->table.next_line(); }
std::uint64_t CsvRows::line() const { return reader_->table.get_file_line(); }
bool CsvRows::has_column(const std::string& name) const { return reader_->table.has_column(name); }

void CsvRows::read_header(const std::vector<std::string>& names) {
  std::vector<std::string> padded = names;
  if (padded.size() > column_count) throw InternalError("at most 48 columns are asked for");
  // Names that no header has.
  while (padded.size() < column_count) padded.push_back(std::to_string(padded.size()) + "\n");
  try {
    set_header(reader_->table, padded, Columns());
  } catch (const io::error::duplicated_column_in_header& error) {
    throw BrokenRow{line(),
                    std::string("the column '") + printable(error.column_name) + "' stands in the header twice"};
  } catch (const io::error::base&) {
    throw BrokenRow{line(), "the header is no row of a CSV file"};
  }
}

bool CsvRows::next() {
  try {
    return read_row(reader_->table, fields_, Columns());
  } catch (const io::error::too_few_columns&) {
    throw BrokenRow{line(), "the row has fewer fields than the header; the file may be cut off"};
  } catch (const io::error::too_many_columns&) {
    throw BrokenRow{line(), "the row has more fields than the header"};
  } catch (const io::error::escaped_string_not_closed&) {
    throw BrokenRow{line(), "a quoted field does not end on its line; the file may be cut off"};
  } catch (const io::error::line_length_limit_exceeded&) {
    throw BrokenRow{line(), "a line of more than 16 MiB"};
  } catch (const io::error::base&) {
    throw BrokenRow{line(), "no row of a CSV file"};
  }
}

}  // namespace container_tco::detail
