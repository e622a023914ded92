#pragma once
// Changes documents in ways that people, templates and attackers do.

#include <string>
#include <vector>

#include "container_tco/json/json_value.hpp"
#include "random.hpp"

namespace container_tco::fuzz {

/// Words and amounts that readers have reason to stumble over.
const std::vector<std::string>& hostile_texts();
const std::vector<std::string>& hostile_numbers();

/// JSON with every number as its token stands and every member that is given, twice or not a number though it be:
/// unlike JsonValue::dump, this can write broken JSON.
std::string write_literally(const JsonValue& value);

/// `text` after one change of its bytes.
std::string change_bytes(const std::string& text, Random& random);

/// Changes trees; what it moves between documents comes from those that it was made with.
class Mutator {
 public:
  explicit Mutator(std::vector<JsonValue> documents);
  /// Text of `document` after one to four changes of its tree, and at times of its bytes.
  std::string mutate(const JsonValue& document, Random& random) const;

 private:
  JsonValue change_tree(const JsonValue& document, Random& random) const;
  JsonValue change_node(const JsonValue& node, Random& random) const;
  JsonValue change_object(const JsonValue& object, Random& random) const;
  const JsonValue& borrow(Random& random) const;

  std::vector<JsonValue> documents_;
  std::vector<std::string> names_;  ///< Of all members of all documents.
};

}  // namespace container_tco::fuzz
