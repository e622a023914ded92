#include "mutation.hpp"

namespace container_tco::fuzz {

const std::vector<std::string>& hostile_texts() {
  static const std::vector<std::string> texts = {
      "",
      " ",
      "${CPU}",
      "<IMAGE>",
      "{{ .Values.memory }}",
      "<script>alert(1)</script>",
      "\"></td><SCRIPT src=//evil.example>",
      "</details><img src=x onerror=alert(1)>",
      "=cmd|' /C calc'!A0",
      "a|b`c`*d*[e](javascript:f)",
      "\x1b[31mred\x1b[0m",
      "two\r\nlines\t\"quoted\" \\",
      std::string("nul\0byte", 8),
      "\xC2\x9B"
      "31m",
      "turn\xE2\x80\xAE"
      "ed",
      "broken\xFF\xC0\xAF",
      "cut\xED\xA0\x80",
      "컨테이너",
      std::string(79, 'x') + "컨테이너",
      std::string(300, 'y'),
      std::string(100'000, 'z'),
      "NaN",
      "Infinity",
      "-",
      ".",
      "1/0",
      "1/3",
      "0x10",
      "500m",
      "1.5Gi",
      "1e3Ei",
      "-1Ki",
      "2 vCPU",
      "% GB",
      "arn:aws:ecs:::task-definition/:",
      "a:99999999999999999999",
      "a/b/c",
      "../../x",
  };
  return texts;
}

const std::vector<std::string>& hostile_numbers() {
  static const std::vector<std::string> numbers = {
      "0",
      "-0",
      "-1",
      "1",
      "2",
      "0.1",
      "64",
      "129",
      "65535",
      "9999999",
      "10000000",
      "10000001",
      "1e30",
      "-1e30",
      "1e-30",
      "1e64",
      "1e-64",
      "1e65",
      "1e400",
      "1e99999999999999999999",
      "NaN",
      "-Infinity",
      "01",
      "1.",
      "9223372036854775807",
      "9223372036854775808",
      "-9223372036854775808",
      "18446744073709551616",
      "0.3333333333333333333333333333333333333333333333333333333333333333",
      "1" + std::string(30, '0'),
      "0." + std::string(62, '0') + "1",
      std::string(1'000, '9'),
      std::string(100'000, '7'),
  };
  return numbers;
}

}  // namespace container_tco::fuzz
