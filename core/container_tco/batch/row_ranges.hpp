#pragma once
// Rows shared out among threads. Inside of the stage.

#include <cstddef>
#include <functional>

namespace container_tco {

/// How many threads `threads` asks for (0: as many as the machine runs at one time), at most one for each piece of work
/// and at least one.
std::size_t thread_count(std::size_t threads, std::size_t pieces);

/// Calls `work(first, count)` for ranges that together are 0 to `rows`, on so many threads (0: as many as the machine
/// runs at one time). Borders are multiples of `step`, so that they depend on nothing else. Rethrows the exception of
/// the first range that failed, once all have ended.
void for_row_ranges(std::size_t rows, std::size_t threads, std::size_t step,
                    const std::function<void(std::size_t first, std::size_t count)>& work);

}  // namespace container_tco
