#pragma once
// Names of services: as short as they can be while every one is different.

#include <string>
#include <vector>

namespace container_tco {

struct QualifiedName {
  std::string name_space;
  std::string kind;
  std::string name;
};

/// One name for each entry: "web"; "shop/web" where namespaces clash; "deployment/web" where kinds do; "web-2" where
/// nothing else tells them apart.
std::vector<std::string> shortest_distinct_names(const std::vector<QualifiedName>& names);

}  // namespace container_tco
