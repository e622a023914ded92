#include "container_tco/arrow/name_index.hpp"

#include <doctest/doctest.h>

#include "container_tco/arrow/table_column.hpp"

namespace name_index_test {

using namespace container_tco;

namespace {

TextBuffer buffer(const std::vector<std::string>& texts) {
  TextBuffer made;
  for (const std::string& text : texts) made.append(text);
  return made;
}

Bitmap without(std::int64_t size, std::int64_t null_row) {
  Bitmap valid(size, true);
  valid.set(null_row, false);
  return valid;
}

std::vector<std::uint32_t> codes(NameIndex& index, const TableColumn& column) {
  std::vector<std::uint32_t> made(static_cast<std::size_t>(column.size()), 77);
  index.add(TextColumn::of(column.view("region")), made);
  return made;
}

using Codes = std::vector<std::uint32_t>;
constexpr std::uint32_t none = NameIndex::none;

}  // namespace

TEST_CASE("the same text has the same number, in plain text and in dictionaries, batch after batch") {
  NameIndex index;
  CHECK(codes(index, TableColumn::of_texts(buffer({"b", "a", "a", "b", ""}))) == Codes{0, 1, 1, 0, 2});
  CHECK(codes(index, TableColumn::of_codes(std::vector<std::uint8_t>{1, 0, 0}, buffer({"a", "c"}))) == Codes{3, 1, 1});
  CHECK(codes(index, TableColumn::of_codes(std::vector<std::uint16_t>{0, 1, 0}, buffer({"c", "b"}), without(3, 1))) ==
        Codes{3, none, 3});
  CHECK(codes(index, TableColumn::of_texts(buffer({"a", "x", "a"}), without(3, 1))) == Codes{1, none, 1});
  CHECK(std::vector<std::string>(index.names().begin(), index.names().end()) ==
        std::vector<std::string>{"b", "a", "", "c"});
}

TEST_CASE("texts too many have no number, and are not kept") {
  NameIndex index(2);
  CHECK(codes(index, TableColumn::of_texts(buffer({"a", "b", "c", "a", "d"}))) == Codes{0, 1, none, 0, none});
  CHECK(index.names().size() == 2);
}

TEST_CASE("a dictionary longer than the column is read by row") {
  NameIndex index;
  CHECK(codes(index, TableColumn::of_codes(std::vector<std::int32_t>{2}, buffer({"a", "b", "c"}))) == Codes{0});
  CHECK(index.names().size() == 1);
}

}  // namespace name_index_test
