#include "container_tco/arrow/requested_types.hpp"

#include <algorithm>

#include "container_tco/error.hpp"

namespace container_tco {
namespace {

bool is_whole(const ColumnType& type) {
  return type.kind == TypeKind::signed_integer || type.kind == TypeKind::unsigned_integer;
}

ColumnType nearest_type(const ColumnType& own, const ColumnType& requested) {
  if (own.is_text() && requested.is_dictionary()) {
    return dictionary_type(requested.index_bits, requested.index_is_signed);
  }
  if (own.is_text() && requested.is_text()) return text_type();
  return is_whole(own) && is_whole(requested) ? requested : own;
}

}  // namespace

Table in_requested_types(const Table& table, const std::vector<TableField>& requested) {
  const auto has_same_name = [](const TableField& a, const TableField& b) { return a.name == b.name; };
  const std::vector<TableField>& own = table.fields();
  if (!std::equal(own.begin(), own.end(), requested.begin(), requested.end(), has_same_name)) return table;
  std::vector<ColumnType> types;
  for (std::size_t i = 0; i < own.size(); ++i) types.push_back(nearest_type(own[i].type, requested[i].type));
  try {
    return table.with_types(types);
  } catch (const InvalidInputError&) {  // A value does not fit. The consumer casts what it gets, or says why not.
    return table;
  }
}

}  // namespace container_tco
