#pragma once
// Which instance types may carry a pool.

#include <cstdint>
#include <optional>
#include <vector>

#include "container_tco/estimate/options.hpp"
#include "container_tco/pricebook/price_book.hpp"

namespace container_tco {

/// The types of `book` that pass `filter` and match the architecture, by name; with an accelerator only those
/// that have it. Families that cannot stand in `zones` zones, or boot no images of container hosts, are among them
/// only when named.
/// Throws InvalidInputError for a type or family in `filter` that the book does not know.
std::vector<const InstanceType*> candidate_types(const PriceBook& book, const CandidateFilter& filter,
                                                 Architecture architecture, std::optional<Accelerator> accelerator,
                                                 std::int64_t zones = 1);

}  // namespace container_tco
