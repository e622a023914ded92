#include "container_tco/bill/instance_note.hpp"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "container_tco/error.hpp"

namespace container_tco::detail {
namespace {

constexpr std::size_t most_named = 3;

bool has_role(const Bill& bill, BillRole role) {
  return std::any_of(bill.lines.begin(), bill.lines.end(), [&](const BillLine& line) { return line.role == role; });
}

/// "x1e.32xlarge in us-east-1 (17934.34 USD), …": by effective cost.
std::string dearest(const Bill& bill) {
  std::map<std::pair<std::string, std::string>, Rational> costs;  // By type with its region, and by currency.
  for (const BillLine& line : bill.lines) {
    if (line.role != BillRole::instance) continue;
    const std::string place = line.region.empty() ? "" : " in " + printable(line.region);
    costs[{printable(line.instance_type) + place, line.effective.currency().code()}] += line.effective.amount();
  }
  std::vector<std::pair<std::pair<std::string, std::string>, Rational>> sorted(costs.begin(), costs.end());
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return b.second < a.second; });
  std::string text;
  for (std::size_t i = 0; i < std::min(most_named, sorted.size()); ++i) {
    const auto& [name, cost] = sorted[i];
    text += (text.empty() ? "" : ", ") + name.first + " (" + cost.to_decimal(2, Rounding::half_up) + " " + name.second +
            ")";
  }
  return text;
}

}  // namespace

std::optional<std::string> instance_note(const Bill& bill) {
  if (bill.regions_with_other_instances.empty()) return std::nullopt;
  const bool has_hosts = has_role(bill, BillRole::hosted_vcpu) || has_role(bill, BillRole::hosted_memory);
  const std::string which = has_hosts ? "instances that no row of split cost allocation names as a host count as "
                                        "container compute, too, as all EBS volumes do"
                                      : "the bill has no rows of split cost allocation: all its instances and EBS "
                                        "volumes count as container compute";
  return which + ", also those that ran no containers. The dearest" + (has_hosts ? " of all instances: " : ": ") +
         dearest(bill);
}

}  // namespace container_tco::detail
