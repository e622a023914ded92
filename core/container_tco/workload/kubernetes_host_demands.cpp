#include "container_tco/workload/kubernetes_host_demands.hpp"

#include <algorithm>
#include <utility>

#include "container_tco/workload/kubernetes_labels.hpp"
#include "container_tco/workload/kubernetes_quantity.hpp"
#include "container_tco/workload/kubernetes_requests.hpp"

namespace container_tco {
namespace {

void add_flag(const JsonCursor& owner, const char* member, const char* feature, Task& task) {
  const auto flag = owner.find(member);
  if (!flag) return;
  refuse_placeholder(*flag);
  if (flag->boolean()) task.host_demands.push_back({feature, "true", flag->path()});
}

void add_windows_host_process(const JsonCursor& security_context, Task& task) {
  const auto windows = security_context.find("windowsOptions");
  const auto flag = windows ? windows->find("hostProcess") : std::nullopt;
  if (flag && flag->boolean()) task.host_demands.push_back({"k8s_privileged", "hostProcess", flag->path()});
}

std::string capability_name(const JsonCursor& capability) {
  std::string name = capability.text();
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return name.starts_with("CAP_") ? name.substr(4) : name;
}

void read_container_security(const JsonCursor& container, Task& task) {
  const auto context = container.find("securityContext");
  if (!context) return;
  add_flag(*context, "privileged", "k8s_privileged", task);
  add_windows_host_process(*context, task);
  if (const auto capabilities = context->find("capabilities")) {
    for (const JsonCursor& capability : capabilities->items_of("add")) {
      task.host_demands.push_back({"k8s_capability_add", capability_name(capability), capability.path()});
    }
  }
}

// Whole GPUs and Neuron devices are what hosts are planned for; shares of a GPU, network adapters and devices of
// plugins of one's own are not.
const char* feature_of_device(const std::string& name) {
  if (is_huge_pages(name)) return "k8s_hugepages";
  const std::optional<Accelerator> accelerator = accelerator_of(name);
  if (!accelerator) return "k8s_device_not_planned";
  if (*accelerator == Accelerator::amd) return "k8s_amd_gpu";
  return *accelerator == Accelerator::nvidia ? "k8s_gpu" : "k8s_neuron";
}

void read_devices(const JsonCursor& container, Task& task) {
  for (const DeviceRequest& device : device_requests(container)) {
    task.host_demands.push_back({feature_of_device(device.name), device.name, device.json_path});
  }
}

void read_pod_security(const JsonCursor& pod_spec, Task& task) {
  add_flag(pod_spec, "hostPID", "k8s_host_pid", task);
  add_flag(pod_spec, "hostIPC", "k8s_host_ipc", task);
  const auto context = pod_spec.find("securityContext");
  if (!context) return;
  add_windows_host_process(*context, task);
  for (const JsonCursor& sysctl : context->items_of("sysctls")) {
    task.host_demands.push_back({"k8s_sysctl", sysctl.at("name").text(), sysctl.path()});
  }
}

/// Who makes the volumes of a storage class.
enum class Provisioner { ebs, shared_files, unknown };

Provisioner provisioner_named(const std::string& driver) {
  if (driver == "ebs.csi.aws.com" || driver == "ebs.csi.eks.amazonaws.com" || driver == "kubernetes.io/aws-ebs") {
    return Provisioner::ebs;
  }
  return driver == "efs.csi.aws.com" ? Provisioner::shared_files : Provisioner::unknown;
}

bool is_named_after_ebs(const std::string& storage_class) {
  for (const char* type : {"gp2", "gp3", "io1", "io2", "st1", "sc1"}) {
    if (storage_class == type) return true;
  }
  return storage_class.find("ebs") != std::string::npos;
}

class VolumeReader {
 public:
  VolumeReader(const KubernetesObjects& objects, const std::string& name_space, Task& task)
      : objects_(objects), name_space_(name_space), task_(task) {}

  void read_volume(const JsonCursor& volume) {
    if (const auto host_path = volume.find("hostPath")) {
      const std::string path = host_path->at("path").text();
      const bool device = path == "/dev" || path.rfind("/dev/", 0) == 0;
      add(device ? "k8s_fuse_or_device" : "k8s_host_path", path, *host_path);
    } else if (const auto ebs = volume.find("awsElasticBlockStore")) {
      ++volumes_.claims;
      ++task_.attached_volumes;
      add("k8s_ebs_volume", "awsElasticBlockStore", *ebs);
    } else if (const auto claim = volume.find("persistentVolumeClaim")) {
      read_claim_reference(*claim);
    } else if (const auto ephemeral = volume.find("ephemeral")) {
      if (const auto claim_template = ephemeral->find("volumeClaimTemplate")) read_claim(*claim_template);
    }
  }

