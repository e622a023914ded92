#pragma once
// Where a figure comes from, and how sure it is.

#include <string>
#include <vector>

namespace container_tco {

class JsonCursor;

/// Where a figure comes from. `confidence`: verified, single_source, derived, assumption, unverified, or user.
struct Provenance {
  std::string source;
  std::string as_of;  ///< ISO date or what of it is known; empty when a user gave none.
  std::string confidence;
  std::string note;
  friend bool operator==(const Provenance&, const Provenance&) = default;
};

/// Whether a figure must say where it comes from. A user's own may be silent: its source and confidence are then
/// "user". The date of a user's own figure may be left out under both rules.
enum class ProvenanceRule { required, optional };

/// The members `source`, `as_of`, `confidence` and `note` of an object that may have others. Throws ParseError.
Provenance read_provenance(const JsonCursor& object, ProvenanceRule rule);

/// The names of those members.
const std::vector<std::string>& provenance_members();

}  // namespace container_tco
