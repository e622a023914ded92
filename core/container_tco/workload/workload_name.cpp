#include "container_tco/workload/workload_name.hpp"

#include <algorithm>

namespace container_tco::detail {
namespace {

using Components = std::vector<std::string>;

// A file of several YAML documents comes as "shop.yaml (document 2, line 9)".
std::string file_of(const std::string& document) {
  const std::size_t end = document.rfind(" (document ");
  return end == std::string::npos || document.back() != ')' ? document : document.substr(0, end);
}

Components components_of(const std::string& path) {
  Components components(1);
  for (const char character : path) {
    if (character == '/' || character == '\\') {
      components.emplace_back();
    } else {
      components.back() += character;
    }
  }
  return components;
}

std::string without_suffix(const std::string& name) {
  const std::size_t dot = name.rfind('.');
  return dot == 0 || dot == std::string::npos ? name : name.substr(0, dot);
}

bool is_telling(const std::string& name) {
  return !name.empty() && name != "." && name != ".." && name != "-" && !name.starts_with('<');
}

std::string innermost_folder_of_all(const std::vector<std::string>& files) {
  Components common = components_of(files.front());
  common.pop_back();
  for (const std::string& file : files) {
    Components folders = components_of(file);
    folders.pop_back();
    const auto [end, unused] = std::mismatch(common.begin(), common.end(), folders.begin(), folders.end());
    common.erase(end, common.end());
  }
  return common.empty() ? "" : common.back();
}

}  // namespace

std::string workload_name_after(const std::vector<InputDocument>& documents, const std::vector<Service>& services) {
  if (services.size() == 1) return services.front().name;
  std::vector<std::string> files;
  for (const InputDocument& document : documents) files.push_back(file_of(document.name));
  if (!files.empty()) {
    const bool is_one_file = std::adjacent_find(files.begin(), files.end(), std::not_equal_to<>()) == files.end();
    const std::string name =
        is_one_file ? without_suffix(components_of(files.front()).back()) : innermost_folder_of_all(files);
    if (is_telling(name)) return name;
  }
  return services.empty() ? "workload" : std::to_string(services.size()) + " services";
}

}  // namespace container_tco::detail
