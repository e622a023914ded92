#include "container_tco/offers/published.hpp"

namespace container_tco::detail {

std::string_view payment_name(std::string_view published) {
  if (published.starts_with("No")) return "no_upfront";
  if (published.starts_with("Partial")) return "partial_upfront";
  if (published.starts_with("All")) return "all_upfront";
  return {};
}

}  // namespace container_tco::detail
