#include "container_tco/bill/focus_commitment.hpp"

#include <charconv>
#include <string_view>

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

// Ids of such lines are "…/covered/2" and "commitment/2/unused".
constexpr std::string_view covered = "/covered/";
constexpr std::string_view commitment = "commitment/";

const Commitment& terms_of(const Estimate& estimate, std::string_view number, std::size_t& place) {
  const auto read = std::from_chars(number.data(), number.data() + number.size(), place);
  const auto& contract = estimate.options.contract;
  if (read.ec != std::errc() || !contract || place < 1 || place > contract->commitments.size()) {
    throw InternalError("lines of commitments that the contract has");
  }
  return contract->commitments[place - 1];
}

}  // namespace

std::optional<FocusCommitment> focus_commitment(const Estimate& estimate, const LineItem& line) {
  if (line.price_basis != PriceBasis::effective) return std::nullopt;
  const std::string_view id = line.id;
  const std::size_t at = id.rfind(covered);
  const bool is_used = at != std::string_view::npos;
  if (!is_used && !id.starts_with(commitment)) throw InternalError("effective prices are those of commitments");
  std::size_t place = 0;
  const Commitment& terms = terms_of(estimate, id.substr(is_used ? at + covered.size() : commitment.size()), place);
  return FocusCommitment{"estimate/commitment/" + std::to_string(place), terms.name,
                         terms.is_savings_plan() ? "Spend" : "Usage", type_name(terms.kind), is_used};
}

}  // namespace container_tco::detail
