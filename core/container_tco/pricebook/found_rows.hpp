#pragma once
// Remembers where rows were found, so that the next lookup need not ask which table may hold them. Forgets some when
// there are many. Safe between threads, without a lock.

#include <atomic>
#include <cstddef>
#include <vector>

#include "container_tco/pricebook/row_name.hpp"

namespace container_tco {

/// Rows with members `key` and `region` that outlive this.
template <typename Row>
class FoundRows {
 public:
  FoundRows() : places_(place_count) {}

  const Row* find(const RowName& name, std::size_t hash) const {
    for (std::size_t i = 0; i < tries; ++i) {
      const Row* row = place(hash, i).load(std::memory_order_acquire);
      if (row == nullptr) return nullptr;
      if (row->key == name.key && row->region == name.region) return row;
    }
    return nullptr;
  }

  void remember(const Row& row, std::size_t hash) const {
    for (std::size_t i = 0; i < tries; ++i) {
      const Row* free = nullptr;
      if (place(hash, i).compare_exchange_strong(free, &row, std::memory_order_acq_rel)) return;
    }
    place(hash, hash / place_count % tries).store(&row, std::memory_order_release);
  }

 private:
  static constexpr std::size_t place_count = std::size_t{1} << 15;  // 256 KiB.
  static constexpr std::size_t tries = 4;

  std::atomic<const Row*>& place(std::size_t hash, std::size_t attempt) const {
    return places_[(hash + attempt) % place_count];
  }

  mutable std::vector<std::atomic<const Row*>> places_;
};

}  // namespace container_tco
