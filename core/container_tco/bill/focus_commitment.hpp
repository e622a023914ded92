#pragma once
// Which commitment of the contract a line of an estimate is about, as FOCUS tells it. Inside of the stage.

#include <optional>
#include <string>

#include "container_tco/estimate/estimate.hpp"

namespace container_tco::detail {

struct FocusCommitment {
  std::string id;  ///< "estimate/commitment/2": the second of the contract. AWS gave it none, and others have no slash.
  std::string name;
  std::string category;  ///< "Spend" of Savings Plans, "Usage" of Reserved Instances.
  std::string type;
  bool is_used = true;  ///< False: paid for and not used.
};

/// Nothing for a line that no commitment applies to.
std::optional<FocusCommitment> focus_commitment(const Estimate& estimate, const LineItem& line);

}  // namespace container_tco::detail
