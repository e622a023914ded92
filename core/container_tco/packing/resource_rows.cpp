#include "container_tco/packing/resource_rows.hpp"

#include <algorithm>
#include <array>

namespace container_tco::detail {

ResourceRows::ResourceRows(const FleetInput& input, const ResourceDuals& duals, std::size_t first_resource)
    : input_(input), duals_(duals), scale_(pack_resource_count, 0.0) {
  const std::size_t classes = duals.prices.size();
  std::vector<std::array<double, pack_resource_count>> demand(classes);
  for (std::size_t s = 0; s < input.shapes.size(); ++s) {
    for (std::size_t r = 0; r < pack_resource_count; ++r) {
      demand[duals.class_of[s]][r] +=
          static_cast<double>(input.shapes[s].need[r]) * static_cast<double>(input.shapes[s].count);
    }
  }
  const PackAmounts total = total_need(input);
  for (std::size_t r = first_resource; r < pack_resource_count; ++r) {
    std::int64_t most = 0;
    for (const std::size_t type : input.open) most = std::max(most, useful_capacity(input.types[type], total)[r]);
    if (most > 0) scale_[r] = 1.0 / static_cast<double>(most);
  }
  row_of_.assign(classes * pack_resource_count, 0);
  for (std::size_t k = 0; k < classes; ++k) {
    for (std::size_t r = 0; r < pack_resource_count; ++r) {
      row_of_[k * pack_resource_count + r] = rows_.size();
      // A class that only existing hosts take has nobody to buy from.
      bool is_sold = false;
      for (std::size_t s = 0; s < input.shapes.size() && !is_sold; ++s) {
        if (duals.class_of[s] != k) continue;
        is_sold = std::any_of(input.open.begin(), input.open.end(), [&](std::size_t type) {
          return input.types[type].accepts[s] != 0 && input.types[type].capacity[r] > 0;
        });
      }
      if (scale_[r] > 0 && demand[k][r] > 0 && is_sold) {
        rows_.push_back({k, r, demand[k][r] * scale_[r]});
      } else {
        row_of_[k * pack_resource_count + r] = static_cast<std::size_t>(-1);
      }
    }
  }
  shares_.assign(input.types.size(), std::vector<double>(pack_resource_count, 0.0));
  rows_of_type_.resize(input.types.size());
  for (std::size_t t = 0; t < input.types.size(); ++t) {
    const PackAmounts useful = useful_capacity(input.types[t], total);
    std::vector<char> is_taken(classes, 0);
    for (std::size_t s = 0; s < input.shapes.size(); ++s) {
      if (input.types[t].accepts[s] != 0) is_taken[duals.class_of[s]] = 1;
    }
    for (std::size_t r = 0; r < pack_resource_count; ++r) shares_[t][r] = static_cast<double>(useful[r]) * scale_[r];
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      if (is_taken[rows_[row].of_class] != 0) rows_of_type_[t].push_back(row);
    }
  }
}

std::vector<double> ResourceRows::demand() const {
  std::vector<double> result;
  for (const Row& row : rows_) result.push_back(row.demand);
  return result;
}

std::vector<double> ResourceRows::start_prices() const {
  std::vector<double> result;
  for (const Row& row : rows_) result.push_back(duals_.prices[row.of_class][row.resource] / scale_[row.resource]);
  return result;
}

std::pair<double, double> ResourceRows::best_single(std::size_t row) const {
  std::pair<double, double> best{0, 0};
  for (const std::size_t type : input_.open) {
    const std::vector<std::size_t>& taken = rows_of_type_[type];
    if (!std::binary_search(taken.begin(), taken.end(), row)) continue;
    const double weight = static_cast<double>(input_.types[type].weight);
    const double share = shares_[type][rows_[row].resource];
    if (best.second == 0 || weight * best.second < best.first * share) best = {weight, share};
  }
  return best;
}

CoveringLp::Entries ResourceRows::entries(std::size_t type, const double* prices, std::size_t offset) const {
  std::array<std::size_t, pack_resource_count> chosen;
  chosen.fill(rows_.size());
  for (const std::size_t row : rows_of_type_[type]) {
    std::size_t& best = chosen[rows_[row].resource];
    if (best == rows_.size() || prices[row] > prices[best]) best = row;
  }
  CoveringLp::Entries entries;
  for (std::size_t r = 0; r < pack_resource_count; ++r) {
    if (chosen[r] != rows_.size() && shares_[type][r] > 0) entries.emplace_back(offset + chosen[r], shares_[type][r]);
  }
  return entries;
}

double ResourceRows::worth(std::size_t type, const double* prices) const {
  std::array<double, pack_resource_count> dearest{};
  for (const std::size_t row : rows_of_type_[type]) {
    dearest[rows_[row].resource] = std::max(dearest[rows_[row].resource], prices[row]);
  }
  double sum = 0;
  for (std::size_t r = 0; r < pack_resource_count; ++r) sum += dearest[r] * shares_[type][r];
  return sum;
}

double ResourceRows::shape_worth(std::size_t shape, const std::vector<double>& prices) const {
  double sum = 0;
  for (std::size_t r = 0; r < pack_resource_count; ++r) {
    const std::size_t row = row_of_[duals_.class_of[shape] * pack_resource_count + r];
    if (row >= rows_.size()) continue;
    sum += prices[row] * scale_[r] * static_cast<double>(input_.shapes[shape].need[r]);
  }
  return sum;
}

std::vector<std::vector<double>> ResourceRows::by_class(const std::vector<double>& prices) const {
  std::vector<std::vector<double>> result(duals_.prices.size(), std::vector<double>(pack_resource_count, 0.0));
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    result[rows_[row].of_class][rows_[row].resource] = prices[row] * scale_[rows_[row].resource];
  }
  return result;
}

}  // namespace container_tco::detail
