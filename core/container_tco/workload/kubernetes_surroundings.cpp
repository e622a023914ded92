#include "container_tco/workload/kubernetes_surroundings.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "container_tco/workload/kubernetes_quantity.hpp"

namespace container_tco {
namespace {

class SurroundingsReader {
 public:
  explicit SurroundingsReader(const KubernetesObjects& objects) : objects_(objects) {}

  void read(const KubernetesObject& object) {
    if (!object.is_built_in()) return;
    if (object.kind == "HorizontalPodAutoscaler") read_autoscaler(object);
    if (object.kind == "LimitRange") read_defaults(object);
    if (object.kind == "Service") read_service(object);
    if (object.kind == "Ingress") read_ingress(object);
  }

  KubernetesSurroundings result;

 private:
  void read_autoscaler(const KubernetesObject& object) {
    const JsonCursor spec = object.cursor.at("spec");
    const JsonCursor target = spec.at("scaleTargetRef");
    const std::string kind = target.at("kind").text();
    const std::string name = scalar_text(target.at("name"));
    const auto minimum = spec.find("minReplicas");
    result.autoscalers[{kind, object.name_space, name}] = {object.label(), printable(kind) + "/" + printable(name),
                                                           minimum ? read_copies(*minimum) : 1};
  }

  void read_defaults(const KubernetesObject& object) {
    const RequestDefaults found = read_limit_range(object.cursor.at("spec"));
    RequestDefaults& defaults = result.defaults_by_namespace[object.name_space];
    if (!defaults.cpu) defaults.cpu = found.cpu;
    if (!defaults.memory) defaults.memory = found.memory;
    if (!defaults.ephemeral_storage) defaults.ephemeral_storage = found.ephemeral_storage;
  }

  void read_service(const KubernetesObject& object) {
    const auto spec = object.cursor.find("spec");
    if (!spec || spec->optional_text("type").value_or("") != "LoadBalancer") return;
    ++result.load_balancers;
    add_selector(object);
  }

  void read_ingress(const KubernetesObject& object) {
    const auto spec = object.cursor.find("spec");
    if (!spec) return;
    ++result.load_balancers;
    for (const char* member : {"defaultBackend", "backend"}) {
      if (const auto backend = spec->find(member)) read_backend(*backend, object.name_space);
    }
    for (const JsonCursor& rule : spec->items_of("rules")) {
      const auto http = rule.find("http");
      if (!http) continue;
      for (const JsonCursor& path : http->items_of("paths")) {
        if (const auto backend = path.find("backend")) read_backend(*backend, object.name_space);
      }
    }
  }

  void read_backend(const JsonCursor& backend, const std::string& name_space) {
    const auto service = backend.find("service");
    const auto name = service ? service->find("name") : backend.find("serviceName");
    if (!name) return;
    if (const KubernetesObject* object = objects_.find("Service", name_space, scalar_text(*name)))
      add_selector(*object);
  }

  void add_selector(const KubernetesObject& service) {
    const auto spec = service.cursor.find("spec");
    result.balanced_selectors[service.name_space].insert(read_labels(spec ? spec->find("selector") : std::nullopt));
  }

  const KubernetesObjects& objects_;
};

}  // namespace

KubernetesSurroundings read_surroundings(const KubernetesObjects& objects, std::vector<InputProblem>& problems) {
  SurroundingsReader reader(objects);
  for (const KubernetesObject& object : objects.all()) {
    try {
      reader.read(object);
    } catch (const Error& error) {
      problems.push_back({object.cursor.file(), error.what()});
    }
  }
  return std::move(reader.result);
}

bool is_load_balanced(const KubernetesSurroundings& surroundings, const std::string& name_space,
                      const KubernetesLabels& labels) {
  const auto found = surroundings.balanced_selectors.find(name_space);
  return found != surroundings.balanced_selectors.end() &&
         std::any_of(found->second.begin(), found->second.end(),
                     [&](const KubernetesLabels& selector) { return selects(selector, labels); });
}

}  // namespace container_tco
