#pragma once
// The instance types of a price book.

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "container_tco/pricebook/instance_type.hpp"

namespace container_tco {

class InstanceTable {
 public:
  /// A table of the format pricing/schema/instance_types.schema.json. Types whose architecture is unknown are left out:
  /// no image can be matched with them. Throws ParseError.
  static InstanceTable parse(std::string_view text, const std::string& file);

  const std::vector<InstanceType>& types() const { return types_; }
  /// Throws InvalidInputError naming the nearest types.
  const InstanceType& type(const std::string& name) const;

 private:
  std::vector<InstanceType> types_;
  std::vector<std::string> without_architecture_;
  std::unordered_map<std::string, std::size_t> index_;
};

}  // namespace container_tco
