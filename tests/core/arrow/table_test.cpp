// What is exported is read again, by the import that other tests hold against hand-made arrays.

#include "container_tco/arrow/table.hpp"

#include <doctest/doctest.h>

#include <thread>

#include "container_tco/arrow/cell_text.hpp"
#include "container_tco/arrow/export.hpp"
#include "container_tco/arrow/requested_types.hpp"
#include "container_tco/error.hpp"

namespace table_test {

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

TableChunk chunk(std::int64_t first) {
  Bitmap truth(3, false);
  truth.set(1, true);
  return {3,
          {TableColumn::of_integers(std::vector<std::int64_t>{first, first + 1, first + 2}, without(3, 1)),
           TableColumn::of_integers(std::vector<std::uint8_t>{1, 2, 255}),
           TableColumn::of_decimals({-5, 0, power_of_ten(28) - 1}, 28, 10),
           TableColumn::of_texts(buffer({"a", "", "zürich"}), without(3, 0)),
           TableColumn::of_codes(std::vector<std::uint8_t>{1, 0, 1}, buffer({"ec2", "fargate"})),
           TableColumn::of_booleans(truth), TableColumn::of_nulls(3)}};
}

Table table() {
  const std::vector<std::string> names{"id", "small", "cost", "name", "winner", "is_free", "nothing"};
  std::vector<TableChunk> chunks{chunk(10), chunk(20)};
  std::vector<TableField> fields;
  for (std::size_t i = 0; i < names.size(); ++i) fields.push_back({names[i], chunks[0].columns[i].type(), true});
  return Table(fields, chunks, {{"currency", "USD"}, {"digest", "sha256:ü"}});
}

RecordStream exported(const Table& from) {
  ArrowArrayStream stream;
  export_stream(std::make_shared<const Table>(from), &stream);
  return RecordStream(OwnedStream(&stream));
}

std::string row_text(const RecordBatch& batch, std::int64_t row) {
  std::string text;
  for (std::size_t i = 0; i < batch.schema().size(); ++i) text += cell_text(batch.column(i), row) + "|";
  return text;
}

}  // namespace

TEST_CASE("a stream has the chunks of the table, cell by cell") {
  RecordStream stream = exported(table());
  CHECK(stream.schema().fields() == table().fields());
  const RecordBatch first = stream.next().value();
  CHECK(row_text(first, 0) == "10|1|-0.0000000005||fargate|false||");
  CHECK(row_text(first, 1) == "|2|0.0000000000||ec2|true||");
  CHECK(row_text(first, 2) == "12|255|999999999999999999.9999999999|zürich|fargate|false||");
  CHECK(!first.column("name").is_valid(0));
  CHECK(first.column("name").is_valid(1));
  CHECK(row_text(stream.next().value(), 0).substr(0, 3) == "20|");
  CHECK(!stream.next());
  CHECK(!stream.next());
}

TEST_CASE("what was handed out outlives the table and its stream, in parts and on another thread") {
  OwnedArray name;
  {
    ArrowArray rows;
    export_chunk(table().chunks()[0], &rows);
    // A consumer may move a child out and release the rest.
    name = OwnedArray(rows.children[3]);
    CHECK((rows.children[3]->release == nullptr));
    rows.release(&rows);
    CHECK((rows.release == nullptr));
  }
  const auto* offsets = static_cast<const std::int32_t*>(name->buffers[1]);
  CHECK(std::string(static_cast<const char*>(name->buffers[2]) + offsets[2], 7) == "zürich");
  std::thread([moved = std::move(name)] {}).join();
}

TEST_CASE("the schema tells names, formats, flags and metadata") {
  OwnedSchema schema;
  export_schema(table(), schema.get());
  REQUIRE(schema->n_children == 7);
  CHECK(std::string(schema->format) == "+s");
  CHECK(std::string(schema->children[2]->format) == "d:28,10");
  CHECK(std::string(schema->children[4]->format) == "C");
  CHECK(std::string(schema->children[4]->dictionary->format) == "u");
  CHECK(std::string(schema->children[6]->name) == "nothing");
  CHECK(schema->children[0]->flags == ARROW_FLAG_NULLABLE);
  // A count, then the size and bytes of each key and value.
  const std::string expected("\2\0\0\0\x08\0\0\0currency\3\0\0\0USD\6\0\0\0digest\x09\0\0\0sha256:ü", 46);
  CHECK(std::string(schema->metadata, expected.size()) == expected);
  OwnedSchema moved(schema->children[0]);
  CHECK(std::string(moved->name) == "id");
}

TEST_CASE("a released stream, array and schema are not released again") {
  ArrowArrayStream stream;
  export_stream(std::make_shared<const Table>(table()), &stream);
  stream.release(&stream);
  CHECK((stream.release == nullptr));
  CHECK_THROWS_AS(RecordStream(OwnedStream{&stream}), InvalidInputError);
}

TEST_CASE("reading a table back gives the same chunks, with its dictionary as int32") {
  RecordStream stream = exported(table());
  const Table read = read_table(stream);
  CHECK(read.chunks().size() == 2);
  CHECK(read.row_count() == 6);
  CHECK(read.fields()[2].type == decimal_type(28, 10));
  CHECK(read.fields()[4].type.name() == "dictionary<int32, string>");
  RecordStream again = exported(read);
  CHECK(row_text(again.next().value(), 2) == "12|255|999999999999999999.9999999999|zürich|fargate|false||");
}

