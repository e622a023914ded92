#pragma once
// Computes what the references of one worked example stand for, each once and only when asked. Not part of the
// library's interface.

#include <map>
#include <string>
#include <vector>

#include "container_tco/verification/example_document.hpp"
#include "container_tco/verification/figure.hpp"

namespace container_tco {

/// The price of an untiered row. Throws InvalidInputError for a tiered one.
Rational single_price(const PriceRow& row);

class ExampleScope final : public ExpressionScope {
 public:
  /// Both must outlive the scope.
  ExampleScope(const ExampleDocument& example, const PriceBook& book) : example_(example), book_(book) {}

  /// "total", "lines/<id>", "subtotals/<name>", "values/<name>", "prices/<key>", "period/hours", "estimate/…",
  /// "estimates/<name>/…", "comparison/…", "fargate_size(s)/…", "host_capacity" or "host_capacities/…".
  /// Throws an Error that says what is missing; also for a figure that depends on itself.
  Figure figure(const std::string& reference);

  Rational reference_value(const std::string& reference, const InputLocation& where) override;
  Rational cost_at(const std::string& price_key, const Rational& quantity, const InputLocation& where) override;
  int default_digits() const override { return example_.digits.value_or(2); }
  Rounding default_rounding() const override { return example_.rounding; }

 private:
  Figure compute(const std::string& reference);
  Figure line_figure(const std::string& path);
  Figure subtotal_figure(const std::string& name);
  Figure total_figure();
  Figure period_figure(const std::string& name) const;
  Figure estimate_section(const std::string& name, const std::string& rest);
  Figure size_section(const std::string& name, const std::string& rest);
  Figure host_section(const std::string& name, const std::string& rest);
  Figure comparison_section(const std::string& rest);

  const ExampleLine& line(const std::string& id) const;
  Rational line_cost(const ExampleLine& line);
  /// The example's own row, or the book's.
  PriceRow row(const std::string& key);
  PriceRow book_row(const std::string& key) const;
  const PriceRow& own_row(const ExamplePrice& price);
  const PriceBook& overlaid_book();
  Workload workload_of(const ExampleEstimate& wanted) const;

  const ExampleDocument& example_;
  const PriceBook& book_;
  std::map<std::string, Figure> known_;
  std::vector<std::string> open_;  ///< References being computed, outermost first.
  std::map<std::string, PriceRow> own_rows_;
  std::vector<std::string> open_prices_;  ///< Keys whose price is being calculated, outermost first.
  std::optional<PriceBook> overlaid_;
  std::map<std::string, Estimate> estimates_;
  std::optional<Comparison> comparison_;
};

}  // namespace container_tco
