#pragma once
// The two labour tables of a price book.

#include <string>
#include <string_view>
#include <vector>

#include "container_tco/pricebook/labour.hpp"

namespace container_tco {

/// A table of the format pricing/schema/labour_activities.schema.json. Throws ParseError.
std::vector<LabourActivity> parse_labour_activities(std::string_view text, const std::string& file);

/// A table of the format pricing/schema/labour_rates.schema.json. Throws ParseError.
std::vector<LabourRate> parse_labour_rates(std::string_view text, const std::string& file);

}  // namespace container_tco
