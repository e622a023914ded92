// Arrays that promise what they do not hold. Each case is right but for one thing.

#include <doctest/doctest.h>

#include <limits>

#include "container_tco/error.hpp"
#include "hand_array.hpp"

namespace hostile_array_test {

using namespace container_tco;
using test::hand_column;
using test::HandColumn;
using test::HandTable;
using test::refusal;

namespace {

HandColumn numbers() {
  HandColumn column = hand_column("l", 3);
  column.no_buffer().buffer(std::vector<std::int64_t>{1, 2, 3});
  return column;
}

HandColumn words(const std::vector<std::int32_t>& offsets, const std::string& text) {
  HandColumn column = hand_column("u", static_cast<std::int64_t>(offsets.size()) - 1);
  column.no_buffer().buffer(offsets).text(text);
  return column;
}

struct View {
  std::int32_t size, prefix, buffer, offset;
};

HandColumn views(const std::vector<View>& rows, const std::vector<std::int64_t>& sizes) {
  HandColumn column = hand_column("vu", static_cast<std::int64_t>(rows.size()));
  column.no_buffer().buffer(rows).text("a text of some length").buffer(sizes);
  return column;
}

HandColumn codes(const std::vector<std::int8_t>& indices) {
  HandColumn column = hand_column("c", static_cast<std::int64_t>(indices.size()));
  column.no_buffer().buffer(indices);
  column.dictionary = std::make_shared<HandColumn>(words({0, 1, 2}, "ab"));
  return column;
}

HandTable table_of(const HandColumn& column, std::function<void(ArrowArray&)> spoil) {
  HandTable table;
  table.columns = {column};
  table.length = column.length;
  table.spoil_array = std::move(spoil);
  return table;
}

bool tells(const std::string& message, const std::string& part) {
  CAPTURE(message);
  return message.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("what is right is not refused") {
  CHECK(refusal(numbers()).empty());
  CHECK(refusal(words({0, 1, 2}, "ab")).empty());
  CHECK(refusal(views({{21, 0, 0, 0}, {1, 'a', 0, 0}}, {21})).empty());
  CHECK(refusal(codes({0, 1})).empty());
  CHECK(refusal(words({0}, "")).empty());
}

TEST_CASE("lengths, offsets and null counts") {
  HandColumn column = numbers();
  const auto spoiled = [&](auto spoil) {
    column = numbers();
    spoil(column);
    HandTable table = table_of(column, [](ArrowArray&) {});
    table.length = 3;
    return refusal(table);
  };
  CHECK(tells(spoiled([](HandColumn& c) { c.length = -1; }), "length"));
  CHECK(tells(spoiled([](HandColumn& c) { c.length = 2; }), "3 rows, as the table has"));
  CHECK(tells(spoiled([](HandColumn& c) { c.length = std::numeric_limits<std::int64_t>::max(); }), "length"));
  CHECK(tells(spoiled([](HandColumn& c) { c.offset = -1; }), "offset"));
  CHECK(tells(spoiled([](HandColumn& c) { c.offset = std::numeric_limits<std::int64_t>::max(); }), "offset"));
  CHECK(tells(spoiled([](HandColumn& c) { c.null_count = -2; }), "null count"));
  CHECK(tells(spoiled([](HandColumn& c) { c.null_count = 4; }), "null count"));
  CHECK(tells(spoiled([](HandColumn& c) { c.null_count = 1; }), "without a validity buffer"));
  CHECK(tells(spoiled([](HandColumn& c) { c.n_children = 1; }), "no children"));
  CHECK(tells(spoiled([](HandColumn& c) { c.n_buffers = 1; }), "2 buffers"));
  CHECK(tells(spoiled([](HandColumn& c) { c.n_buffers = 0; }), "2 buffers"));
  CHECK(tells(spoiled([](HandColumn& c) { c.n_buffers = 3; }), "2 buffers"));
  CHECK(tells(spoiled([](HandColumn& c) { c.buffers[1] = nullptr; }), "3 values"));
}

TEST_CASE("the struct around the columns") {
  const auto spoiled = [](std::function<void(ArrowArray&)> spoil) {
    return refusal(table_of(numbers(), std::move(spoil)));
  };
  CHECK(tells(spoiled([](ArrowArray& array) { array.length = -5; }), "length"));
  CHECK(tells(spoiled([](ArrowArray& array) { array.length = 4; }), "4 rows"));
  CHECK(tells(spoiled([](ArrowArray& array) { array.offset = 1; }), "4 rows"));
  CHECK(tells(spoiled([](ArrowArray& array) { array.n_children = 0; }), "1 columns in every batch"));
  CHECK(tells(spoiled([](ArrowArray& array) { array.n_children = 2; }), "1 columns in every batch"));
  CHECK(tells(spoiled([](ArrowArray& array) { array.children = nullptr; }), "pointers to the columns"));
  CHECK(tells(spoiled([](ArrowArray& array) { array.children[0] = nullptr; }), "an Arrow array"));
  CHECK(tells(spoiled([](ArrowArray& array) { array.n_buffers = 0; }), "one buffer of a struct"));
  CHECK(tells(spoiled([](ArrowArray& array) { array.buffers = nullptr; }), "buffers"));
  CHECK(tells(spoiled([](ArrowArray& array) { array.null_count = 1; }), "without a validity buffer"));
  CHECK(tells(spoiled([](ArrowArray& array) { array.children[0]->buffers = nullptr; }), "buffers"));
  CHECK(tells(spoiled([](ArrowArray& array) { array.children[0]->release(array.children[0]); }), "alive"));
}

TEST_CASE("offsets of text") {
  CHECK(tells(refusal(words({0, 2, 1}, "ab")), "rise from row to row"));
  CHECK(tells(refusal(words({-1, 1}, "ab")), "first offset of 0 or more"));
  CHECK(tells(refusal(words({0, -2147483647}, "ab")), "rise"));
  HandColumn column = words({0, 1}, "a");
  column.buffers[2] = nullptr;
  CHECK(tells(refusal(column), "a buffer with the text"));
  column = words({0, 1}, "a");
  column.buffers[1] = nullptr;
  CHECK(tells(refusal(column), "no buffer"));
  column = hand_column("U", 2);
  column.no_buffer().buffer(std::vector<std::int64_t>{0, 2, 1}).text("ab");
  CHECK(tells(refusal(column), "rise"));
}

TEST_CASE("text that is not UTF-8 names its row; under a null it does not matter") {
  CHECK(tells(refusal(words({0, 1, 2}, "a\xff")), "UTF-8, in row 1"));
  CHECK(tells(refusal(words({0, 1, 2}, "\xc3\xbc")), "UTF-8, in row 0"));  // Right together, cut in the middle.
  HandColumn column = words({0, 1, 2}, "a\xff");
  column.buffers[0] = std::make_shared<std::vector<char>>(1, char{1});
  column.null_count = 1;
  CHECK(refusal(column).empty());
}

TEST_CASE("string views") {
  CHECK(tells(refusal(views({{-1, 0, 0, 0}}, {21})), "inside of their buffers, in row 0"));
  CHECK(tells(refusal(views({{22, 0, 0, 0}}, {21})), "inside of their buffers"));
  CHECK(tells(refusal(views({{20, 0, 0, 2}}, {21})), "inside of their buffers"));
  CHECK(tells(refusal(views({{20, 0, 0, -1}}, {21})), "inside of their buffers"));
  CHECK(tells(refusal(views({{20, 0, 1, 0}}, {21})), "inside of their buffers"));
  CHECK(tells(refusal(views({{20, 0, -1, 0}}, {21})), "inside of their buffers"));
  CHECK(tells(refusal(views({{2147483647, 0, 0, 2147483647}}, {21})), "inside of their buffers"));
  CHECK(tells(refusal(views({{13, 0, 0, 0}}, {-1})), "of the sizes that are stated"));
  HandColumn column = views({{13, 0, 0, 0}}, {21});
  column.buffers[3] = nullptr;
  CHECK(tells(refusal(column), "sizes of the text buffers"));
  column = views({{13, 0, 0, 0}}, {21});
  column.buffers[2] = nullptr;
  CHECK(tells(refusal(column), "of the sizes that are stated"));
  column = views({{13, 0, 0, 0}}, {21});
  column.n_buffers = 2;
  CHECK(tells(refusal(column), "3 buffers"));
  // A view under a null may be anything.
  column = views({{-1, 0, 99, -5}}, {21});
  column.buffers[0] = std::make_shared<std::vector<char>>(1, char{0});
  CHECK(refusal(column).empty());
}

TEST_CASE("dictionaries") {
  CHECK(tells(refusal(codes({0, 2})), "a dictionary of 2 values, in row 1"));
  CHECK(tells(refusal(codes({-1})), "a dictionary of 2 values, in row 0"));
  HandColumn column = codes({0, 1});
  *column.dictionary = words({0, 2, 1}, "ab");
  CHECK(tells(refusal(column), "rise"));
  column = codes({0, 1});
  column.dictionary->length = -1;
  CHECK(tells(refusal(column), "length"));
  CHECK(tells(refusal(table_of(codes({0}), [](ArrowArray& array) { array.children[0]->dictionary = nullptr; })),
              "an Arrow array of dictionary<int8, string>"));
  CHECK(
      tells(refusal(table_of(numbers(), [](ArrowArray& array) { array.children[0]->dictionary = array.children[0]; })),
            "an Arrow array of int64"));
}

TEST_CASE("dictionaries in dictionaries, however deep, are refused by type") {
  HandColumn column = codes({0});
  std::shared_ptr<HandColumn> inner = column.dictionary;
  for (int depth = 0; depth < 1000; ++depth)
    inner = std::make_shared<HandColumn>([&] {
      HandColumn outer = codes({0});
      outer.dictionary = inner;
      return outer;
    }());
  column.dictionary = inner;
  CHECK(tells(refusal(column), "dictionary of dictionaries"));
}

TEST_CASE("a stream that is used up, empty or failing") {
  CHECK_THROWS_WITH_AS(RecordStream(OwnedStream{}), doctest::Contains("has not been read before"), InvalidInputError);
  ArrowArrayStream stream{};
  stream.release = [](ArrowArrayStream* self) { self->release = nullptr; };
  ArrowArrayStream copy = stream;
  CHECK_THROWS_WITH_AS(RecordStream(OwnedStream{&copy}), doctest::Contains("callbacks"), InvalidInputError);
  stream.get_schema = [](ArrowArrayStream*, ArrowSchema*) { return 5; };
  stream.get_next = [](ArrowArrayStream*, ArrowArray*) { return 5; };
  copy = stream;
  CHECK_THROWS_AS(RecordStream(OwnedStream{&copy}), InvalidInputError);
  stream.get_last_error = [](ArrowArrayStream*) -> const char* { return "the disk\nis gone"; };
  copy = stream;
  CHECK_THROWS_WITH_AS(RecordStream(OwnedStream{&copy}), doctest::Contains("the disk\\x0ais gone"), InvalidInputError);
  stream.get_schema = [](ArrowArrayStream*, ArrowSchema* out) {
    test::HandTable().schema().move_to(out);
    return 0;
  };
  copy = stream;
  RecordStream failing{OwnedStream(&copy)};
  CHECK_THROWS_WITH_AS(failing.next(), doctest::Contains("the disk"), InvalidInputError);
}

}  // namespace hostile_array_test
