#include "container_tco/bill/focus_service.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "container_tco/error.hpp"
#include "container_tco/json/json_cursor.hpp"

namespace container_tco {

std::string focus_services_json();

namespace detail {
namespace {

using NamedServices = std::vector<std::pair<std::string, FocusService>>;

struct ServiceTable {
  NamedServices by_key;
  NamedServices by_category;
};

NamedServices read_services(const JsonCursor& root, std::string_view list, const std::string& name) {
  NamedServices services;
  for (const JsonCursor& row : root.items_of(list)) {
    row.expect_only({name, "service", "category", "subcategory"});
    services.emplace_back(row.at(name).text(), FocusService{row.at("service").text(), row.at("category").text(),
                                                            row.at("subcategory").text()});
  }
  return services;
}

const ServiceTable& table() {
  static const ServiceTable read = [] {
    const JsonValue document = parse_json(focus_services_json(), "focus_services.json");
    const JsonCursor root(document, "focus_services.json");
    return ServiceTable{read_services(root, "by_key", "key"), read_services(root, "by_category", "line_category")};
  }();
  return read;
}

}  // namespace

const FocusService& focus_service(const LineItem& line) {
  const bool is_priced =
      !line.is_labour() && line.category != CostCategory::support && line.category != CostCategory::tax;
  for (const auto& [key, service] : table().by_key) {
    if (is_priced && line.price_key.starts_with(key)) return service;
  }
  const std::string category = to_string(line.category);
  for (const auto& [name, service] : table().by_category) {
    if (name == category) return service;
  }
  throw InternalError("focus_services.json has a row for every category: " + category);
}

}  // namespace detail
}  // namespace container_tco
