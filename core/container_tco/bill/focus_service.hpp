#pragma once
// Which service of FOCUS a cost line belongs to: the table focus_services.json. Inside of the stage.

#include <string>

#include "container_tco/costing/line_item.hpp"

namespace container_tco::detail {

struct FocusService {
  std::string name;
  std::string category;
  std::string subcategory;
};

const FocusService& focus_service(const LineItem& line);

}  // namespace container_tco::detail
