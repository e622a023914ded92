#pragma once
// The objects in the documents, whatever wraps them: single objects, arrays, List and "*List" objects.

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "container_tco/json/json_cursor.hpp"
#include "container_tco/workload/read.hpp"

namespace container_tco {

struct KubernetesObject {
  JsonCursor cursor;
  std::string group;  ///< "apps" of "apps/v1"; empty for the core group and when it is not given.
  std::string kind;
  std::string name_space;  ///< "default" when it is not given.
  std::string name;
  bool has_generated_name = false;  ///< From `generateName`: not unique.

  /// "Deployment/web", for messages.
  std::string label() const { return printable(kind) + "/" + (name.empty() ? "(unnamed)" : printable(name)); }
  /// Whether the kind is one of Kubernetes' own (or OpenShift's), not a custom resource of the same name.
  bool is_built_in() const;
};

/// The object that controls another, by `ownerReferences`.
struct ObjectOwner {
  std::string kind;
  std::string name;
};
std::optional<ObjectOwner> controller_of(const KubernetesObject& object);

/// Everything that was given. Objects point into the documents, which live here.
class KubernetesObjects {
 public:
  /// Adds the objects of `document`; what cannot be used becomes a problem. The same object twice is one, and a
  /// problem.
  void add(const InputDocument& document);

  const std::deque<KubernetesObject>& all() const { return objects_; }
  /// A built-in object, or nullptr.
  const KubernetesObject* find(const std::string& kind, const std::string& name_space, const std::string& name) const;
  const std::vector<InputProblem>& problems() const { return problems_; }

  KubernetesObjects() = default;
  KubernetesObjects(const KubernetesObjects&) = delete;
  KubernetesObjects& operator=(const KubernetesObjects&) = delete;

 private:
  void add_value(const JsonCursor& value, const std::string& inherited_kind, const std::string& inherited_version);
  void add_object(const JsonCursor& value, const std::string& kind, const std::string& version);

  std::deque<JsonValue> documents_;
  std::deque<KubernetesObject> objects_;
  /// By kind, namespace and name; the group comes first in the key so that custom resources stay apart.
  std::map<std::tuple<std::string, std::string, std::string, std::string>, const KubernetesObject*> index_;
  std::vector<InputProblem> problems_;
};

}  // namespace container_tco
