#pragma once
// A product and a price as the readers of JSON and CSV hand them on. The strings are reused from product to product.

#include <string>
#include <string_view>
#include <vector>

namespace container_tco::detail {

/// `attributes` are those of the selection table, in its order; empty when the product lacks one.
struct PublishedProduct {
  std::string sku;
  std::vector<std::string> attributes;

  void clear() {
    sku.clear();
    for (std::string& attribute : attributes) attribute.clear();
  }
};

enum class TermType { on_demand, reserved, other };

/// What all prices of one offer term share.
struct PublishedTerm {
  TermType type = TermType::other;
  std::string sku;
  std::string code;             ///< "JRTCKXETXF"
  std::string lease;            ///< "1yr", "3yr"; reserved only, as are the next two.
  std::string purchase_option;  ///< "No Upfront"
  std::string offering_class;   ///< "standard"
};

/// One price dimension. Figures are text, as published.
struct PublishedPrice {
  std::string unit;
  std::string begin;
  std::string end;
  std::string amount;
  std::string currency;

  void clear() {
    for (std::string* text : {&unit, &begin, &end, &amount, &currency}) text->clear();
  }
};

/// "no_upfront" of "No Upfront" or "NoUpfront"; empty for what is no payment option.
std::string_view payment_name(std::string_view published);

}  // namespace container_tco::detail
