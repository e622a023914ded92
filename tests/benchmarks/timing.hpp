#pragma once
// How benchmarks take time.

#include <algorithm>
#include <chrono>
#include <ratio>
#include <vector>

namespace container_tco::benchmarks {

template <typename Unit, typename Action>
double time_of(Action action) {
  const auto start = std::chrono::steady_clock::now();
  action();
  return std::chrono::duration<double, Unit>(std::chrono::steady_clock::now() - start).count();
}

template <typename Action>
double milliseconds(Action action) {
  return time_of<std::milli>(action);
}

template <typename Action>
double nanoseconds(Action action) {
  return time_of<std::nano>(action);
}

inline double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace container_tco::benchmarks
