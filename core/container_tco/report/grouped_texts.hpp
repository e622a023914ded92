#pragma once
// Inside of the report: what holds for several services, said once.

#include <string>
#include <vector>

#include "container_tco/comparison/comparison.hpp"
#include "container_tco/report/document.hpp"

namespace container_tco::detail {

/// "web, api and 3 more: reason. Remedy. [X6] at $.path and 4 more places": one text for each reason among the findings
/// of this verdict, in order of appearance.
std::vector<std::string> finding_texts(const std::vector<Finding>& findings, Verdict verdict);

/// "Text [source]" for each assumption. Those that differ only in the one name that they quote are one text with all
/// names.
std::vector<std::string> assumption_texts(const std::vector<Assumption>& assumptions);

/// A full stop at the end, unless the text is empty or has its own.
std::string sentence(std::string text);

}  // namespace container_tco::detail
