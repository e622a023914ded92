#pragma once
// One of the structs of the C interfaces with an owner: released once, moved as the specification says.

#include <utility>

#include "container_tco/arrow/c_abi.hpp"

namespace container_tco {

/// Owns an ArrowSchema, ArrowArray or ArrowArrayStream. Empty when its `release` is null.
template <typename T>
class OwnedAbi {
 public:
  OwnedAbi() = default;
  /// Takes the content of `source`, which is marked as released.
  explicit OwnedAbi(T* source) : content_(*source) { source->release = nullptr; }
  OwnedAbi(OwnedAbi&& other) noexcept : content_(std::exchange(other.content_, T{})) {}
  OwnedAbi& operator=(OwnedAbi&& other) noexcept {
    std::swap(content_, other.content_);
    return *this;
  }
  ~OwnedAbi() {
    if (content_.release != nullptr) content_.release(&content_);
  }

  bool is_empty() const { return content_.release == nullptr; }
  T* get() { return &content_; }
  const T& operator*() const { return content_; }
  const T* operator->() const { return &content_; }
  /// Hands the content over to `target`, which must be empty.
  void move_to(T* target) { *target = std::exchange(content_, T{}); }

 private:
  T content_{};
};

using OwnedSchema = OwnedAbi<ArrowSchema>;
using OwnedArray = OwnedAbi<ArrowArray>;
using OwnedStream = OwnedAbi<ArrowArrayStream>;

}  // namespace container_tco
