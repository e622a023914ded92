#include "container_tco/bill/bill_role.hpp"

#include <utility>
#include <vector>

#include "container_tco/error.hpp"

namespace container_tco {
namespace {

constexpr std::pair<std::string_view, BillRole> roles[] = {{"fargate_vcpu", BillRole::fargate_vcpu},
                                                           {"fargate_memory", BillRole::fargate_memory},
                                                           {"fargate_licence", BillRole::fargate_licence},
                                                           {"fargate_storage", BillRole::fargate_storage},
                                                           {"hosted_vcpu", BillRole::hosted_vcpu},
                                                           {"hosted_memory", BillRole::hosted_memory},
                                                           {"instance", BillRole::instance},
                                                           {"management_fee", BillRole::management_fee},
                                                           {"cluster", BillRole::cluster},
                                                           {"disk", BillRole::disk},
                                                           {"other", BillRole::other}};

}  // namespace

std::string to_string(BillRole role) {
  for (const auto& [name, known] : roles) {
    if (known == role) return std::string(name);
  }
  throw InternalError("every role of a bill line has a name");
}

BillRole parse_bill_role(std::string_view text) {
  std::vector<std::string> names;
  for (const auto& [name, role] : roles) {
    if (name == text) return role;
    names.emplace_back(name);
  }
  throw InvalidInputError("role", printable(std::string(text)), join_alternatives(names));
}

std::string to_string(BillPurchase purchase) {
  if (purchase == BillPurchase::spot) return "spot";
  return purchase == BillPurchase::committed ? "committed" : "on_demand";
}

}  // namespace container_tco
