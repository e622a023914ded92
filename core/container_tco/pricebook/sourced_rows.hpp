#pragma once
// Tables whose rows name an entry of the member `provenance`, as price tables do.

#include <map>
#include <string>

#include "container_tco/json/json_cursor.hpp"
#include "container_tco/pricebook/provenance.hpp"

namespace container_tco {

using ProvenanceById = std::map<std::string, Provenance>;

/// The member `provenance` of a table. Throws ParseError.
inline ProvenanceById read_provenance_by_id(const JsonCursor& root) {
  ProvenanceById entries;
  for (const auto& [id, entry] : root.at("provenance").members()) {
    entry.expect_only(provenance_members());
    entries.emplace(id, read_provenance(entry, ProvenanceRule::required));
  }
  return entries;
}

/// What the member `provenance` of a row names. Throws ParseError.
inline const Provenance& provenance_of_row(const JsonCursor& row, const ProvenanceById& entries) {
  const JsonCursor id = row.at("provenance");
  const auto found = entries.find(id.text());
  if (found == entries.end()) id.fail("an id that stands in 'provenance'");
  return found->second;
}

}  // namespace container_tco
