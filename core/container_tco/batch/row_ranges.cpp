#include "container_tco/batch/row_ranges.hpp"

#include <algorithm>
#include <exception>
#include <thread>
#include <vector>

namespace container_tco {

std::size_t thread_count(std::size_t threads, std::size_t pieces) {
  if (threads == 0) threads = std::thread::hardware_concurrency();
  return std::max<std::size_t>(1, std::min(threads, pieces));
}

void for_row_ranges(std::size_t rows, std::size_t threads, std::size_t step,
                    const std::function<void(std::size_t first, std::size_t count)>& work) {
  const std::size_t steps = (rows + step - 1) / step;
  threads = thread_count(threads, steps);
  std::vector<std::exception_ptr> failures(threads);
  const auto run = [&](std::size_t part) noexcept {
    const std::size_t first = steps * part / threads * step;
    const std::size_t end = std::min(rows, steps * (part + 1) / threads * step);
    try {
      if (first < end) work(first, end - first);
    } catch (...) {
      failures[part] = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> others;
    for (std::size_t part = 1; part < threads; ++part) others.emplace_back(run, part);
    run(0);
  }
  for (const std::exception_ptr& failure : failures) {
    if (failure) std::rethrow_exception(failure);
  }
}

}  // namespace container_tco
