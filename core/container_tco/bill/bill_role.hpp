#pragma once
// What a line of a bill pays for, as far as running containers goes.

#include <cstdint>
#include <string>
#include <string_view>

namespace container_tco {

enum class BillRole : std::uint8_t {
  fargate_vcpu,
  fargate_memory,
  fargate_licence,  ///< Windows, for each vCPU.
  fargate_storage,  ///< Ephemeral storage above what comes with a task.
  hosted_vcpu,      ///< What a task or pod reserved of its instance (split cost allocation).
  hosted_memory,
  instance,
  management_fee,  ///< EKS Auto Mode and ECS Managed Instances.
  cluster,
  disk,
  other  ///< Not container compute: everything that no rule knows, and all that is no usage (credits, tax, fees).
};
std::string to_string(BillRole role);  ///< "fargate_vcpu"
/// Throws InvalidInputError that lists the names.
BillRole parse_bill_role(std::string_view text);

/// Whether it is what a task or pod reserved of its instance.
inline bool is_hosted(BillRole role) { return role == BillRole::hosted_vcpu || role == BillRole::hosted_memory; }

/// How the usage of a line was bought.
enum class BillPurchase : std::uint8_t { on_demand, spot, committed };
std::string to_string(BillPurchase purchase);  ///< "on_demand", "spot", "committed"

}  // namespace container_tco
