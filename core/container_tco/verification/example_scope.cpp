#include "container_tco/verification/example_scope.hpp"

#include <algorithm>

namespace container_tco {
namespace {

// References within references: more is a mistake or an attack, and each level takes stack.
constexpr std::size_t max_open_references = 64;

template <typename T>
std::vector<std::string> names_of(const Named<T>& named) {
  std::vector<std::string> names;
  for (const auto& [name, value] : named) names.push_back(name);
  return names;
}

}  // namespace

Figure ExampleScope::figure(const std::string& reference) {
  if (const auto found = known_.find(reference); found != known_.end()) return found->second;
  if (std::find(open_.begin(), open_.end(), reference) != open_.end()) {
    throw InvalidInputError("reference", printable(reference), "a figure that does not depend on itself");
  }
  if (open_.size() >= max_open_references) {
    throw InvalidInputError("reference", printable(reference), "at most 64 references that lead to one another");
  }
  open_.push_back(reference);
  try {
    Figure figure = compute(reference);
    open_.pop_back();
    return known_.emplace(reference, std::move(figure)).first->second;
  } catch (...) {
    open_.pop_back();
    throw;
  }
}

Rational ExampleScope::reference_value(const std::string& reference, const InputLocation& where) {
  const Figure found = figure(reference);
  if (found.is_word()) throw ParseError(where, "a reference to a number", "'" + found.text + "'");
  return found.value;
}

Figure ExampleScope::compute(const std::string& reference) {
  const auto [head, rest] = split_reference(reference);
  if (reference == "total") return total_figure();
  if (head == "lines") return line_figure(rest);
  if (head == "subtotals") return subtotal_figure(rest);
  if (head == "period") return period_figure(rest);
  if (head == "prices") return Figure::number(single_price(row(rest)));
  if (head == "values") {
    const Expression* value = find_named(example_.values, rest);
    if (value == nullptr) refuse_reference(rest, names_of(example_.values));
    return Figure::number(evaluate(*value, *this));
  }
  if (head == "comparison") return comparison_section(rest);
  if (head == "estimate") return estimate_section("", rest);
  if (head == "fargate_size") return size_section("", rest);
  if (head == "host_capacity") return host_section("", rest);
  const auto [name, property] = split_reference(rest);
  if (head == "estimates") return estimate_section(name, property);
  if (head == "fargate_sizes") return size_section(name, property);
  if (head == "host_capacities") return host_section(name, property);
  refuse_reference(reference,
                   {"total", "lines/<id>", "subtotals/<name>", "values/<name>", "prices/<key>", "period/hours",
                    "estimate/total", "estimates/<name>/total", "comparison/best", "fargate_size/vcpu",
                    "fargate_sizes/<name>/vcpu", "host_capacity/vcpu", "host_capacities/<name>/vcpu"});
}

Figure ExampleScope::total_figure() {
  if (example_.lines.empty()) {
    throw InvalidInputError("reference", "total", "an example with `lines`",
                            "The total of a workload is estimate/total");
  }
  std::vector<Rational> costs;
  for (const ExampleLine& line : example_.lines) costs.push_back(figure("lines/" + line.id).value);
  return Figure::sum(std::move(costs));
}

Figure ExampleScope::subtotal_figure(const std::string& name) {
  const std::vector<std::string>* ids = find_named(example_.subtotals, name);
  if (ids == nullptr) refuse_reference(name, names_of(example_.subtotals));
  std::vector<Rational> costs;
  for (const std::string& id : *ids) costs.push_back(figure("lines/" + id).value);
  return Figure::sum(std::move(costs));
}

Figure ExampleScope::period_figure(const std::string& name) const {
  const Rational& hours = example_.period.hours();
  if (name == "hours") return Figure::number(hours);
  if (name == "days") return Figure::number(hours / Rational(24));
  if (name == "seconds") return Figure::number(hours * Rational(3600));
  refuse_reference(name, {"hours", "days", "seconds"});
}

// "<id>", "<id>/quantity" or "<id>/unit_price"; an id may hold a '/' itself, so whole ids go first.
Figure ExampleScope::line_figure(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const auto is_named = [&path](const ExampleLine& candidate) { return candidate.id == path; };
  if (slash == std::string::npos || std::any_of(example_.lines.begin(), example_.lines.end(), is_named)) {
    return Figure::number(line_cost(line(path)));
  }
  const ExampleLine& owner = line(path.substr(0, slash));
  const std::string property = path.substr(slash + 1);
  if (property == "quantity") return Figure::number(evaluate(owner.quantity, *this));
  if (property == "unit_price") {
    return Figure::number(owner.unit_price ? evaluate(*owner.unit_price, *this) : single_price(row(owner.price_key)));
  }
  refuse_reference(property, {"quantity", "unit_price"});
}

const ExampleLine& ExampleScope::line(const std::string& id) const {
  std::vector<std::string> ids;
  for (const ExampleLine& candidate : example_.lines) {
    if (candidate.id == id) return candidate;
    ids.push_back(candidate.id);
  }
  refuse_reference(id, ids);
}

}  // namespace container_tco
