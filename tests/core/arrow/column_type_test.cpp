#include "container_tco/arrow/column_type.hpp"

#include <doctest/doctest.h>

#include "container_tco/error.hpp"
#include "hand_array.hpp"

namespace column_type_test {

using namespace container_tco;
using test::hand_column;
using test::HandTable;

namespace {

std::string name_of(const std::string& format) {
  HandTable table;
  table.columns = {hand_column(format, 0)};
  const OwnedSchema schema = table.schema();
  return read_fields(*schema).at(0).type.name();
}

std::string schema_refusal(const HandTable& table) {
  try {
    const OwnedSchema schema = table.schema();
    read_fields(*schema);
  } catch (const InvalidInputError& error) {
    return error.what();
  }
  return {};
}

std::string spoiled(std::function<void(ArrowSchema&)> spoil) {
  HandTable table;
  table.columns = {hand_column("l", 0)};
  table.spoil_schema = std::move(spoil);
  return schema_refusal(table);
}

}  // namespace

// The letters are those of the table in the specification of the C data interface.
TEST_CASE("format strings have the names of Arrow") {
  CHECK(name_of("n") == "null");
  CHECK(name_of("b") == "bool");
  CHECK(name_of("c") == "int8");
  CHECK(name_of("S") == "uint16");
  CHECK(name_of("i") == "int32");
  CHECK(name_of("L") == "uint64");
  CHECK(name_of("f") == "float32");
  CHECK(name_of("g") == "float64");
  CHECK(name_of("d:28,10") == "decimal128(28, 10)");
  CHECK(name_of("d:50,3,256") == "decimal256(50, 3)");
  CHECK(name_of("d:7,-2,32") == "decimal32(7, -2)");
  CHECK(name_of("u") == "string");
  CHECK(name_of("U") == "large_string");
  CHECK(name_of("vu") == "string_view");
  CHECK(name_of("tdD") == "date32[day]");
  CHECK(name_of("tsu:") == "timestamp[us]");
  CHECK(name_of("tsn:Europe/Berlin") == "timestamp[ns, tz=Europe/Berlin]");
}

TEST_CASE("types that are not read have names all the same") {
  CHECK(name_of("e") == "float16");
  CHECK(name_of("z") == "binary");
  CHECK(name_of("+l") == "list");
  CHECK(name_of("+ud:0,1") == "union");
  CHECK(name_of("w:16") == "fixed_size_binary");
  CHECK(name_of("ttm") == "time32[ms]");
}

TEST_CASE("a dictionary names its indices and its values") {
  HandTable table;
  table.columns = {hand_column("C", 0)};
  table.columns[0].dictionary = std::make_shared<test::HandColumn>(hand_column("vu", 0));
  const OwnedSchema schema = table.schema();
  CHECK(read_fields(*schema).at(0).type.name() == "dictionary<uint8, string_view>");
}

TEST_CASE("malformed format strings are refused") {
  for (const char* format :
       {"", "x", "d", "d:", "d:28", "d:28,", "d:28,x", "d:0,0", "d:39,0", "d:28,10,100", "d:28,10,128,1", "d:10,39",
        "d:99999999999,1", "ts", "tsx:", "tsu:\xff", "tsu", "uu", "ll"}) {
    HandTable table;
    table.columns = {hand_column(format, 0)};
    CAPTURE(std::string(format));
    CHECK(schema_refusal(table).find("format string of the Arrow C data interface") != std::string::npos);
  }
}

TEST_CASE("malformed schemas are refused") {
  const char* null_format = nullptr;
  CHECK(spoiled([](ArrowSchema&) {}).empty());
  CHECK(spoiled([](ArrowSchema& schema) { schema.format = "l"; }).find("a table: a struct") != std::string::npos);
  CHECK(spoiled([&](ArrowSchema& schema) { schema.format = null_format; }).find("a table") != std::string::npos);
  CHECK(spoiled([](ArrowSchema& schema) { schema.n_children = -1; }).find("number of columns") != std::string::npos);
  CHECK(spoiled([](ArrowSchema& schema) { schema.n_children = std::int64_t{1} << 60; }).find("number of columns") !=
        std::string::npos);
  CHECK(spoiled([](ArrowSchema& schema) { schema.children = nullptr; }).find("pointers to 1") != std::string::npos);
  CHECK(spoiled([](ArrowSchema& schema) { schema.children[0] = nullptr; }).find("column 0") != std::string::npos);
  CHECK(spoiled([&](ArrowSchema& schema) { schema.children[0]->format = null_format; }).find("format") !=
        std::string::npos);
  CHECK(spoiled([](ArrowSchema& schema) { schema.children[0]->name = "\xff"; }).find("UTF-8") != std::string::npos);
  CHECK(spoiled([](ArrowSchema& schema) { schema.children[0]->name = nullptr; }).empty());
}

TEST_CASE("dictionaries of anything but text, and with odd indices, are told apart") {
  HandTable table;
  table.columns = {hand_column("u", 0)};
  table.columns[0].dictionary = std::make_shared<test::HandColumn>(hand_column("u", 0));
  CHECK(schema_refusal(table).find("indices of a dictionary") != std::string::npos);
  table.columns[0].format = "i";
  table.columns[0].dictionary->format = "l";
  const OwnedSchema schema = table.schema();
  CHECK(read_fields(*schema).at(0).type.name() == "dictionary<int32, int64>");
  CHECK(read_fields(*schema).at(0).type.kind == TypeKind::unsupported);
}

TEST_CASE("types of decimals that cannot be are refused") {
  CHECK_THROWS_AS(decimal_type(39, 10), InvalidInputError);
  CHECK_THROWS_AS(decimal_type(0, 0), InvalidInputError);
  CHECK_THROWS_AS(decimal_type(10, 11), InvalidInputError);
  CHECK(decimal_type(28, 10).name() == "decimal128(28, 10)");
}

}  // namespace column_type_test
