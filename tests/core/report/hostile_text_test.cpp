#include <doctest/doctest.h>

#include "hand_made.hpp"

namespace hostile_text_test {

using namespace container_tco;
using namespace container_tco::test;

namespace {

const std::vector<std::string>& hostile_names() {
  static const std::vector<std::string> names = {
      "<script>alert(1)</script>",
      "\"><img src=x onerror=alert(1)>",
      "=cmd|' /C calc'!A0",
      "+1+1",
      "@SUM(A1)",
      "-2+3",
      "\t=1",
      "a|b",
      "`code` **bold** [text](javascript:alert(1)) https://evil.example ![x](y)",
      "\x1b[31mred\x1b[0m",
      "two\r\nlines, \"quoted\"",
      "turn\xE2\x80\xAE"
      "ed",
      "broken \xff\xfe bytes",
      "# heading\n- item",
      std::string("nul\0byte", 8),
      "컨테이너",
  };
  return names;
}

Estimate estimate_named(const std::string& name) {
  LineItem item = line("compute/" + name + "/vcpu", CostCategory::compute, "10", "0.5");
  item.service = item.description = item.derivation = item.price_key = name;
  item.provenance = {name, name, name, name};
  Estimate estimate = estimate_of("ecs-fargate", {item});
  estimate.region = name;
  FargatePurchase purchase;
  purchase.service = purchase.derivation = name;
  purchase.task.parts = {{name, {}, name}};
  estimate.fargate = {purchase};
  HostPool pool;
  pool.name = pool.instance_type = name;
  pool.hosts = 1;
  pool.daemons = {
      {.id = name, .request = {}, .count = 1, .network_slots = 0, .exclusive = {name}, .max_copies_per_host = {}}};
  pool.runners_up = {{name, 2, usd("1")}};
  estimate.pools = {pool};
  estimate.assumptions = {{name, name, name}};
  estimate.not_priced = estimate.warnings = {name};
  Finding finding;
  finding.verdict = Verdict::warning;
  finding.service = finding.reason = finding.remedy = finding.json_path = name;
  estimate.feasibility.findings = {finding};
  return estimate;
}

Comparison comparison_named(const std::string& name) {
  Comparison comparison = claim_that_holds();
  comparison.workload = comparison.region = name;
  comparison.estimates.push_back(estimate_named(name));
  comparison.estimates.back().gaps = {{name, name}};
  comparison.capacity_warnings = {name};
  comparison.claims[0].verdict = ClaimVerdict::undecided;
  comparison.claims[0].undecided_because = {name};
  return comparison;
}

std::vector<std::string> rendered(const std::string& name, ReportFormat format) {
  return {render(estimate_named(name), format), render(comparison_named(name), format)};
}

bool has_control_characters(const std::string& text, const std::string& allowed) {
  for (const char character : text) {
    const auto byte = static_cast<unsigned char>(character);
    if ((byte < 0x20 || byte == 0x7F) && allowed.find(character) == std::string::npos) return true;
  }
  return false;
}

// The fields of RFC 4180 text.
std::vector<std::vector<std::string>> parse_csv(const std::string& text) {
  std::vector<std::vector<std::string>> rows(1, std::vector<std::string>(1));
  bool is_quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"' && is_quoted && i + 1 < text.size() && text[i + 1] == '"') {
      rows.back().back() += text[i++];
    } else if (text[i] == '"') {
      is_quoted = !is_quoted;
    } else if (text[i] == ',' && !is_quoted) {
      rows.back().emplace_back();
    } else if (text[i] == '\r' && !is_quoted) {
      ++i;
      rows.emplace_back(1);
    } else {
      rows.back().back() += text[i];
    }
  }
  rows.pop_back();
  return rows;
}

}  // namespace

TEST_CASE("no format lets control characters or turned text through") {
  for (const std::string& name : hostile_names()) {
    for (const auto& [format, allowed] : {std::pair{ReportFormat::table, "\n"},
                                          {ReportFormat::markdown, "\n"},
                                          {ReportFormat::html, "\n"},
                                          {ReportFormat::csv, "\r\n"},
                                          {ReportFormat::json, "\n"}}) {
      for (const std::string& text : rendered(name, format)) {
        CHECK_FALSE(has_control_characters(text, allowed));
        CHECK_FALSE(contains(text, "\xff"));
        if (format != ReportFormat::json) CHECK_FALSE(contains(text, "\xE2\x80\xAE"));
      }
    }
  }
}

