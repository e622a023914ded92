#include "container_tco/outlook/line_terms.hpp"

#include <algorithm>

#include "container_tco/error.hpp"

namespace container_tco::detail {
namespace {

bool is_on_top(const LineItem& line) {
  return line.category == CostCategory::support || line.category == CostCategory::tax;
}

bool is_of_hosts(const LineItem& line) {
  return line.id.starts_with("compute/pool/") || line.id.starts_with("storage/hosts/root_disk/");
}

// What a discount may still lower: a covered line is paid by its commitment, an observed price is nobody's list price.
bool can_be_discounted(const LineItem& line) {
  return line.price_basis == PriceBasis::list || line.price_basis == PriceBasis::contracted;
}

std::string kind_of(const Estimate& estimate) {
  if (!estimate.deployment.uses_hosts() && estimate.pools.empty()) return "fargate";
  return estimate.deployment.has_managed_hosts() ? "managed" : "hosts";
}

std::vector<Product> labour_products(const LineItem& line, const LineContext& context, CostModel& model) {
  const LabourActivity* row = context.rows.row_of(line, context.estimate);
  const Rational months = context.estimate.period.months();
  const ModelInput hours = row ? hours_input(context.rows, *row, context.estimate.options.labour.level)
                               : stated_hours_input(kind_of(context.estimate), line.quantity.value / months);
  const ModelInput wage = wage_input(line);
  // Without hours now, hosts and services cannot be counted from the line, and no line needs them.
  const Rational units = hours.base.is_zero() ? months : line.quantity.value / hours.base;
  input_once(model, hours);
  input_once(model, wage);
  std::vector<std::string> inputs{hours.name, wage.name, "wage_factor"};
  if (context.estimate.deployment.uses_hosts()) inputs.push_back("host_hours_factor");
  if (row && row->driver == LabourDriver::host) inputs.push_back("host_count_factor");
  return {{line.category, inputs, units}};
}

void multiply(std::vector<Product>& products, const std::string& input, const Rational& divisor) {
  for (Product& product : products) {
    product.inputs.push_back(input);
    product.coefficient /= divisor;
  }
}

void discount(std::vector<Product>& products, const std::string& input) {
  const std::size_t count = products.size();
  for (std::size_t i = 0; i < count; ++i) {
    Product off = products[i];
    off.inputs.push_back(input);
    off.coefficient = -off.coefficient;
    products.push_back(std::move(off));
  }
}

std::vector<Product> charge_products(const LineItem& line, const LineContext& context, CostModel& model) {
  std::vector<Product> products{{line.category, {}, line.cost.amount() * context.charges_factor}};
  if (line.observed) {
    input_once(model, spot_level_input());
    products.push_back(
        {line.category, {"spot_above"}, (line.high_cost() - line.cost).amount() * context.charges_factor});
    products.push_back(
        {line.category, {"spot_below"}, (line.cost - line.low_cost()).amount() * context.charges_factor});
  }
  const bool on_fargate = line.price_key.starts_with("fargate/");
  if (on_fargate && context.all_day_services.contains(line.service)) multiply(products, "hours_a_day", Rational(24));
  if (is_of_hosts(line)) multiply(products, "host_count_factor", Rational(1));
  if (can_be_discounted(line) && line.category == CostCategory::compute) {
    if (on_fargate) discount(products, "fargate_discount");
    if (line.price_key.starts_with("ec2/")) discount(products, "discount");
  }
  return products;
}

}  // namespace

Rational charges_factor(const Estimate& estimate) {
  Rational charges;
  Rational on_top;
  for (const LineItem& line : estimate.lines) {
    if (line.is_labour()) continue;
    (is_on_top(line) ? on_top : charges) += line.cost.amount();
  }
  return charges.is_zero() ? Rational(1) : (charges + on_top) / charges;
}

std::vector<Product> products_of(const LineItem& line, const LineContext& context, CostModel& model) {
  if (line.is_labour()) return labour_products(line, context, model);
  // Where nothing else is charged, a support minimum stands by itself.
  if (is_on_top(line) && context.charges_factor != Rational(1)) return {};
  return charge_products(line, context, model);
}

}  // namespace container_tco::detail