  /// `claim` is a PersistentVolumeClaim or a template of one.
  void read_claim(const JsonCursor& claim) { read_claim_at(claim, claim.path()); }

  const PodVolumes& volumes() const { return volumes_; }

 private:
  void add(const char* feature, const std::string& value, const JsonCursor& where) {
    task_.host_demands.push_back({feature, value, where.path()});
  }

  void read_claim_reference(const JsonCursor& reference) {
    const auto name = reference.find("claimName");
    const KubernetesObject* claim =
        name ? objects_.find("PersistentVolumeClaim", name_space_, scalar_text(*name)) : nullptr;
    if (claim != nullptr) return read_claim_at(claim->cursor, reference.path());
    ++volumes_.claims;
    add("k8s_ebs_volume", "unknown", reference);
  }

  void read_claim_at(const JsonCursor& claim, const std::string& json_path) {
    ++volumes_.claims;
    const auto spec = claim.find("spec");
    const auto storage_class = spec ? spec->find("storageClassName") : std::nullopt;
    const std::string name = storage_class ? storage_class->text() : std::string();
    const auto volume = spec ? spec->find("volumeName") : std::nullopt;
    const Provisioner bound = volume ? provisioner_of_volume(scalar_text(*volume)) : Provisioner::unknown;
    // A file system that exists already works on Fargate; one made on demand does not (rule K13), so it stays unknown.
    if (bound == Provisioner::shared_files) return;
    const bool is_ebs = bound == Provisioner::ebs || provisioner_of_class(name) == Provisioner::ebs;
    // The class of a cluster that is not named is EBS on EKS, unless its owner made another one.
    const bool is_of_default_class = bound == Provisioner::unknown && name.empty() && !volume;
    volumes_.is_assumed_ebs = volumes_.is_assumed_ebs || (is_of_default_class && !is_ebs);
    if (is_ebs || is_of_default_class) ++task_.attached_volumes;
    const std::string known = name.empty() ? std::string("ebs") : name;
    task_.host_demands.push_back({"k8s_ebs_volume", is_ebs ? known : "unknown", json_path});
  }

  Provisioner provisioner_of_class(const std::string& name) const {
    // Storage classes have no namespace; an object without one was filed under "default".
    if (const KubernetesObject* object = objects_.find("StorageClass", "default", name)) {
      return provisioner_named(object->cursor.optional_text("provisioner").value_or(""));
    }
    return is_named_after_ebs(name) ? Provisioner::ebs : Provisioner::unknown;
  }

  Provisioner provisioner_of_volume(const std::string& name) const {
    const KubernetesObject* volume = objects_.find("PersistentVolume", "default", name);
    const auto spec = volume != nullptr ? volume->cursor.find("spec") : std::nullopt;
    if (!spec) return Provisioner::unknown;
    if (spec->has("awsElasticBlockStore")) return Provisioner::ebs;
    if (spec->has("nfs")) return Provisioner::shared_files;
    const auto csi = spec->find("csi");
    return csi ? provisioner_named(csi->optional_text("driver").value_or("")) : Provisioner::unknown;
  }

  const KubernetesObjects& objects_;
  const std::string& name_space_;
  Task& task_;
  PodVolumes volumes_;
};

}  // namespace

void read_host_demands(const JsonCursor& pod_spec, Task& task) {
  read_pod_security(pod_spec, task);
  for (const char* group : {"initContainers", "containers"}) {
    for (const JsonCursor& container : pod_spec.items_of(group)) {
      read_container_security(container, task);
      read_devices(container, task);
    }
  }
  if (const auto runtime_class = pod_spec.find("runtimeClassName")) {
    task.host_demands.push_back({"k8s_runtime_class", scalar_text(*runtime_class), runtime_class->path()});
  }
  for (const JsonCursor& claim : pod_spec.items_of("resourceClaims")) {
    task.host_demands.push_back({"k8s_fuse_or_device", "resourceClaim " + scalar_text(claim.at("name")), claim.path()});
  }
  for (const JsonCursor& constraint : pod_spec.items_of("topologySpreadConstraints")) {
    if (constraint.optional_text("whenUnsatisfiable").value_or("DoNotSchedule") != "DoNotSchedule") continue;
    task.host_demands.push_back({"k8s_topology_spread", constraint.at("topologyKey").text(), constraint.path()});
  }
}

PodVolumes read_volumes(const JsonCursor& pod_spec, const std::vector<JsonCursor>& claim_templates,
                        const KubernetesObjects& objects, const std::string& name_space, Task& task) {
  VolumeReader reader(objects, name_space, task);
  for (const JsonCursor& volume : pod_spec.items_of("volumes")) reader.read_volume(volume);
  for (const JsonCursor& claim : claim_templates) reader.read_claim(claim);
  return reader.volumes();
}

}  // namespace container_tco
