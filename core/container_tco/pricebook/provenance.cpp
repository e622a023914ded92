#include "container_tco/pricebook/provenance.hpp"

#include <algorithm>
#include <optional>

#include "container_tco/error.hpp"
#include "container_tco/json/json_cursor.hpp"

namespace container_tco {
namespace {

std::string read_text(const JsonCursor& object, const char* name, ProvenanceRule rule, const std::string& fallback) {
  const std::optional<JsonCursor> member = rule == ProvenanceRule::required ? object.at(name) : object.find(name);
  if (!member) return fallback;
  if (member->text().empty()) member->fail("text that is not empty");
  return member->text();
}

}  // namespace

const std::vector<std::string>& provenance_members() {
  static const std::vector<std::string> names = {"source", "as_of", "confidence", "note"};
  return names;
}

Provenance read_provenance(const JsonCursor& object, ProvenanceRule rule) {
  static const std::vector<std::string> words = {"verified",   "single_source", "derived",
                                                 "assumption", "unverified",    "user"};
  Provenance provenance;
  provenance.source = read_text(object, "source", rule, "user");
  provenance.confidence = read_text(object, "confidence", rule, "user");
  const bool is_own = provenance.confidence == "user";
  provenance.as_of = read_text(object, "as_of", is_own ? ProvenanceRule::optional : rule, "");
  provenance.note = read_text(object, "note", ProvenanceRule::optional, "");
  if (std::find(words.begin(), words.end(), provenance.confidence) == words.end()) {
    object.at("confidence").fail("one of " + join_alternatives(words));
  }
  return provenance;
}

}  // namespace container_tco
