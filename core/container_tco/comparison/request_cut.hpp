#pragma once
// Inside of comparison: what a task would have to do without.

#include <string>

#include "container_tco/comparison/variant_ideas.hpp"

namespace container_tco::detail {

/// The larger share of the request that is cut, of CPU and of memory; 1 where something is cut off nothing.
Rational share_of_request(const Resources& cut, const Resources& request);

/// The service of the workload; null for what is none, such as an add-on of the cluster.
const Service* find_service(const VariantBase& base, const std::string& name);
/// That each task of `service`, which is one of the workload, asks for so much less of `request`.
VariantIdea smaller_request_idea(const VariantBase& base, const Service& service, std::string id, std::string change,
                                 Resources Task::* request, const Resources& cut);

}  // namespace container_tco::detail
