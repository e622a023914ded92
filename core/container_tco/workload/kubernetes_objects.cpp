#include "container_tco/workload/kubernetes_objects.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "container_tco/workload/kubernetes_controllers.hpp"
#include "container_tco/workload/kubernetes_labels.hpp"

namespace container_tco {
namespace {

constexpr std::array<std::string_view, 12> built_in_groups = {"",
                                                              "apps",
                                                              "extensions",
                                                              "batch",
                                                              "autoscaling",
                                                              "policy",
                                                              "networking.k8s.io",
                                                              "storage.k8s.io",
                                                              "rbac.authorization.k8s.io",
                                                              "apiextensions.k8s.io",
                                                              "admissionregistration.k8s.io",
                                                              "apps.openshift.io"};

bool is_built_in_group(const std::string& group) {
  return std::find(built_in_groups.begin(), built_in_groups.end(), group) != built_in_groups.end();
}

std::string group_of(const std::string& api_version) {
  const std::size_t slash = api_version.find('/');
  return slash == std::string::npos ? std::string() : api_version.substr(0, slash);
}

bool is_list(const JsonCursor& value, const std::string& kind) {
  return kind.ends_with("List") && value.value().find("items") != nullptr;
}

}  // namespace

bool KubernetesObject::is_built_in() const { return is_built_in_group(group); }

std::optional<ObjectOwner> controller_of(const KubernetesObject& object) {
  const auto metadata = object.cursor.find("metadata");
  if (!metadata) return std::nullopt;
  for (const JsonCursor& owner : metadata->items_of("ownerReferences")) {
    if (owner.optional_boolean("controller").value_or(false)) {
      return ObjectOwner{owner.at("kind").text(), scalar_text(owner.at("name"))};
    }
  }
  return std::nullopt;
}

void KubernetesObjects::add(const InputDocument& document) {
  try {
    documents_.push_back(parse_json(document.text, document.name));
    add_value(JsonCursor(documents_.back(), document.name), "", "");
  } catch (const Error& error) {
    problems_.push_back({document.name, error.what()});
  }
}

const KubernetesObject* KubernetesObjects::find(const std::string& kind, const std::string& name_space,
                                                const std::string& name) const {
  const auto found = index_.find({"", kind, name_space, name});
  return found == index_.end() ? nullptr : found->second;
}

void KubernetesObjects::add_value(const JsonCursor& value, const std::string& inherited_kind,
                                  const std::string& inherited_version) {
  if (value.value().is_null()) return;
  if (value.value().is_array()) {
    for (const JsonCursor& item : value.items()) add_value(item, "", "");
    return;
  }
  try {
    const std::string kind = value.optional_text("kind").value_or(inherited_kind);
    const std::string version = value.optional_text("apiVersion").value_or(inherited_version);
    if (kind.empty()) throw ParseError(value.location(), "a Kubernetes object", "an object without a kind");
    if (!is_list(value, kind)) return add_object(value, kind, version);
    // The items of a DeploymentList as the API server sends it carry neither kind nor version of their own.
    const std::string item_kind = kind.substr(0, kind.size() - std::string_view("List").size());
    for (const JsonCursor& item : value.items_of("items")) add_value(item, item_kind, item_kind.empty() ? "" : version);
  } catch (const Error& error) {
    problems_.push_back({value.file(), error.what()});
  }
}

namespace {

// Accounts, roles and settings often stand in several manifests of one folder; nothing is lost with the second.
bool changes_costs(const KubernetesObject& object) {
  return runs_priced_pods(object) || seems_to_run_pods(object) || object.kind == "HorizontalPodAutoscaler" ||
         object.kind == "LimitRange";
}

}  // namespace

void KubernetesObjects::add_object(const JsonCursor& value, const std::string& kind, const std::string& version) {
  KubernetesObject object{value, group_of(version), kind, "default", "", false};
  if (const auto metadata = value.find("metadata")) {
    if (const auto name_space = metadata->find("namespace")) object.name_space = scalar_text(*name_space);
    if (const auto name = metadata->find("name")) {
      object.name = scalar_text(*name);
    } else if (const auto stem = metadata->find("generateName")) {
      object.name = scalar_text(*stem);
      while (object.name.ends_with('-')) object.name.pop_back();
      object.has_generated_name = true;
    }
  }
  const bool built_in = object.is_built_in();
  if (!object.has_generated_name && !object.name.empty()) {
    const auto key = std::tuple(built_in ? std::string() : object.group, kind, object.name_space, object.name);
    const auto known = index_.find(key);
    if (known != index_.end()) {
      if (!changes_costs(object)) return;
      throw ParseError(value.location(), "every object once",
                       object.label() + " for the second time (first in " + known->second->cursor.file() + ")",
                       "The first one counts; take one of them out of the input");
    }
    objects_.push_back(std::move(object));
    index_.emplace(key, &objects_.back());
    return;
  }
  objects_.push_back(std::move(object));
}

}  // namespace container_tco