TEST_CASE("no name becomes an HTML tag or leaves its attribute") {
  for (const ReportFormat format : {ReportFormat::html, ReportFormat::markdown}) {
    for (const std::string& name : hostile_names()) {
      for (const std::string& text : rendered(name, format)) {
        CHECK_FALSE(contains(text, "<script"));
        CHECK_FALSE(contains(text, "<img"));
      }
    }
  }
  CHECK(
      contains(rendered("<script>alert(1)</script>", ReportFormat::html)[0], "&lt;script&gt;alert(1)&lt;/script&gt;"));
}

TEST_CASE("tags of the HTML report are balanced whatever the names") {
  const auto count = [](const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
  };
  for (const std::string& name : hostile_names()) {
    for (const std::string& text : rendered(name, ReportFormat::html)) {
      for (const std::string tag :
           {"div", "table", "tr", "td", "th", "p", "ul", "li", "details", "summary", "strong"}) {
        CHECK(count(text, "<" + tag + ">") + count(text, "<" + tag + " ") == count(text, "</" + tag + ">"));
      }
    }
  }
}

TEST_CASE("every row of a Markdown table has the columns of its header") {
  const auto bars = [](const std::string& row) {
    std::size_t found = 0;
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (row[i] == '\\') {
        ++i;
      } else if (row[i] == '|') {
        ++found;
      }
    }
    return found;
  };
  for (const std::string& name : hostile_names()) {
    for (const std::string& text : rendered(name, ReportFormat::markdown)) {
      std::size_t columns = 0;
      for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = text.find('\n', start);
        const std::string row = text.substr(start, end - start);
        if (row.empty() || row[0] != '|') {
          columns = 0;
        } else if (columns == 0) {
          columns = bars(row);
        } else {
          CHECK(bars(row) == columns);
        }
        start = end + 1;
      }
    }
  }
}

TEST_CASE("a name cannot open a heading, list or quotation of Markdown") {
  for (const std::string name : {"# heading", "- item", "+ item", "> quote", "1. item", "23) item", "==="}) {
    const std::string text = render(comparison_named(name), ReportFormat::markdown);
    for (const std::string& start : {"\n" + name, "\n- " + name}) CHECK_FALSE(contains(text, start));
  }
}

TEST_CASE("Markdown of a name is neither code, link nor emphasis") {
  const std::string text = rendered(hostile_names()[8], ReportFormat::markdown)[0];
  CHECK(
      contains(text, "\\`code\\` \\*\\*bold\\*\\* \\[text\\](javascript:alert(1)) https\\://evil.example !\\[x\\](y)"));
}

TEST_CASE("CSV rows are of equal length and no words are a formula") {
  for (const std::string& name : hostile_names()) {
    for (const std::string& text : rendered(name, ReportFormat::csv)) {
      const auto rows = parse_csv(text);
      REQUIRE(rows.size() >= 2);
      for (const auto& row : rows) {
        CHECK(row.size() == rows[0].size());
        for (const std::string& field : row) {
          CHECK_FALSE((!field.empty() && std::string("=+-@").find(field[0]) != std::string::npos));
        }
      }
    }
  }
  CHECK(parse_csv(render(estimate_named("=1+1"), ReportFormat::csv))[1][3] == "'=1+1");
}

TEST_CASE("negative numbers in CSV stay numbers") {
  Estimate credit = estimate_of("ecs-ec2", {line("compute/credit", CostCategory::compute, "-2", "0.5")});
  const auto rows = parse_csv(render(credit, ReportFormat::csv));
  CHECK(rows[1][6] == "-2");
  CHECK(rows[1][9] == "-1.00");
}

TEST_CASE("wide characters keep the columns of a terminal table in line") {
  Comparison comparison = claim_that_holds();
  comparison.estimates[0].lines[0].id = "컨테이너";
  const std::string text = render(comparison.estimates[0], ReportFormat::table);
  // "컨테이너" takes eight columns, "labour/upkeep" thirteen.
  CHECK(contains(text, "  컨테이너        what compute/web/vcpu is"));
  CHECK(contains(text, "  labour/upkeep   what labour/upkeep is"));
}

}  // namespace hostile_text_test
