#pragma once
// Reads a JSON document that AWS publishes, in one pass.

#include <string>

#include "container_tco/offers/block_reader.hpp"
#include "container_tco/offers/document_reader.hpp"

namespace container_tco::detail {

/// What is wrong with a file, and where.
struct BrokenInput {
  std::string where;
  std::string problem;
  std::string remedy;
};

/// Throws BrokenInput; and what the collectors throw besides InputFault.
void read_offer_document(BlockReader& blocks, DocumentReader& reader);

}  // namespace container_tco::detail
