#include <map>

#include "container_tco/comparison/comparison.hpp"
#include "container_tco/error.hpp"

namespace container_tco {
namespace {

const Estimate& compared(const Comparison& comparison, const std::string& deployment) {
  if (const Estimate* found = comparison.find(deployment)) return *found;
  std::vector<std::string> names;
  for (const Estimate& estimate : comparison.estimates) names.push_back(estimate.deployment.name());
  throw InvalidInputError("deployment", deployment, join_alternatives(names), "Compare it first.");
}

void add(std::optional<Money>& side, std::vector<std::string>& ids, const LineItem& line) {
  side = side ? *side + line.cost : line.cost;
  ids.push_back(line.id);
}

// Lines of the same category and id stand together; what only one side has is summed by category.
using Key = std::pair<CostCategory, std::string>;

std::map<Key, int> sides_by_key(const std::vector<LineItem>& left, const std::vector<LineItem>& right) {
  std::map<Key, int> sides;
  for (const LineItem& line : left) sides[{line.category, line.id}] |= 1;
  for (const LineItem& line : right) sides[{line.category, line.id}] |= 2;
  return sides;
}

}  // namespace

std::vector<Difference> Comparison::differences(const std::string& left_name, const std::string& right_name) const {
  const Estimate& left = compared(*this, left_name);
  const Estimate& right = compared(*this, right_name);
  const std::map<Key, int> sides = sides_by_key(left.lines, right.lines);
  // An empty id stands for all of a category that only one side has; it sorts before the shared lines.
  std::map<Key, Difference> rows;
  const auto row_of = [&](const LineItem& line) -> Difference& {
    const bool shared = sides.at({line.category, line.id}) == 3;
    const Key key{line.category, shared ? line.id : std::string()};
    const auto found = rows.find(key);
    if (found != rows.end()) return found->second;
    Difference row{.category = line.category,
                   .what = shared ? line.description : to_string(line.category),
                   .left_lines = {},
                   .right_lines = {},
                   .left = {},
                   .right = {},
                   .difference = Money::zero(line.cost.currency())};
    return rows.emplace(key, std::move(row)).first->second;
  };
  for (const LineItem& line : left.lines) {
    Difference& row = row_of(line);
    add(row.left, row.left_lines, line);
    row.difference -= line.cost;
  }
  for (const LineItem& line : right.lines) {
    Difference& row = row_of(line);
    add(row.right, row.right_lines, line);
    row.difference += line.cost;
  }
  std::vector<Difference> result;
  for (auto& [key, row] : rows) result.push_back(std::move(row));
  return result;
}

}  // namespace container_tco
