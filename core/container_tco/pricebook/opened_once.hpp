#pragma once
// A value that is made when it is first asked for, by one thread, while others wait.

#include <mutex>
#include <optional>

namespace container_tco {

template <typename T>
class OpenedOnce {
 public:
  /// The value; `open` makes it on the first call. When `open` throws, the next call tries again.
  template <typename Open>
  const T& get(const Open& open) const {
    std::call_once(once_, [&] { value_.emplace(open()); });
    return *value_;
  }

 private:
  mutable std::once_flag once_;
  mutable std::optional<T> value_;
};

}  // namespace container_tco
