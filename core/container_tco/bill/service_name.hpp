#pragma once
// Whose tasks a row of a bill is about. Inside of the stage.

#include <string>
#include <string_view>

namespace container_tco::detail {

struct TaggedName {
  std::string name;
  bool is_own = false;  ///< Of the tag that was asked for.
  std::string cluster;
  std::string kubernetes_namespace;
};

/// Where a task or pod ran, as far as its ARN says; views of it.
struct ResourcePlace {
  std::string_view cluster;
  std::string_view kubernetes_namespace;  ///< Of pods.
};

/// The value of `own_tag` (may be empty), else of the tags that ECS and EKS set, in a JSON object of tags; beside it
/// the cluster and namespace of these tags. Empty what there is none of, and for text that is no such object.
TaggedName service_in_tags(std::string_view tags, const std::string& own_tag);

/// "tasks of cluster shop" for "arn:aws:ecs:eu-west-1:1234:task/shop/0123abcd", "pods of cluster shop" for a pod, the
/// name of the add-on for a pod of CoreDNS and the like; empty for what is none of these.
std::string name_of_resource(std::string_view resource);

/// "shop" for ".../1234:task/shop/0123abcd", "shop" and "web" for "...:pod/shop/web/cart-5d78c9869d-2x7vq/<uid>".
ResourcePlace place_of_resource(std::string_view resource);

/// Whether pods of this name are what each cluster runs by itself: CoreDNS, the VPC CNI, kube-proxy, Karpenter.
bool is_cluster_add_on(std::string_view name);

/// Whether the resource is one task or pod.
bool is_one_task(std::string_view resource);

}  // namespace container_tco::detail
