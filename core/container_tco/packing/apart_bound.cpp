#include "container_tco/packing/apart_bound.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace container_tco::detail {
namespace {

/// Of the golden section: the range is then a thirtieth.
constexpr int rounds = 7;
constexpr double golden = 0.6180339887498949;
/// A bound rises by no more than what hosts for copies that keep apart weigh: of less than this share it is not asked.
constexpr double least_rise = 0.005;

/// Shapes of which a host holds at most `most` copies in all.
struct ApartShapes {
  std::vector<std::size_t> shapes;
  std::int64_t most = 1;
  std::int64_t hosts = 0;     ///< That the copies need.
  std::int64_t lightest = 0;  ///< Of the types that take any of them.
};

bool takes_any(const FleetType& type, const ApartShapes& apart) {
  return std::any_of(apart.shapes.begin(), apart.shapes.end(), [&](std::size_t s) { return type.accepts[s] != 0; });
}

std::int64_t lightest_type(const FleetInput& input, const ApartShapes& apart) {
  const auto found = std::find_if(input.open.begin(), input.open.end(),
                                  [&](std::size_t type) { return takes_any(input.types[type], apart); });
  return found == input.open.end() ? 0 : input.types[*found].weight;
}

/// Those of each exclusive name, and each shape with a limit of its own.
std::vector<ApartShapes> shapes_apart(const FleetInput& input) {
  std::vector<ApartShapes> all(input.name_count);
  for (std::size_t s = 0; s < input.shapes.size(); ++s) {
    const FleetShape& shape = input.shapes[s];
    for (const std::size_t name : shape.names) {
      all[name].shapes.push_back(s);
      all[name].hosts += shape.count;
    }
    if (shape.most_per_host == no_host_limit) continue;
    all.push_back({{s}, shape.most_per_host, (shape.count + shape.most_per_host - 1) / shape.most_per_host, 0});
  }
  for (ApartShapes& apart : all) apart.lightest = lightest_type(input, apart);
  return all;
}

double weight_of(const ApartShapes& apart) {
  return static_cast<double>(apart.hosts) * static_cast<double>(apart.lightest);
}

/// Those whose hosts weigh most; nothing where none need two.
std::optional<ApartShapes> heaviest_apart(const FleetInput& input) {
  std::optional<ApartShapes> heaviest;
  for (ApartShapes& apart : shapes_apart(input)) {
    if (apart.hosts < 2 || apart.lightest == 0) continue;
    if (!heaviest || weight_of(apart) > weight_of(*heaviest)) heaviest = std::move(apart);
  }
  return heaviest;
}

/// The bound when so much of a host's weight pays for holding one. `lighter` is the input but for the weights of types,
/// which are set.
FleetBound bound_with(const FleetInput& input, FleetInput& lighter, const ApartShapes& apart, double earned,
                      const BoundByResources& by_resources, std::size_t item_count) {
  for (std::size_t t = 0; t < input.types.size(); ++t) {
    const FleetType& type = input.types[t];
    if (!takes_any(type, apart)) continue;
    lighter.types[t].weight = std::max<std::int64_t>(1, type.weight - static_cast<std::int64_t>(earned));
  }
  FleetBound bound = by_resources(lighter);
  bound.by = "resources and copies per host";
  const std::int64_t of_copy = static_cast<std::int64_t>(earned * value_scale(lighter)) / apart.most;
  for (const FleetType& type : input.types) {
    if (takes_any(type, apart)) bound.certificate.types[type.source].value += of_copy * apart.most;
  }
  std::vector<std::int64_t> values;
  for (const FleetShape& shape : input.shapes) values.push_back(bound.certificate.item_values[shape.items.front()]);
  for (const std::size_t s : apart.shapes) values[s] += of_copy;
  prove(input, values, item_count, bound);
  return bound;
}

}  // namespace

std::int64_t weight_of_copies_apart(const FleetInput& input) {
  std::int64_t weight = 0;
  for (const ApartShapes& apart : shapes_apart(input)) {
    std::int64_t hosts = apart.hosts;
    for (const FleetType& type : input.types) {
      if (takes_any(type, apart)) hosts -= existing_hosts(type);
    }
    weight = std::max(weight, hosts * apart.lightest);
  }
  return weight;
}

// What is proven is a concave function of what hosts earn, but for rounding.
std::optional<FleetBound> apart_bound(const FleetInput& input, std::int64_t known, const BoundByResources& by_resources,
                                      std::size_t item_count) {
  const std::optional<ApartShapes> apart = heaviest_apart(input);
  if (!apart || weight_of(*apart) < least_rise * static_cast<double>(known)) return std::nullopt;
  FleetInput lighter = input;
  const auto bound_at = [&](double earned) {
    return bound_with(input, lighter, *apart, earned, by_resources, item_count);
  };
  double low = 0;
  double high = static_cast<double>(apart->lightest);
  double left = high * (1 - golden);
  double right = high * golden;
  FleetBound of_left = bound_at(left);
  FleetBound of_right = bound_at(right);
  for (int round = 0; round < rounds; ++round) {
    if (of_left.weight >= of_right.weight) {
      high = std::exchange(right, left);
      of_right = std::move(of_left);
      left = high - golden * (high - low);
      of_left = bound_at(left);
    } else {
      low = std::exchange(left, right);
      of_left = std::move(of_right);
      right = low + golden * (high - low);
      of_right = bound_at(right);
    }
  }
  return of_left.weight >= of_right.weight ? std::move(of_left) : std::move(of_right);
}

}  // namespace container_tco::detail