TEST_CASE("chunks become one, and columns other types") {
  const Table one = table().in_one_chunk();
  REQUIRE(one.chunks().size() == 1);
  RecordStream stream = exported(one);
  const RecordBatch batch = stream.next().value();
  CHECK(row_text(batch, 0) == "10|1|-0.0000000005||fargate|false||");
  CHECK(row_text(batch, 5) == "22|255|999999999999999999.9999999999|zürich|fargate|false||");
  std::vector<ColumnType> types;
  for (const TableField& field : one.fields()) types.push_back(field.type);
  types[0] = integer_type(8, true);
  types[3] = dictionary_type(16, false);
  types[4] = text_type();
  RecordStream other = exported(one.with_types(types));
  CHECK(other.schema().fields()[3].type.name() == "dictionary<uint16, string>");
  CHECK(row_text(other.next().value(), 5) == "22|255|999999999999999999.9999999999|zürich|fargate|false||");
  types[0] = boolean_type();
  CHECK_THROWS_AS(one.with_types(types), InvalidInputError);
}

TEST_CASE("a table without columns or chunks is a table") {
  RecordStream stream = exported(Table({}, {{5, {}}}));
  CHECK(stream.schema().size() == 0);
  CHECK(stream.next().value().row_count() == 5);
  RecordStream empty = exported(Table({{"a", text_type(), true}}, {}));
  CHECK(!empty.next());
  CHECK(Table({{"a", text_type(), true}}, {}).in_one_chunk().chunks().at(0).row_count == 0);
  RecordStream rows = exported(Table({{"a", text_type(), true}}, {}).in_one_chunk());
  CHECK(rows.next().value().column(0).length == 0);
}

TEST_CASE("columns that cannot be are refused") {
  CHECK_THROWS_WITH_AS(TableColumn::of_decimals({power_of_ten(5)}, 5, 2), doctest::Contains("decimal128(5, 2)"),
                       InvalidInputError);
  CHECK_THROWS_AS(TableColumn::of_decimals({-power_of_ten(5)}, 5, 2), InvalidInputError);
  CHECK_THROWS_AS(TableColumn::of_codes(std::vector<std::uint8_t>{2}, buffer({"a", "b"})), InvalidInputError);
  CHECK_THROWS_AS(TableColumn::of_integers(std::vector<std::int64_t>{1, 2}, Bitmap(1, true)), InternalError);
  CHECK_THROWS_AS(Table({{"a", text_type(), true}}, {{1, {TableColumn::of_nulls(1)}}}), InternalError);
  CHECK_THROWS_AS(Table({{"a", null_type(), true}}, {{2, {TableColumn::of_nulls(1)}}}), InternalError);
  CHECK_THROWS_AS(Table({{"a", null_type(), true}}, {{2, {}}}), InternalError);
}

TEST_CASE("cells of dates and times") {
  const auto text = [](TypeKind kind, int bits, TimeUnit unit, std::int64_t value) {
    ColumnType type;
    type.kind = kind;
    type.value_bits = bits;
    type.unit = unit;
    std::vector<std::byte> bytes(static_cast<std::size_t>(bits / 8));
    std::memcpy(bytes.data(), &value, bytes.size());  // The low bytes stand first.
    return cell_text(TableColumn::of_values(type, 1, bytes).view("when"), 0);
  };
  CHECK(text(TypeKind::date, 32, {}, 0) == "1970-01-01");
  CHECK(text(TypeKind::date, 32, {}, -1) == "1969-12-31");
  CHECK(text(TypeKind::date, 32, {}, 2147483647) == "2147483647 days");
  CHECK(text(TypeKind::date, 64, {}, 86'400'000) == "1970-01-02");
  // date -u -d @1764075600 prints 2025-11-25 13:00:00
  CHECK(text(TypeKind::timestamp, 64, TimeUnit::second, 1764075600) == "2025-11-25T13:00:00");
  CHECK(text(TypeKind::timestamp, 64, TimeUnit::millisecond, 1764075600007) == "2025-11-25T13:00:00.007");
  CHECK(text(TypeKind::timestamp, 64, TimeUnit::microsecond, -1) == "1969-12-31T23:59:59.999999");
  // −2^63 s modulo a day: −9223372036854775808 = −106751991167301 × 86400 + 30592, and 30592 s = 8:29:52
  CHECK(text(TypeKind::timestamp, 64, TimeUnit::second, INT64_MIN) == "-106751991167301 daysT08:29:52");
  CHECK(text(TypeKind::timestamp, 64, TimeUnit::nanosecond, INT64_MIN) == "1677-09-21T00:12:43.145224192");
}

TEST_CASE("a request for other types is met where it can be") {
  const auto requested = [](std::size_t index, const ColumnType& type, const std::string& name = {}) {
    std::vector<TableField> fields = table().fields();
    fields[index].type = type;
    if (!name.empty()) fields[index].name = name;
    return in_requested_types(table(), fields).fields().at(index).type.name();
  };
  ColumnType large = text_type();
  large.kind = TypeKind::large_text;
  CHECK(requested(4, text_type()) == "string");
  CHECK(requested(4, large) == "string");
  CHECK(requested(3, dictionary_type(8, true)) == "dictionary<int8, string>");
  CHECK(requested(0, integer_type(32, false)) == "uint32");
  CHECK(requested(1, integer_type(8, true)) == "uint8");  // 255 does not fit.
  CHECK(requested(2, text_type()) == "decimal128(28, 10)");
  CHECK(requested(4, text_type(), "other") == "dictionary<uint8, string>");
}

}  // namespace table_test
