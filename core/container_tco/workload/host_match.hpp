#pragma once
// Whether a host is one that a task accepts and that accepts the task: labels and taints, as Kubernetes has them.
// Custom attributes of ECS hosts are labels here.

#include <string>
#include <string_view>
#include <vector>

#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// How the value of a label is compared; `above` and `below` are for whole numbers.
enum class HostComparison { is_one_of, is_none_of, above, below, absent };

/// A required label in its parts.
struct LabelCondition {
  std::string_view key;
  HostComparison comparison = HostComparison::is_one_of;
  std::string_view values;  ///< "ssd|nvme"; without a meaning unless `has_values`.
  bool has_values = false;  ///< Of `is_one_of`: without any, every value will do.

  /// Of a host that bears the label.
  bool is_met_by(std::string_view value) const;
  bool is_met_without_label() const;
};

/// "disktype=ssd|nvme", "disktype", "disktype!=hdd|sc1", "!disktype", "cpus>15", "cpus<65". A value that ends with an
/// asterisk stands for all that begin so. The parts refer to `text`.
LabelCondition parse_label_condition(std::string_view text);
/// The same in one text.
std::string label_condition_text(const std::string& key, HostComparison comparison,
                                 const std::vector<std::string>& values);

/// Whether a host with these `labels` ("key=value") has all that the task requires.
bool has_required_labels(const Task& task, const std::vector<std::string>& labels);

/// Whether the task may run on a host with these `taints` ("key=value:effect" or "key:effect"). PreferNoSchedule keeps
/// nobody out.
bool tolerates(const Task& task, const std::vector<std::string>& taints);

/// Whether the task may run on hosts of this type, by its name such as "g5.xlarge".
bool allows_instance_type(const Task& task, const std::string& instance_type);

/// Whether `daemon` runs on hosts of `architecture` for which nothing is known but what `task` asks of them: it asks
/// for no label, instance type or accelerator model that the task does not ask for itself.
bool runs_beside(const Task& daemon, const Task& task, Architecture architecture);

}  // namespace container_tco
