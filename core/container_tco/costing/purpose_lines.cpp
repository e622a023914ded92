#include "container_tco/costing/purpose_lines.hpp"

#include "container_tco/error.hpp"

namespace container_tco {

LineItem scaled_line(const LineItem& line, const Rational& ratio, const std::string& purpose,
                     const std::string& description, const std::string& derivation) {
  if (ratio.is_negative()) throw InternalError("extra capacity of less than nothing for " + line.id);
  LineItem extra = line;
  extra.id += "/" + purpose;
  extra.purpose = purpose;
  extra.description = description;
  extra.derivation = derivation;
  extra.quantity.value = line.quantity.value * ratio;
  extra.cost = line.unit_price.money * extra.quantity.value;
  return extra;
}

LineItem line_beyond(const LineItem& line, const LineItem& base, const std::string& purpose,
                     const std::string& description) {
  LineItem extra = line;
  extra.id += "/" + purpose;
  extra.purpose = purpose;
  extra.description = description;
  extra.derivation = line.derivation + " − (" + base.derivation + ")";
  extra.quantity.value = line.quantity.value - base.quantity.value;
  extra.cost = line.cost - base.cost;
  return extra;
}

Money sum_of_purpose(const std::vector<LineItem>& lines, const std::string& purpose, const Currency& currency) {
  Money sum = Money::zero(currency);
  for (const LineItem& line : lines) {
    if (purpose.empty() ? !line.purpose.empty() : line.purpose == purpose) sum += line.cost;
  }
  return sum;
}

}  // namespace container_tco
