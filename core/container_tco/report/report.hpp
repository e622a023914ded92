#pragma once
// Renders results. The only place that rounds money. Text from inputs is escaped for each format.

#include <string>
#include <vector>

#include "container_tco/comparison/comparison.hpp"
#include "container_tco/json/json_value.hpp"
#include "container_tco/quantity/rounding.hpp"

namespace container_tco {

/// How amounts are shown. Quantities and unit prices are always shown in full.
struct ReportOptions {
  int digits = 2;  ///< After the point of shown amounts, 0 to 10.
  Rounding rounding = Rounding::half_up;
  Summation summation = Summation::sum_then_round;
};

enum class ReportFormat { table, markdown, html, csv, json };
/// "table", "md", "markdown", "html", "csv", "json". Throws InvalidInputError.
ReportFormat parse_report_format(std::string_view name);

/// The whole comparison: ranking, verdict, break-evens, cost by category, warnings, assumptions, provenance.
/// `csv` holds the ranking only, one row a deployment. Throws InvalidInputError for digits out of range.
std::string render(const Comparison& comparison, ReportFormat format, const ReportOptions& options = {});
/// Every line of one estimate: quantity, unit price, cost, source; host plan and Fargate sizes with their named parts.
/// `csv` holds the lines only, one row a line.
std::string render(const Estimate& estimate, ReportFormat format, const ReportOptions& options = {});

/// The total shown for `lines` under the summation of `options`.
Money shown_total(const std::vector<LineItem>& lines, const Currency& currency, const ReportOptions& options);
/// "$1,234.50", or "1,234.50 CNY" for a currency other than the US dollar.
std::string shown_money(const Money& money, const ReportOptions& options = {});

/// The answer in plain sentences: what is cheapest, the claim for each control plane with and without labour, and what
/// flips it.
std::vector<std::string> verdict_sentences(const Comparison& comparison, const ReportOptions& options = {});
/// One plain sentence, with values rounded for reading.
std::string break_even_sentence(const BreakEven& break_even);

/// The exact result as JSON (amounts as exact decimal text, or fractions "1/3" where no decimal ends), with what is
/// needed to reproduce it. `schema_version` "1".
JsonValue to_json(const Comparison& comparison, const ReportOptions& options = {});
JsonValue to_json(const Estimate& estimate, const ReportOptions& options = {});

}  // namespace container_tco
