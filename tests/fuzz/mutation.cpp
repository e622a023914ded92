#include "mutation.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace container_tco::fuzz {
namespace {

// Documents that grow with every change would make rounds slow without making them harder.
constexpr std::size_t max_nodes = 3'000;

std::size_t count_nodes(const JsonValue& value) {
  std::size_t count = 1;
  for (const JsonValue& item : value.items()) count += count_nodes(item);
  for (const auto& [name, member] : value.members()) count += count_nodes(member);
  return count;
}

// The node at `position` in reading order, which is counted down on the way.
const JsonValue* find_node(const JsonValue& value, std::size_t& position) {
  if (position == 0) return &value;
  --position;
  for (const JsonValue& item : value.items()) {
    if (const JsonValue* found = find_node(item, position)) return found;
  }
  for (const auto& [name, member] : value.members()) {
    if (const JsonValue* found = find_node(member, position)) return found;
  }
  return nullptr;
}

const JsonValue& any_node(const JsonValue& document, Random& random) {
  std::size_t position = random.below(count_nodes(document));
  return *find_node(document, position);
}

JsonValue replace_node(const JsonValue& value, const JsonValue* old, const JsonValue& replacement) {
  if (&value == old) return replacement;
  if (value.is_array()) {
    std::vector<JsonValue> items;
    for (const JsonValue& item : value.items()) items.push_back(replace_node(item, old, replacement));
    return JsonValue::array(std::move(items));
  }
  if (!value.is_object()) return value;
  std::vector<JsonValue::Member> members;
  for (const auto& [name, member] : value.members()) members.emplace_back(name, replace_node(member, old, replacement));
  return JsonValue::object(std::move(members));
}

void collect_names(const JsonValue& value, std::vector<std::string>& names) {
  for (const JsonValue& item : value.items()) collect_names(item, names);
  for (const auto& [name, member] : value.members()) {
    names.push_back(name);
    collect_names(member, names);
  }
}

JsonValue nested(JsonValue value, std::size_t levels, bool in_objects) {
  for (std::size_t i = 0; i < levels; ++i) {
    value = in_objects ? JsonValue::object({{"a", std::move(value)}}) : JsonValue::array({std::move(value)});
  }
  return value;
}

JsonValue of_another_type(const JsonValue& node, Random& random) {
  switch (random.below(7)) {
    case 0:
      return JsonValue();
    case 1:
      return JsonValue::boolean(random.one_in(2));
    case 2:
      return JsonValue::array();
    case 3:
      return JsonValue::object();
    case 4:
      return JsonValue::string(node.is_number() ? node.text() : "1");
    case 5:
      return JsonValue::number(node.is_string() && !node.text().empty() ? node.text() : "1");
    default: {
      const std::size_t levels = random.one_in(3) ? 90 + random.below(30) : 1;
      return nested(node, levels, random.one_in(2));
    }
  }
}

JsonValue another_amount(const JsonValue& node, Random& random) {
  const std::string& amount = random.pick(hostile_numbers());
  const bool as_text = random.one_in(5) ? node.is_number() : node.is_string();
  return as_text ? JsonValue::string(amount) : JsonValue::number(amount);
}

JsonValue change_array(const JsonValue& array, Random& random) {
  std::vector<JsonValue> items = array.items();
  if (items.empty()) return of_another_type(array, random);
  const std::size_t at = random.below(items.size());
  switch (random.below(4)) {
    case 0:
      items.erase(items.begin() + static_cast<std::ptrdiff_t>(at));
      break;
    case 1:
      items.push_back(JsonValue(items[at]));
      break;
    case 2:
      items.insert(items.end(), 1 + random.below(40), JsonValue(items[at]));
      break;
    default:
      std::reverse(items.begin(), items.end());
  }
  return JsonValue::array(std::move(items));
}

}  // namespace

Mutator::Mutator(std::vector<JsonValue> documents) : documents_(std::move(documents)) {
  for (const JsonValue& document : documents_) collect_names(document, names_);
}

const JsonValue& Mutator::borrow(Random& random) const { return any_node(random.pick(documents_), random); }

JsonValue Mutator::change_object(const JsonValue& object, Random& random) const {
  std::vector<JsonValue::Member> members = object.members();
  if (members.empty() || random.one_in(6)) {
    const std::string& name = random.pick(names_);
    members.emplace_back(name, borrow(random));
  }
  const std::size_t at = random.below(members.size());
  switch (random.below(5)) {
    case 0:
      members.erase(members.begin() + static_cast<std::ptrdiff_t>(at));
      break;
    case 1:
      members.push_back(JsonValue::Member(members[at]));
      break;
    case 2:
      members[at].first = random.one_in(3) ? random.pick(hostile_texts()) : random.pick(names_);
      break;
    case 3:
      std::swap(members[at].second, members[random.below(members.size())].second);
      break;
    default:
      members[at].second = borrow(random);
  }
  return JsonValue::object(std::move(members));
}

JsonValue Mutator::change_node(const JsonValue& node, Random& random) const {
  if (random.one_in(8)) return of_another_type(node, random);
  if (random.one_in(8)) return borrow(random);
  if (node.is_object()) return change_object(node, random);
  if (node.is_array()) return change_array(node, random);
  const bool is_amount = node.is_number() || (node.is_string() && node.text().find_first_of("0123456789") == 0);
  if (is_amount && !random.one_in(4)) return another_amount(node, random);
  return JsonValue::string(random.pick(hostile_texts()));
}

JsonValue Mutator::change_tree(const JsonValue& document, Random& random) const {
  const JsonValue& node = any_node(document, random);
  JsonValue changed = replace_node(document, &node, change_node(node, random));
  return count_nodes(changed) > max_nodes ? document : changed;
}

std::string Mutator::mutate(const JsonValue& document, Random& random) const {
  JsonValue changed = document;
  const bool bytes_only = random.one_in(8);
  const std::size_t changes = random.one_in(3) ? 2 + random.below(3) : 1;
  for (std::size_t i = 0; i < changes && !bytes_only; ++i) changed = change_tree(changed, random);
  std::string text = write_literally(changed);
  if (!bytes_only && !random.one_in(10)) return text;
  for (std::size_t i = 0; i < changes; ++i) text = change_bytes(text, random);
  return text;
}

}  // namespace container_tco::fuzz
