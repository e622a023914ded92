#pragma once
// For the kernels: plain loops that are compiled once for every processor, and once more for those with wide vectors.

/// A function that becomes part of its caller, and so is compiled for the instructions that the caller may use.
#if defined(__GNUC__)
#define CONTAINER_TCO_IN_PLACE [[gnu::always_inline]] inline
#else
#define CONTAINER_TCO_IN_PLACE inline
#endif

/// Whether functions may be compiled for instructions that are chosen at run time.
#if defined(__GNUC__) && defined(__x86_64__)
#define CONTAINER_TCO_X86_VERSIONS 1
#endif

namespace container_tco::detail {

/// Asks the processor for the line of memory at `address`, which need not exist, before it is read; no result depends
/// on it.
CONTAINER_TCO_IN_PLACE void fetch([[maybe_unused]] const void* address) {
#if defined(__GNUC__)
  __builtin_prefetch(address, 0);
#endif
}

/// The same before it is written.
CONTAINER_TCO_IN_PLACE void fetch_to_write([[maybe_unused]] const void* address) {
#if defined(__GNUC__)
  __builtin_prefetch(address, 1);
#endif
}

}  // namespace container_tco::detail
