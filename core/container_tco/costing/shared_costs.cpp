#include "container_tco/costing/shared_costs.hpp"

#include <variant>

#include "container_tco/costing/price_keys.hpp"
#include "container_tco/costing/wording.hpp"
#include "container_tco/pricebook/kubernetes_support.hpp"

namespace container_tco {
namespace {

std::string months_text(const Ledger& ledger) { return exact_count(ledger.period().months(), "month"); }

void add_load_balancer(Ledger& ledger, const std::string& kind, const std::string& label, std::int64_t count,
                       const std::optional<Rational>& lcu_per_hour) {
  const Rational hours = Rational(count) * ledger.period().hours();
  const std::string derivation = std::to_string(count) + " × " + ledger.period().hours().to_text() + " h";
  ledger.add({.id = "load_balancing/" + kind + "/hours",
              .category = CostCategory::load_balancing,
              .description = label,
              .service = "",
              .derivation = derivation,
              .quantity = hours},
             "elb/" + kind + "/hour");
  if (!lcu_per_hour) {
    ledger.leave_out(label + ": capacity units, as their number is not given (surroundings." + kind + "_lcu_per_hour)");
    return;
  }
  ledger.add({.id = "load_balancing/" + kind + "/lcu",
              .category = CostCategory::load_balancing,
              .description = label + ", capacity units",
              .service = "",
              .derivation = derivation + " × " + lcu_per_hour->to_text() + " LCU",
              .quantity = hours * *lcu_per_hour},
             "elb/" + kind + "/lcu");
}

void add_nat_costs(Ledger& ledger, const Surroundings& surroundings) {
  if (!surroundings.nat_gateways) {
    if (surroundings.egress == Egress::nat_gateway) {
      ledger.leave_out("NAT gateway hours, as the number of gateways is not given (surroundings.nat_gateways)");
    }
    return;
  }
  const Rational hours = Rational(*surroundings.nat_gateways) * ledger.period().hours();
  const std::string derivation =
      std::to_string(*surroundings.nat_gateways) + " × " + ledger.period().hours().to_text() + " h";
  ledger.add({.id = "network/nat_gateway/hours",
              .category = CostCategory::network,
              .description = "NAT gateways",
              .service = "",
              .derivation = derivation,
              .quantity = hours},
             nat_gateway_hour_key);
  ledger.add({.id = "network/nat_gateway/public_ipv4",
              .category = CostCategory::network,
              .description = "Public IPv4 addresses of the NAT gateways",
              .service = "",
              .derivation = derivation,
              .quantity = hours},
             public_address_key);
}

void add_endpoint_costs(Ledger& ledger, const Surroundings& surroundings) {
  if (!surroundings.interface_endpoints) {
    if (surroundings.egress == Egress::vpc_endpoints) {
      ledger.leave_out("VPC endpoint hours, as their number is not given (surroundings.interface_endpoints)");
    }
    return;
  }
  ledger.add({.id = "network/interface_endpoint/hours",
              .category = CostCategory::network,
              .description = "Interface VPC endpoints",
              .service = "",
              .derivation =
                  std::to_string(*surroundings.interface_endpoints) + " × " + ledger.period().hours().to_text() + " h",
              .quantity = Rational(*surroundings.interface_endpoints) * ledger.period().hours()},
             interface_endpoint_hour_key);
}

void add_image_pull_costs(Ledger& ledger, const Surroundings& surroundings, const SharedCostInputs& inputs) {
  if (inputs.image_pull_gb.is_zero()) return;
  if (!surroundings.egress) {
    ledger.leave_out("Image pulls, as the way to the registry is not given (surroundings.egress)");
    return;
  }
  if (*surroundings.egress == Egress::public_subnets) {
    ledger.assume("image_pulls_public", "Image pulls through public subnets from a registry in the region are free",
                  "P18");
    return;
  }
  const bool nat = *surroundings.egress == Egress::nat_gateway;
  if (!nat) {
    ledger.assume(
        "image_pulls_endpoint",
        "Image pulls are priced as if all bytes passed an interface endpoint; a gateway endpoint for S3 would "
        "carry the layers for nothing",
        "P18; assumption");
  }
  ledger.add({.id = "network/image_pulls",
              .category = CostCategory::network,
              .description = nat ? "Image pulls through the NAT gateways" : "Image pulls through interface endpoints",
              .service = "",
              .derivation = inputs.image_pull_derivation,
              .quantity = inputs.image_pull_gb},
             nat ? nat_gateway_gb_key : interface_endpoint_gb_key);
}

const char* address_owners(const Deployment& deployment) {
  if (deployment.data_plane == DataPlane::by_strategy) return "hosts and tasks";
  return deployment.uses_hosts() ? "hosts" : "tasks";
}

void add_public_address_costs(Ledger& ledger, const Workload& workload, const SharedCostInputs& inputs) {
  const std::optional<bool> uses = uses_public_addresses(workload);
  if (!uses) {
    ledger.leave_out("Public IPv4 addresses of tasks or hosts, as the input does not say whether they have any");
    return;
  }
  if (!*uses) return;
  ledger.add({.id = "network/public_ipv4",
              .category = CostCategory::network,
              .description = std::string("Public IPv4 addresses of the ") + address_owners(inputs.deployment),
              .service = "",
              .derivation = inputs.public_address_derivation,
              .quantity = inputs.public_address_hours},
             public_address_key);
}

// The price to add for the support of the Kubernetes version. A version counts more than the plain answer of the input.
std::optional<std::string> support_surcharge(Ledger& ledger, const Workload& workload,
                                             const KubernetesChoice& kubernetes) {
  const std::optional<bool>& stated = workload.surroundings.eks_extended_support;
  if (kubernetes.version.empty()) {
    if (stated.value_or(false)) return "eks/control_plane/extended_support_surcharge";
    if (!stated) ledger.assume("eks_support", "The Kubernetes version is under standard support", "M7, M8");
    return std::nullopt;
  }
  const KubernetesSupport support =
      kubernetes_support(ledger.book().kubernetes_versions(), kubernetes.version, kubernetes.as_of);
  ledger.assume("eks_support", support.sentence(), support.version.provenance.source);
  if (stated && *stated != support.surcharge_key.has_value()) {
    ledger.warnings.push_back(support.sentence() +
                              ", but surroundings.eks_extended_support says otherwise; the version counts");
  }
  return support.surcharge_key;
}

}  // namespace

std::optional<bool> uses_public_addresses(const Workload& workload) {
  std::optional<bool> answer;
  if (workload.surroundings.egress) answer = *workload.surroundings.egress == Egress::public_subnets;
  for (const Service& service : workload.services) {
    if (service.assign_public_ip) answer = answer.value_or(false) || *service.assign_public_ip;
  }
  return answer;
}

Rational releases_per_month(Ledger& ledger, const Service& service) {
  if (service.usage.releases_per_month) return *service.usage.releases_per_month;
  ledger.assume("releases_per_month", "One release a month of each service whose releases are not given", "assumption");
  return Rational(1);
}

bool is_made_of_runs(const Service& service) {
  if (service.is_daemon) return false;
  if (std::holds_alternative<RunDemand>(service.demand)) return true;
  const auto* timed = std::get_if<ProfileDemand>(&service.demand);
  return timed != nullptr && !timed->profile.runs.empty();
}

Rational task_starts_per_month(Ledger& ledger, const Service& service) {
  if (service.usage.task_starts_per_month) return *service.usage.task_starts_per_month;
  if (const auto* runs = std::get_if<RunDemand>(&service.demand)) {
    return runs->runs_per_day * ledger.period().days() / ledger.period().months();
  }
  Rational starts;
  if (const auto* timed = std::get_if<ProfileDemand>(&service.demand)) {
    const Rational an_hour = Rational(rise_count(timed->profile)) / profile_hours(timed->profile);
    starts = an_hour * ledger.period().hours() / ledger.period().months();
    if (is_made_of_runs(service)) return starts;
  }
  return starts + releases_per_month(ledger, service) * Rational(peak_count(service.demand));
}

void add_control_plane_costs(Ledger& ledger, const Workload& workload, ControlPlane control_plane,
                             const KubernetesChoice& kubernetes) {
  if (control_plane == ControlPlane::ecs) return;
  const Charge cluster{.id = "control_plane/eks",
                       .category = CostCategory::control_plane,
                       .description = "EKS cluster",
                       .service = "",
                       .derivation = "1 cluster × " + ledger.period().hours().to_text() + " h",
                       .quantity = ledger.period().hours()};
  ledger.add(cluster, "eks/control_plane/standard");
  const std::optional<std::string> surcharge = support_surcharge(ledger, workload, kubernetes);
  if (!surcharge) return;
  Charge extended = cluster;
  extended.id += "/extended_support";
  extended.description = "EKS cluster, extended support";
  ledger.add(extended, *surcharge);
}

void add_registry_costs(Ledger& ledger, const Workload& workload) {
  Rational gb;
  std::int64_t unknown = 0;
  for (const Service& service : workload.services) {
    if (service.usage.image_gb) {
      gb += *service.usage.image_gb;
    } else {
      ++unknown;
    }
  }
  if (unknown > 0) {
    ledger.leave_out("Image storage and image pulls of " + exact_count(unknown, "service") +
                     ", as the image sizes are not given (usage.image_gb)");
  }
  if (gb.is_zero()) return;
  Rational versions(1);
  if (workload.surroundings.image_versions_kept) {
    versions = *workload.surroundings.image_versions_kept;
  } else {
    ledger.assume("image_versions_kept", "The registry keeps one version of each image", "assumption");
  }
  ledger.add({.id = "registry/storage",
              .category = CostCategory::registry,
              .description = "Images in the registry",
              .service = "",
              .derivation = gb.to_text() + " GB × " + exact_count(versions, "version") + " × " + months_text(ledger),
              .quantity = gb * versions * ledger.period().months()},
             "ecr/private_storage");
}

void add_network_costs(Ledger& ledger, const Workload& workload, const SharedCostInputs& inputs) {
  const Surroundings& surroundings = workload.surroundings;
  add_public_address_costs(ledger, workload, inputs);
  add_nat_costs(ledger, surroundings);
  add_endpoint_costs(ledger, surroundings);
  add_image_pull_costs(ledger, surroundings, inputs);
  if (!surroundings.inter_az_gb_per_month) {
    ledger.leave_out("Transfer between zones, as its volume is not given (surroundings.inter_az_gb_per_month)");
    return;
  }
  const Rational gb = *surroundings.inter_az_gb_per_month * ledger.period().months();
  ledger.add({.id = "network/inter_az",
              .category = CostCategory::network,
              .description = "Transfer between zones, billed on both sides",
              .service = "",
              .derivation = gb.to_text() + " GB × 2 sides",
              .quantity = gb * Rational(2)},
             "transfer/inter_az/gb");
}

void add_load_balancer_costs(Ledger& ledger, const Workload& workload) {
  const Surroundings& surroundings = workload.surroundings;
  if (surroundings.application_load_balancers) {
    add_load_balancer(ledger, "alb", "Application load balancers", *surroundings.application_load_balancers,
                      surroundings.alb_lcu_per_hour);
  }
  if (surroundings.network_load_balancers) {
    add_load_balancer(ledger, "nlb", "Network load balancers", *surroundings.network_load_balancers,
                      surroundings.nlb_lcu_per_hour);
  }
  if (surroundings.application_load_balancers || surroundings.network_load_balancers) return;
  std::int64_t balanced = 0;
  for (const Service& service : workload.services) balanced += service.load_balanced ? 1 : 0;
  ledger.leave_out("Load balancers, as their number is not given (surroundings.application_load_balancers)" +
                   (balanced > 0 ? "; " + exact_count(balanced, "service") + " of the input " +
                                       (balanced == 1 ? "stands" : "stand") + " behind one"
                                 : ""));
}

void add_log_costs(Ledger& ledger, const Workload& workload) {
  Rational gb;
  std::int64_t unknown = 0;
  for (const Service& service : workload.services) {
    if (service.usage.log_gb_per_month) {
      gb += *service.usage.log_gb_per_month;
    } else if (service.sends_cloudwatch_logs.value_or(true)) {
      ++unknown;
    }
  }
  if (unknown > 0) {
    ledger.leave_out("Log ingestion of " + exact_count(unknown, "service") +
                     ", as the volume is not given (usage.log_gb_per_month)");
  }
  ledger.add({.id = "observability/logs",
              .category = CostCategory::observability,
              .description = "Log ingestion, CloudWatch Logs",
              .service = "",
              .derivation = gb.to_text() + " GB × " + months_text(ledger),
              .quantity = gb * ledger.period().months()},
             "cloudwatch/logs/ingest");
}

}  // namespace container_tco
