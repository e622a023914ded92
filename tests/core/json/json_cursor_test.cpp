#include "container_tco/json/json_cursor.hpp"

#include <doctest/doctest.h>

namespace json_cursor_test {

using namespace container_tco;

namespace {
template <typename Action>
std::string failure(Action action) {
  try {
    action();
  } catch (const ParseError& error) {
    return error.what();
  }
  return "no error";
}
}  // namespace

TEST_CASE("a cursor reads typed values and remembers the path") {
  const JsonValue document = parse_json(R"({"services": [{"cpu": "256", "share": 0.25, "on": true, "none": null}]})");
  const JsonCursor service = JsonCursor(document, "f.json").at("services").items()[0];
  CHECK(service.at("cpu").integer(1, 1024) == 256);
  CHECK(service.at("share").decimal() == Rational::ratio(1, 4));
  CHECK(service.at("on").boolean());
  CHECK_FALSE(service.has("none"));
  CHECK(service.at("cpu").path() == "$.services[0].cpu");
}

TEST_CASE("complaints name file, path, expectation and finding") {
  const JsonValue document = parse_json(R"({"a": {"cpu": "lots", "b c": 1}})");
  const JsonCursor a = JsonCursor(document, "f.json").at("a");
  CHECK(failure([&] { a.at("cpu").integer(1, 9); }) ==
        "f.json at $.a.cpu: expected a whole number from 1 to 9, found 'lots'");
  CHECK(failure([&] { a.at("memory"); }) == "f.json at $.a: expected a member 'memory', found none");
  CHECK(failure([&] { a.at("b c").text(); }) == "f.json at $.a['b c']: expected text, found the number 1");
  CHECK(failure([&] { a.items(); }) == "f.json at $.a: expected an array, found an object");
}

TEST_CASE("the name of a member of any length makes a path of readable length") {
  const JsonValue document = parse_json("{\"" + std::string(100'000, 'z') + "\": 1}");
  const JsonCursor member = JsonCursor(document, "f").members().front().second;
  CHECK(member.path() == "$['" + std::string(80, 'z') + "…']");
}

TEST_CASE("numbers out of range or with a fraction are not whole numbers") {
  const JsonValue document = parse_json(R"([1.5, 1e3, 99999999999999999999, -1, "", "1x"])");
  for (const JsonCursor& item : JsonCursor(document, "f").items()) {
    CAPTURE(item.path());
    CHECK_THROWS_AS(item.integer(0, 100), ParseError);
  }
}

TEST_CASE("a placeholder is called one") {
  const JsonValue document = parse_json(R"(["${CPU}", "<MEMORY>", "{{ cpu }}", "%CPU%", "<% cpu %>"])");
  for (const JsonCursor& item : JsonCursor(document, "f").items()) {
    CAPTURE(item.path());
    CHECK(failure([&] { item.integer(0, 1); }).find("template placeholder") != std::string::npos);
  }
  CHECK_FALSE(looks_like_placeholder("nginx:1.25"));
  CHECK_FALSE(looks_like_placeholder("a < b"));
}

TEST_CASE("an unknown member is answered with the nearest known one") {
  const JsonValue document = parse_json(R"({"memory_gb": 1})");
  CHECK(failure([&] {
          JsonCursor(document, "f").expect_only({"vcpu", "memory_gib"});
        }).find("Did you mean memory_gib?") != std::string::npos);
}

}  // namespace json_cursor_test
