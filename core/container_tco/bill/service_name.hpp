#pragma once
// Whose tasks a row of a bill is about. Inside of the stage.

#include <string>
#include <string_view>

namespace container_tco::detail {

struct TaggedName {
  std::string name;
  bool is_own = false;  ///< Of the tag that was asked for.
};

/// The value of `own_tag` (may be empty), else of the tags that ECS and EKS set, in a JSON object of tags. Empty when
/// there is none, and for text that is no such object.
TaggedName service_in_tags(std::string_view tags, const std::string& own_tag);

/// "tasks of cluster shop" for "arn:aws:ecs:eu-west-1:1234:task/shop/0123abcd", "pods of cluster shop" for a pod, the
/// name of the add-on for a pod of CoreDNS and the like; empty for what is none of these.
std::string name_of_resource(std::string_view resource);

/// Whether pods of this name are what each cluster runs by itself: CoreDNS, the VPC CNI, kube-proxy, Karpenter.
bool is_cluster_add_on(std::string_view name);

/// Whether the resource is one task or pod.
bool is_one_task(std::string_view resource);

}  // namespace container_tco::detail
