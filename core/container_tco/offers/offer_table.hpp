#pragma once
// Reads a CSV file that AWS publishes, in one pass.

#include "container_tco/offers/block_reader.hpp"
#include "container_tco/offers/document_reader.hpp"
#include "container_tco/offers/offer_document.hpp"

namespace container_tco::detail {

/// Throws BrokenInput; and what the collectors throw besides InputFault.
void read_offer_table(BlockReader& blocks, OfferFile& file, Collectors collectors);

}  // namespace container_tco::detail
