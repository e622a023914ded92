#pragma once
// Rows that are made when they are first asked for and then stay where they are. Safe between threads, without a lock.

#include <atomic>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace container_tco {

template <typename Row>
class MadeRows {
 public:
  explicit MadeRows(std::size_t count = 0) : rows_(count) {}
  MadeRows(MadeRows&& other) noexcept : rows_(std::exchange(other.rows_, {})) {}
  MadeRows& operator=(MadeRows&& other) noexcept {
    rows_.swap(other.rows_);
    return *this;
  }
  ~MadeRows() {
    for (std::atomic<const Row*>& row : rows_) delete row.load(std::memory_order_relaxed);
  }

  /// Row number `index`; `make` makes it on the first call. Of several threads that make it at once, one wins.
  template <typename Make>
  const Row& get(std::size_t index, const Make& make) const {
    std::atomic<const Row*>& place = rows_[index];
    if (const Row* row = place.load(std::memory_order_acquire)) return *row;
    auto made = std::make_unique<const Row>(make());
    const Row* winner = nullptr;
    if (place.compare_exchange_strong(winner, made.get(), std::memory_order_acq_rel)) return *made.release();
    return *winner;
  }

 private:
  mutable std::vector<std::atomic<const Row*>> rows_;
};

}  // namespace container_tco
