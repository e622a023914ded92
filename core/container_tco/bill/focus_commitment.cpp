#include "container_tco/bill/focus_commitment.hpp"

#include "container_tco/error.hpp"

namespace container_tco::detail {
namespace {

std::string type_name(CommitmentKind kind) {
  switch (kind) {
    case CommitmentKind::reserved:
      return "Reserved Instance";
    case CommitmentKind::ec2_instance_savings_plan:
      return "EC2 Instance Savings Plan";
    case CommitmentKind::compute_savings_plan:
      return "Compute Savings Plan";
  }
  throw InternalError("a kind of commitment without a name");
}

}  // namespace

std::optional<FocusCommitment> focus_commitment(const Estimate& estimate, const LineItem& line) {
  if (!line.commitment) return std::nullopt;
  const std::size_t number = line.commitment->number;
  const auto& contract = estimate.options.contract;
  if (!contract || number < 1 || number > contract->commitments.size()) {
    throw InternalError("lines of commitments that the contract has");
  }
  const Commitment& terms = contract->commitments[number - 1];
  return FocusCommitment{"estimate/commitment/" + std::to_string(number), terms.name,
                         terms.is_savings_plan() ? "Spend" : "Usage", type_name(terms.kind), line.commitment->is_used};
}

}  // namespace container_tco::detail
