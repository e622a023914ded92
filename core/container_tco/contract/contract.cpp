#include "container_tco/contract/contract.hpp"

#include "container_tco/error.hpp"

namespace container_tco {

std::string to_string(DiscountBase base) {
  switch (base) {
    case DiscountBase::list:
      return "list";
    case DiscountBase::contracted:
      return "contracted";
    case DiscountBase::both:
      return "both";
  }
  throw InternalError("a discount base without a name");
}

std::string to_string(DiscountCombination combination) {
  return combination == DiscountCombination::compound ? "compound" : "add";
}

std::string to_string(CommitmentKind kind) {
  switch (kind) {
    case CommitmentKind::reserved:
      return "reserved";
    case CommitmentKind::ec2_instance_savings_plan:
      return "ec2_instance_savings_plan";
    case CommitmentKind::compute_savings_plan:
      return "compute_savings_plan";
  }
  throw InternalError("a kind of commitment without a name");
}

}  // namespace container_tco
