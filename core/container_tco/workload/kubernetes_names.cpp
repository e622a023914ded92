#include "container_tco/workload/kubernetes_names.hpp"

#include <cstddef>
#include <map>
#include <set>
#include <utility>

#include "container_tco/error/ascii.hpp"

namespace container_tco {
namespace {

using Groups = std::map<std::string, std::vector<std::size_t>>;

Groups group_by_name(const std::vector<std::string>& names) {
  Groups groups;
  for (std::size_t i = 0; i < names.size(); ++i) groups[names[i]].push_back(i);
  return groups;
}

void number_the_rest(std::vector<std::string>& names) {
  std::set<std::string> used(names.begin(), names.end());
  for (auto& [name, members] : group_by_name(names)) {
    std::size_t number = 2;
    for (std::size_t i = 1; i < members.size(); ++i) {
      std::string numbered = name + "-" + std::to_string(number++);
      while (!used.insert(numbered).second) numbered = name + "-" + std::to_string(number++);
      names[members[i]] = std::move(numbered);
    }
  }
}

}  // namespace

std::vector<std::string> shortest_distinct_names(const std::vector<QualifiedName>& names) {
  std::vector<std::string> result;
  for (const QualifiedName& name : names) result.push_back(name.name);

  for (const auto& [name, members] : group_by_name(result)) {
    std::set<std::string> spaces;
    for (const std::size_t i : members) spaces.insert(names[i].name_space);
    if (spaces.size() < 2) continue;
    for (const std::size_t i : members) result[i] = names[i].name_space + "/" + names[i].name;
  }
  for (const auto& [name, members] : group_by_name(result)) {
    std::set<std::string> kinds;
    for (const std::size_t i : members) kinds.insert(names[i].kind);
    if (kinds.size() < 2) continue;
    for (const std::size_t i : members) {
      const bool qualified = result[i] != names[i].name;
      result[i] = (qualified ? names[i].name_space + "/" : std::string()) + detail::lower_case(names[i].kind) + "/" +
                  names[i].name;
    }
  }
  number_the_rest(result);
  return result;
}

}  // namespace container_tco
