#include "container_tco/error.hpp"

#include <doctest/doctest.h>

namespace error_test {

using namespace container_tco;

TEST_CASE("nearest names come by edit distance, then alphabet") {
  const std::vector<std::string> known = {"m5.large", "m5.xlarge", "m6i.large", "c5.large", "t3.nano"};
  CHECK(nearest_names("m5.lage", known, 2) == std::vector<std::string>{"m5.large", "c5.large"});
  CHECK(nearest_names("M5.LARGE", known, 1) == std::vector<std::string>{"m5.large"});
  CHECK(nearest_names("x", {}, 3).empty());
}

TEST_CASE("alternatives read as a sentence") {
  CHECK(join_alternatives({}).empty());
  CHECK(join_alternatives({"a"}) == "a");
  CHECK(join_alternatives({"a", "b", "c"}) == "a, b or c");
}

TEST_CASE("text from inputs cannot steer a terminal") {
  CHECK(printable("\x1b[31mred\x07") == "\\x1b[31mred\\x07");
  CHECK(printable("tab\there") == "tab\\x09here");
  CHECK(printable("\xC2\x9B") == "\\xc2\\x9b");
  CHECK(printable("Zürich") == "Zürich");
}

TEST_CASE("bytes that are not UTF-8 do not reach a message") {
  CHECK(printable("a\xFF") == "a\\xff");
  CHECK(printable("cut \xED\x95") == "cut \\xed\\x95");
  CHECK(printable("\xC0\xAF") == "\\xc0\\xaf");
}

TEST_CASE("long text is cut between characters") {
  CHECK(printable("abcdef", 3) == "abc…");
  CHECK(printable("aüüü", 2) == "aü…");
}

TEST_CASE("a parse error says where, what was expected, what was found and what to do") {
  const ParseError error({"task.json", "$.cpu"}, "CPU units", "'${CPU}'", "Render the template first");
  CHECK(std::string(error.what()) ==
        "task.json at $.cpu: expected CPU units, found '${CPU}'. Render the template first");
}

TEST_CASE("a missing price names its neighbours") {
  const PriceNotFoundError error("ec2/linux/on_demand/m5.lage", "us-east-1", {"ec2/linux/on_demand/m5.large"});
  CHECK(std::string(error.what()).find("nearest: ec2/linux/on_demand/m5.large") != std::string::npos);
  CHECK(error.candidates().size() == 1);
}

}  // namespace error_test
