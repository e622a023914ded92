// What fluid hosts are worth at the least, against every way to set two prices by two shapes.

#include "container_tco/packing/fluid_prices.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace fluid_prices_test {

using container_tco::detail::FluidPrices;
using container_tco::detail::PriceCurve;
using container_tco::detail::PricedShape;

namespace {

constexpr double tolerance = 1e-9;

struct Host {
  double cpu = 0;
  double memory = 0;
};

bool pays_for_all(const std::vector<PricedShape>& shapes, double cpu, double memory) {
  return cpu >= -tolerance && memory >= -tolerance &&
         std::all_of(shapes.begin(), shapes.end(), [&](const PricedShape& shape) {
           return cpu * shape.cpu + memory * shape.memory >= shape.value * (1 - tolerance);
         });
}

/// The optimum of two variables lies where two of the constraints are tight: shapes, or a price of zero.
double least_worth(const std::vector<PricedShape>& shapes, Host host) {
  std::vector<PricedShape> lines = shapes;
  lines.push_back({1, 0, 0, 0});
  lines.push_back({0, 1, 0, 0});
  double least = 1e300;
  for (const PricedShape& a : lines) {
    for (const PricedShape& b : lines) {
      const double determinant = a.cpu * b.memory - b.cpu * a.memory;
      if (determinant == 0) continue;
      const double cpu = (a.value * b.memory - b.value * a.memory) / determinant;
      const double memory = (a.cpu * b.value - b.cpu * a.value) / determinant;
      if (pays_for_all(shapes, cpu, memory)) least = std::min(least, cpu * host.cpu + memory * host.memory);
    }
  }
  return least;
}

/// A fill never uses more than the host has, and is worth what the prices say.
void check_fill(const std::vector<PricedShape>& shapes, const FluidPrices& prices, Host host, double worth) {
  Host used;
  double value = 0;
  for (const FluidPrices::Part& part : prices.fill) {
    if (part.copies == 0) continue;
    used.cpu += shapes[part.shape].cpu * part.copies;
    used.memory += shapes[part.shape].memory * part.copies;
    value += shapes[part.shape].value * part.copies;
  }
  CHECK(used.cpu <= host.cpu * (1 + tolerance));
  CHECK(used.memory <= host.memory * (1 + tolerance));
  CHECK(value == doctest::Approx(worth).epsilon(tolerance));
}

}  // namespace

TEST_CASE("prices of a curve are the cheapest at which no shape is worth more than it pays") {
  std::mt19937 random(5);
  const auto draw = [&](int most) { return static_cast<double>(random() % static_cast<unsigned>(most + 1)); };
  for (int round = 0; round < 2000; ++round) {
    std::vector<PricedShape> shapes;
    const std::size_t count = 1 + random() % 6;
    for (std::size_t s = 0; s < count; ++s) {
      PricedShape shape{draw(4), draw(4), 1 + draw(20), s};
      if (shape.cpu == 0 && shape.memory == 0) shape.cpu = 1;
      shapes.push_back(shape);
    }
    const Host host{1 + draw(8), 1 + draw(8)};
    const FluidPrices prices = PriceCurve(shapes).cheapest(host.cpu, host.memory);
    const double worth = prices.cpu * host.cpu + prices.memory * host.memory;
    CAPTURE(round);
    CHECK(pays_for_all(shapes, prices.cpu, prices.memory));
    CHECK(worth == doctest::Approx(least_worth(shapes, host)).epsilon(tolerance));
    check_fill(shapes, prices, host, worth);
  }
}

TEST_CASE("without shapes nothing costs anything") {
  const FluidPrices prices = PriceCurve({}).cheapest(4, 16);
  CHECK(prices.cpu == 0);
  CHECK(prices.memory == 0);
  CHECK(prices.fill[0].copies == 0);
}

}  // namespace fluid_prices_test
