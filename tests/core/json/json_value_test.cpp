#include "container_tco/json/json_value.hpp"

#include <doctest/doctest.h>

namespace json_value_test {

using namespace container_tco;

namespace {
std::string failure(const std::string& text, const JsonLimits& limits = {}) {
  try {
    parse_json(text, "input.json", limits);
  } catch (const ParseError& error) {
    return error.what();
  }
  return "no error";
}
bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }
}  // namespace

TEST_CASE("numbers keep the text they were written with") {
  const JsonValue document = parse_json(R"({"price": 0.10, "count": 12345678901234567890123, "small": 1e-7})");
  CHECK(document.find("price")->text() == "0.10");
  CHECK(document.find("count")->text() == "12345678901234567890123");
  CHECK(document.find("small")->text() == "1e-7");
}

TEST_CASE("members keep their order and a byte order mark is skipped") {
  const JsonValue document = parse_json("\xEF\xBB\xBF{\"b\":1,\"a\":[true,null,\"x\"]}");
  CHECK(document.members()[0].first == "b");
  CHECK(document.members()[1].second.items().size() == 3);
}

TEST_CASE("broken text is an error with its line and column") {
  CHECK(contains(failure("{\n  \"a\": 1,\n  oops\n}"), "line 3"));
  CHECK(contains(failure("{\"a\": 1"), "the end of the text"));
  CHECK(contains(failure(""), "an empty document"));
  CHECK(contains(failure("{} {}"), "expected JSON"));
  CHECK(contains(failure("{\"cpu\": {{ .Values.cpu }} }"), "template placeholders"));
  CHECK(contains(failure("{\"family\": $NAME}"), "template placeholders"));
}

TEST_CASE("an unknown encoding is named") {
  CHECK(contains(failure(std::string("\xFF\xFE{\0}\0", 6)), "UTF-16"));
  // "café" in Latin-1: its é is one byte, in the second line after ` "a": "caf`.
  CHECK(contains(failure("{\n \"a\": \"caf\xe9\"}"), "expected UTF-8 text, found the byte \\xe9 (line 2, column 11)"));
}

TEST_CASE("a duplicate member is an error, not the last one") {
  CHECK(contains(failure(R"({"cpu": 1, "cpu": 2})"), "'cpu' twice"));
}

TEST_CASE("nesting and size are bounded") {
  CHECK(contains(failure(std::string(100000, '[')), "levels of nesting"));
  CHECK(contains(failure("[1,2,3]", {.max_bytes = 3, .max_depth = 100}), "MiB"));
}

TEST_CASE("what is written is read back the same") {
  JsonValue document = JsonValue::object();
  document.set("name", JsonValue::string("a\"b\\c\n</script>")).set("n", JsonValue::integer(-7));
  document.set("list", JsonValue::array({JsonValue::boolean(false), JsonValue()}));
  const JsonValue again = parse_json(document.dump());
  CHECK(again.find("name")->text() == "a\"b\\c\n</script>");
  CHECK(again.find("n")->text() == "-7");
  CHECK(again.find("list")->items()[1].is_null());
}

TEST_CASE("bytes that are no text do not stop the writer") {
  CHECK(contains(JsonValue::string("\xff").dump(), "\xEF\xBF\xBD"));
}

}  // namespace json_value_test
