// Arrays as other libraries export them: offsets, nulls, several batches, every form of text.

#include <doctest/doctest.h>

#include <limits>

#include "container_tco/arrow/decimal_column.hpp"
#include "container_tco/arrow/float_column.hpp"
#include "container_tco/arrow/integer_column.hpp"
#include "container_tco/arrow/text_column.hpp"
#include "container_tco/error.hpp"
#include "hand_array.hpp"

namespace import_test {

using namespace container_tco;
using test::checked;
using test::hand_column;
using test::HandColumn;
using test::HandTable;

namespace {

std::vector<std::string> texts(const ColumnView& view) {
  const TextColumn column = TextColumn::of(view);
  std::vector<std::string> made;
  for (std::int64_t row = 0; row < column.size(); ++row) {
    made.push_back(column.is_valid(row) ? std::string(column.value(row)) : "<null>");
  }
  return made;
}

using Texts = std::vector<std::string>;

template <typename T>
void check_width(const std::string& format) {
  HandColumn column = hand_column(format, 3);
  constexpr auto most = static_cast<T>(std::min<std::uint64_t>(std::numeric_limits<T>::max(), INT64_MAX));
  column.no_buffer().buffer(std::vector<T>{std::numeric_limits<T>::min(), 7, most});
  const IntegerColumn read = IntegerColumn::of(checked(column));
  CAPTURE(format);
  CHECK(read.value(0) == static_cast<std::int64_t>(std::numeric_limits<T>::min()));
  CHECK(read.value(1) == 7);
  CHECK(read.value(2) == static_cast<std::int64_t>(most));
  CHECK(read.is_valid(1));
}

/// The 16 bytes of a view.
void append_view(std::vector<char>& bytes, const std::string& text, std::int32_t buffer = 0, std::int32_t offset = 0) {
  const auto size = static_cast<std::int32_t>(text.size());
  std::vector<char> view(16, 0);
  std::memcpy(view.data(), &size, 4);
  std::memcpy(view.data() + 4, text.data(), std::min<std::size_t>(text.size(), text.size() <= 12 ? 12 : 4));
  if (text.size() > 12) {
    std::memcpy(view.data() + 8, &buffer, 4);
    std::memcpy(view.data() + 12, &offset, 4);
  }
  bytes.insert(bytes.end(), view.begin(), view.end());
}

}  // namespace

TEST_CASE("whole numbers of every width become 64 bits") {
  check_width<std::int8_t>("c");
  check_width<std::int16_t>("s");
  check_width<std::int32_t>("i");
  check_width<std::int64_t>("l");
  check_width<std::uint8_t>("C");
  check_width<std::uint16_t>("S");
  check_width<std::uint32_t>("I");
  check_width<std::uint64_t>("L");
}

TEST_CASE("a number of 64 bits without sign that does not fit names its row, unless it is null") {
  HandColumn column = hand_column("L", 2);
  column.no_buffer().buffer(std::vector<std::uint64_t>{1, std::uint64_t{1} << 63});
  CHECK_THROWS_WITH_AS(IntegerColumn::of(checked(column)), doctest::Contains("row 1"), InvalidInputError);
  column.buffers[0] = std::make_shared<std::vector<char>>(1, char{0b01});
  column.null_count = 1;
  CHECK(IntegerColumn::of(checked(column)).value(0) == 1);
}

TEST_CASE("offsets of the column and of its struct add up, for values and for validity") {
  HandColumn column = hand_column("i", 6);  // Rows 2 to 7 of the buffers
  column.offset = 2;
  column.null_count = -1;
  column.buffer(std::vector<std::uint8_t>{0b01111111}).buffer(std::vector<std::int32_t>{0, 1, 2, 3, 4, 5, 6, 7});
  HandTable table;
  table.columns = {column};
  table.offset = 3;  // Row 0 of the table is row 3 of the column, value 5
  table.length = 3;
  const IntegerColumn read = IntegerColumn::of(test::batch_of(table).column("column"));
  CHECK(read.size() == 3);
  CHECK(read.value(0) == 5);
  CHECK(read.value(1) == 6);
  CHECK(read.is_valid(1));
  CHECK(!read.is_valid(2));
}

TEST_CASE("a row that is null as a whole is null in its columns") {
  HandColumn column = hand_column("l", 3);
  column.buffer(std::vector<std::uint8_t>{0b101}).buffer(std::vector<std::int64_t>{1, 2, 3});
  HandTable table;
  table.columns = {column};
  table.length = 3;
  table.validity = {0b110};
  const IntegerColumn read = IntegerColumn::of(test::batch_of(table).column(0));
  CHECK(!read.is_valid(0));
  CHECK(!read.is_valid(1));
  CHECK(read.is_valid(2));
}

TEST_CASE("buffers need not be aligned") {
  HandColumn column = hand_column("l", 2);
  std::vector<char> bytes(17, 0);
  bytes[1] = 5;
  bytes[9] = 6;
  column.no_buffer().buffer(bytes);
  HandTable table;
  table.columns = {column};
  table.length = 2;
  table.spoil_array = [](ArrowArray& array) {
    const void*& buffer = array.children[0]->buffers[1];
    buffer = static_cast<const char*>(buffer) + 1;
  };
  const IntegerColumn read = IntegerColumn::of(test::batch_of(table).column(0));
  CHECK(read.value(0) == 5);
  CHECK(read.value(1) == 6);
}

TEST_CASE("text in its three forms") {
  HandColumn small = hand_column("u", 3);
  small.buffer(std::vector<std::uint8_t>{0b101}).buffer(std::vector<std::int32_t>{0, 2, 2, 6}).text("abzürs");
  small.buffers[2] =
      std::make_shared<std::vector<char>>(std::initializer_list<char>{'a', 'b', 'z', '\xc3', '\xbc', 'r'});
  CHECK(texts(checked(small)) == Texts{"ab", "<null>", "zür"});
  HandColumn large = hand_column("U", 2);
  large.offset = 1;
  large.no_buffer().buffer(std::vector<std::int64_t>{0, 1, 3, 3}).text("xab");
  CHECK(texts(checked(large)) == Texts{"ab", ""});
  HandColumn views = hand_column("vu", 3);
  std::vector<char> bytes;
  append_view(bytes, "exactly12byt");
  append_view(bytes, "thirteen byte", 1, 2);
  append_view(bytes, "");
  views.no_buffer().buffer(bytes).text("first").text("..thirteen byte").buffer(std::vector<std::int64_t>{5, 15});
  CHECK(texts(checked(views)) == Texts{"exactly12byt", "thirteen byte", ""});
}

TEST_CASE("dictionaries have indices of any width, and nulls on both sides") {
  auto names = std::make_shared<HandColumn>(hand_column("u", 3));
  names->buffer(std::vector<std::uint8_t>{0b011}).buffer(std::vector<std::int32_t>{0, 1, 3, 3}).text("xab");
  const auto read = [&]<typename T>(const std::string& format, T) {
    HandColumn column = hand_column(format, 4);
    column.buffer(std::vector<std::uint8_t>{0b0111}).buffer(std::vector<T>{1, 0, 2, 99});
    column.dictionary = names;
    CAPTURE(format);
    CHECK(texts(checked(column)) == Texts{"ab", "x", "<null>", "<null>"});
  };
  read("c", std::int8_t{});
  read("S", std::uint16_t{});
  read("i", std::int32_t{});
  read("l", std::int64_t{});
  read("L", std::uint64_t{});
}

TEST_CASE("decimals of every width") {
  HandColumn column = hand_column("d:20,3,128", 2);
  column.no_buffer().buffer(std::vector<Int128>{-12345, 7});
  CHECK(DecimalColumn::of(checked(column)).value(0) == -12345);
  CHECK(DecimalColumn::of(checked(column)).scale() == 3);
  column = hand_column("d:9,2,32", 1);
  column.no_buffer().buffer(std::vector<std::int32_t>{-5});
  CHECK(DecimalColumn::of(checked(column)).value(0) == -5);
  column = hand_column("d:18,2,64", 1);
  column.no_buffer().buffer(std::vector<std::int64_t>{-6});
  CHECK(DecimalColumn::of(checked(column)).value(0) == -6);
  column = hand_column("d:76,2,256", 4);
  column.no_buffer().buffer(std::vector<Int128>{-8, -1, 9, 0, 9, 1, -8, 0});  // low, high of each
  const DecimalColumn wide = DecimalColumn::of(checked(column));
  CHECK(wide.value(0) == -8);
  CHECK(wide.value(1) == 9);
  CHECK(wide.fits(0));
  CHECK(wide.fits(1));
  CHECK(!wide.fits(2));
  CHECK(!wide.fits(3));
}

TEST_CASE("booleans, dates, timestamps and nulls") {
  HandColumn column = hand_column("b", 3);
  column.offset = 1;
  column.no_buffer().buffer(std::vector<std::uint8_t>{0b1010});
  const BooleanColumn booleans = BooleanColumn::of(checked(column));
  CHECK(booleans.value(0));
  CHECK(!booleans.value(1));
  CHECK(booleans.value(2));
  column = hand_column("tdD", 1);
  column.no_buffer().buffer(std::vector<std::int32_t>{-1});
  CHECK(IntegerColumn::of(checked(column)).value(0) == -1);
  column = hand_column("tsu:UTC", 1);
  column.no_buffer().buffer(std::vector<std::int64_t>{1'000'000});
  CHECK(IntegerColumn::of(checked(column)).value(0) == 1'000'000);
  HandColumn nulls = hand_column("n", 2);
  CHECK(!IntegerColumn::of(checked(nulls)).is_valid(0));
  nulls.no_buffer();  // As Polars has them.
  CHECK(!IntegerColumn::of(checked(nulls)).is_valid(0));
  CHECK(!TextColumn::of(checked(nulls)).is_valid(1));
  CHECK(!DecimalColumn::of(checked(nulls)).is_valid(1));
  CHECK(!FloatColumn::of(checked(nulls)).is_valid(1));
}

TEST_CASE("a column of another type is refused with its name, its type and what to do") {
  HandColumn column = hand_column("g", 1);
  column.name = "vcpu";
  column.no_buffer().buffer(std::vector<double>{0.5});
  CHECK_THROWS_WITH_AS(IntegerColumn::of(checked(column)),
                       "column 'vcpu': expected whole numbers, found 'float64'. Cast it before: to decimal128, or to "
                       "text, such as CAST(… AS VARCHAR) in SQL",
                       InvalidInputError);
  CHECK_THROWS_AS(TextColumn::of(checked(column)), InvalidInputError);
  CHECK_THROWS_AS(DecimalColumn::of(checked(column)), InvalidInputError);
  CHECK_THROWS_AS(BooleanColumn::of(checked(column)), InvalidInputError);
  column.format = "+l";
  column.name = "tags";
  CHECK(test::refusal(column).find("column 'tags': expected whole numbers") == 0);
  CHECK(test::refusal(column).find("found 'list'. Cast it before") != std::string::npos);
}

TEST_CASE("columns that are not asked for may hold anything") {
  HandColumn used = hand_column("l", 1);
  used.name = "used";
  used.no_buffer().buffer(std::vector<std::int64_t>{4});
  HandColumn other = hand_column("+l", 1);
  other.name = "other";
  HandTable table;
  table.columns = {other, used};
  table.length = 1;
  CHECK(IntegerColumn::of(test::batch_of(table).column("used")).value(0) == 4);
}

TEST_CASE("a missing column names the nearest ones, a double one is refused") {
  HandTable table;
  table.columns = {hand_column("n", 0), hand_column("n", 0)};
  table.columns[0].name = "memory_gib";
  table.columns[1].name = "vcpu";
  CHECK_THROWS_WITH_AS(test::batch_of(table).column("memory_gb"), doctest::Contains("columns such as memory_gib"),
                       InvalidInputError);
  table.columns[1].name = "memory_gib";
  CHECK_THROWS_WITH_AS(test::batch_of(table).column("memory_gib"), doctest::Contains("names of their own"),
                       InvalidInputError);
}

TEST_CASE("everything is released once, and not before the last view of it is gone") {
  const auto alive = std::make_shared<test::Alive>();
  HandTable table;
  table.columns = {hand_column("l", 1)};
  table.columns[0].no_buffer().buffer(std::vector<std::int64_t>{4});
  table.length = 1;
  std::optional<ColumnView> view;
  {
    RecordStream stream(table.schema(alive), table.array(alive));
    CHECK(alive->schemas == 0);
    const RecordBatch batch = *stream.next();
    CHECK(!stream.next());
    view = batch.column(0);
  }
  CHECK(alive->arrays == 2);
  CHECK(IntegerColumn::of(*view).value(0) == 4);
  view.reset();
  CHECK(alive->arrays == 0);
}

}  // namespace import_test
