#include "container_tco/bill/bill.hpp"

namespace container_tco {

std::string to_string(BillPlane plane) {
  if (plane == BillPlane::hosts) return "hosts";
  return plane == BillPlane::fargate ? "fargate" : "fargate_spot";
}

std::optional<Rational> Bill::hours() const {
  if (!start_utc_seconds || !end_utc_seconds || *end_utc_seconds <= *start_utc_seconds) return std::nullopt;
  return Rational::ratio(*end_utc_seconds - *start_utc_seconds, 3600);
}

}  // namespace container_tco
