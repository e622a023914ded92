#pragma once
// Inside of the stage: from labour lines back to the rows of the labour table that they came from.

#include <string>
#include <vector>

#include "container_tco/estimate/estimate.hpp"

namespace container_tco::detail {

/// The activities of one labour profile, each with a name of its own.
class LabourRows {
 public:
  /// Those of `options.profile`, else of `book`: both must outlive this.
  LabourRows(const PriceBook& book, const LabourOptions& options);

  /// The row behind a labour line of `estimate`. Nothing for hours that the user stated as a sum.
  const LabourActivity* row_of(const LineItem& line, const Estimate& estimate) const;
  /// "hours/os_patching/fleet"; the second row of an activity and driver ends in "/2".
  std::string name_of(const LabourActivity& row) const;

 private:
  const LabourProfile* profile_;
};

}  // namespace container_tco::detail
