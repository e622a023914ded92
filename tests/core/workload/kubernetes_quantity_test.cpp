// Quantities: Kubernetes API reference, "Resource management for pods and containers" (rule J13).

#include "container_tco/workload/kubernetes_quantity.hpp"

#include <doctest/doctest.h>

#include <string>

namespace container_tco::kubernetes_quantity_test {
namespace {

std::int64_t milli(const std::string& json) {
  const JsonValue document = parse_json(json);
  return read_cpu_quantity(JsonCursor(document, "k.yaml")).milli();
}

std::int64_t bytes(const std::string& json) {
  const JsonValue document = parse_json(json);
  return read_bytes_quantity(JsonCursor(document, "k.yaml")).bytes();
}

std::string refusal(const std::string& json) {
  const JsonValue document = parse_json(json);
  try {
    read_bytes_quantity(JsonCursor(document, "k.yaml"));
  } catch (const ParseError& error) {
    return error.what();
  }
  return "accepted";
}

}  // namespace

TEST_CASE("CPU is read as millicores, cores, numbers and fractions, exactly") {
  CHECK(milli("\"100m\"") == 100);
  CHECK(milli("\"0.5\"") == 500);
  CHECK(milli("0.1") == 100);
  CHECK(milli("2") == 2000);
  CHECK(milli("\"1e1\"") == 10'000);
  CHECK(milli("\".5\"") == 500);
  CHECK(milli("\"1.\"") == 1000);
  CHECK(milli("\"+1\"") == 1000);
  CHECK(milli("\"1k\"") == 1'000'000);
}

TEST_CASE("CPU finer than a millicore is rounded up to one, as the scheduler does") {
  CHECK(milli("\"100n\"") == 1);
  CHECK(milli("\"1u\"") == 1);
  CHECK(milli("\"100.1m\"") == 101);
  CHECK(milli("\"0.0011\"") == 2);
  CHECK(milli("\"0\"") == 0);
}

TEST_CASE("memory knows decimal and binary suffixes apart") {
  CHECK(bytes("1024") == 1024);
  CHECK(bytes("\"1k\"") == 1000);
  CHECK(bytes("\"1Ki\"") == 1024);
  CHECK(bytes("\"1M\"") == 1'000'000);
  CHECK(bytes("\"1Mi\"") == 1'048'576);
  CHECK(bytes("\"1G\"") == 1'000'000'000);
  CHECK(bytes("\"1Gi\"") == 1'073'741'824);
  CHECK(bytes("\"1T\"") == 1'000'000'000'000);
  CHECK(bytes("\"1Ti\"") == 1'099'511'627'776);
  CHECK(bytes("\"0.5Pi\"") == 562'949'953'421'312);
  CHECK(bytes("\"0.000001E\"") == 1'000'000'000'000);
}

TEST_CASE("memory with an exponent or in thousandths of a byte is exact and then rounded up") {
  CHECK(bytes("\"1e3\"") == 1000);
  CHECK(bytes("\"12E6\"") == 12'000'000);
  CHECK(bytes("1.5e+3") == 1500);
  CHECK(bytes("\"100e-2\"") == 1);
  CHECK(bytes("\"128974848000m\"") == 128'974'848);
  CHECK(bytes("\"1500m\"") == 2);
  // 1.1 × 2^30 = 1,181,116,006.4
  CHECK(bytes("\"1.1Gi\"") == 1'181'116'007);
}

TEST_CASE("text that is no quantity is refused with the place") {
  for (const char* text : {"\"\"", "\"Mi\"", "\"1 Gi\"", "\"1GB\"", "\"1gi\"", "\"1K\"", "\"1e3m\"", "\"1.2.3\"",
                           "\"0x10\"", "\"1e\"", "\"e3\"", "\"NaN\"", "\".inf\"", "\"1,5\"", "true", "[]", "{}"}) {
    CAPTURE(text);
    CHECK(refusal(text).find("k.yaml: expected a quantity of bytes") != std::string::npos);
  }
}

TEST_CASE("negative and absurd quantities are refused, however many digits they have") {
  CHECK(refusal("\"-1\"").find("cannot be negative") != std::string::npos);
  CHECK(refusal("\"2Pi\"") != "accepted");
  CHECK(refusal("\"1Ei\"") != "accepted");
  CHECK(refusal("\"9e99\"") != "accepted");
  CHECK(refusal("\"1e-9999999999\"") != "accepted");
  CHECK(refusal("\"" + std::string(100'000, '9') + "\"") != "accepted");
  CHECK_THROWS_AS(milli("\"100001\""), ParseError);
}

TEST_CASE("a placeholder is called one, with the way to fill it") {
  for (const char* text : {"\"{{ .Values.memory }}\"", "\"${MEMORY}\"", "\"<memory>\""}) {
    CAPTURE(text);
    CHECK(refusal(text).find("template placeholder") != std::string::npos);
    CHECK(refusal(text).find("helm template") != std::string::npos);
  }
}

TEST_CASE("devices are whole") {
  const JsonValue whole = parse_json("\"2\"");
  const JsonValue part = parse_json("\"500m\"");
  CHECK(read_device_quantity(JsonCursor(whole, "k.yaml")) == 2);
  CHECK_THROWS_AS(read_device_quantity(JsonCursor(part, "k.yaml")), ParseError);
}

}  // namespace container_tco::kubernetes_quantity_test
