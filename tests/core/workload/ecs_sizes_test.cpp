#include "container_tco/workload/ecs_sizes.hpp"

#include <doctest/doctest.h>

#include "documents.hpp"

namespace ecs_sizes_test {

using namespace container_tco;
using namespace container_tco::testing;

namespace {

std::int64_t cpu_units(const std::string& json) { return parse_ecs_task_cpu(Parsed(json).root()).units(); }
std::int64_t memory_mib(const std::string& json) { return parse_ecs_task_memory(Parsed(json).root()).mib(); }

}  // namespace

TEST_CASE("A bare task cpu counts CPU units, with vCPU it counts 1024 of them (rules S1, S2)") {
  CHECK(cpu_units(R"("1024")") == 1024);
  CHECK(cpu_units("1024") == 1024);
  CHECK(cpu_units(R"("1 vCPU")") == 1024);
  CHECK(cpu_units(R"(" .25 vcpu ")") == 256);
  CHECK(cpu_units(R"("0.5VCPU")") == 512);
  CHECK(cpu_units(R"("16 vCPU")") == 16384);
}

TEST_CASE("A bare task memory counts MiB, with GB it counts 1024 of them (rules S1, S2)") {
  CHECK(memory_mib(R"("2048")") == 2048);
  CHECK(memory_mib(R"("1GB")") == 1024);
  CHECK(memory_mib(R"(".5 gb")") == 512);
  CHECK(memory_mib(R"("30 GB")") == 30720);
}

TEST_CASE("Other units are refused (rule S2)") {
  for (const char* text : {"\"1GiB\"", "\"512MB\"", "\"512m\"", "\"1 Gi\"", "\"1 vCPU\""}) {
    CAPTURE(text);
    CHECK_THROWS_AS(memory_mib(text), ParseError);
  }
  for (const char* text : {"\"250m\"", "\"1 core\"", "\"1 GB\"", "\"1024 units\""}) {
    CAPTURE(text);
    CHECK_THROWS_AS(cpu_units(text), ParseError);
  }
}

TEST_CASE("A size must come to a whole number of units") {
  CHECK_THROWS_AS(cpu_units(R"("0.3 vCPU")"), ParseError);  // 307.2 units
  CHECK_THROWS_AS(cpu_units(R"("0.5")"), ParseError);
  CHECK_THROWS_AS(memory_mib(R"("0.0001 GB")"), ParseError);
}

TEST_CASE("Absurd sizes are errors") {
  for (const char* text : {"\"\"", "\"NaN\"", "\"-1024\"", "-1024", "0", "127", "196609", "1e30", "\"1e3\"", "true",
                           "[]", "\"99999999999999999999999999999999 vCPU\"", "\"1.2.3\"", "\".\"", "\"1 2\""}) {
    CAPTURE(text);
    CHECK_THROWS_AS(cpu_units(text), ParseError);
  }
  for (const char* text : {"0", "-1", "33554433", "1e30", "\"Infinity\"", "{}", "\"1000000 GB\""}) {
    CAPTURE(text);
    CHECK_THROWS_AS(memory_mib(text), ParseError);
  }
}

TEST_CASE("A placeholder in a size is called one") {
  CHECK(contains(error_of([] { cpu_units(R"("${CPU}")"); }), "template placeholder"));
  CHECK(contains(error_of([] { memory_mib(R"("<MEMORY>")"); }), "template placeholder"));
}

}  // namespace ecs_sizes_test
