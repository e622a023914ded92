// Counts what the program allocates: this replaces the allocation functions of the whole test program.

#include <doctest/doctest.h>

#include <atomic>
#include <cstdlib>
#include <new>

#include "container_tco/pricebook/price_book.hpp"

namespace {

std::atomic<std::size_t> allocations = 0;

}  // namespace

void* operator new(std::size_t size) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
// The standard library asks for temporary buffers this way; what is not replaced would come from another allocator.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  allocations.fetch_add(1, std::memory_order_relaxed);
  return std::malloc(size == 0 ? 1 : size);
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

using namespace container_tco;

TEST_CASE("the second lookup of a row allocates nothing and gives the same row") {
  PriceRow own = PriceBook::bundled().price("fargate/ecs/linux/x86_64/vcpu", "us-east-2");
  own.provenance.note = "own";
  const PriceBook book = PriceBook::bundled().with_prices({own});
  for (const auto& [key, region] :
       {std::pair("ec2/linux/on_demand/m5.large", "us-east-1"), std::pair("fargate/ecs/linux/x86_64/vcpu", "us-east-1"),
        std::pair("transfer/internet_egress/gb", "us-east-1"),
        std::pair("fargate/ecs/linux/x86_64/vcpu", "us-east-2")}) {
    CAPTURE(key);
    const PriceRow* first = &book.price(key, region);
    const std::size_t before = allocations;
    const PriceRow* second = &book.price(key, region);
    const PriceRow* third = book.find_price(key, region);
    const std::size_t after = allocations;
    CHECK(after == before);
    CHECK(second == first);
    CHECK(third == first);
  }
}

TEST_CASE("a row lives as long as any copy of its book") {
  const PriceRow* row = nullptr;
  {
    PriceRow own = PriceBook::bundled().price("fargate/ecs/linux/x86_64/vcpu", "us-east-2");
    own.provenance.note = "own";
    const PriceBook book = PriceBook::bundled().with_prices({own});
    static const PriceBook copy = book;
    row = &book.price(own.key, own.region);
  }
  CHECK(row->provenance.note == "own");
}
