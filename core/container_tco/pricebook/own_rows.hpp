#pragma once
// Rows that a user laid on top of a book: in order for the digest, and found in constant time.

#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>

#include "container_tco/pricebook/row_name.hpp"

namespace container_tco {

template <typename Row>
class OwnRows {
 public:
  using Name = std::pair<std::string, std::string>;  // region and key

  bool empty() const { return rows_.empty(); }
  auto begin() const { return rows_.begin(); }
  auto end() const { return rows_.end(); }

  const Row* find(std::string_view key, std::string_view region) const {
    if (index_.empty()) return nullptr;
    const auto found = index_.find({key, region});
    return found == index_.end() ? nullptr : found->second;
  }

  void remove(const Row& row) {
    index_.erase({row.key, row.region});
    rows_.erase({row.region, row.key});
  }

  void put(Row row) {
    remove(row);
    const auto shared = std::make_shared<const Row>(std::move(row));
    rows_.emplace(Name(shared->region, shared->key), shared);
    index_.emplace(RowName{shared->key, shared->region}, shared.get());
  }

 private:
  // Shared, so that a copy of the book may keep views into them.
  std::map<Name, std::shared_ptr<const Row>> rows_;
  std::unordered_map<RowName, const Row*, RowNameHash> index_;
};

}  // namespace container_tco
