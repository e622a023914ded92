#pragma once
// How often a benchmark allocates. Replaces the global operator new, so that one file of a program includes it.

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <new>

namespace container_tco::benchmarks {

inline std::atomic<std::size_t> allocations = 0;

}  // namespace container_tco::benchmarks

void* operator new(std::size_t size) {
  container_tco::benchmarks::allocations.fetch_add(1, std::memory_order_relaxed);
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
