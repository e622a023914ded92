#include "container_tco/costing/host_costs.hpp"

#include "container_tco/costing/wording.hpp"

namespace container_tco {

std::string on_demand_key(OperatingSystem operating_system, const std::string& instance_type) {
  return "ec2/" + to_string(operating_system) + "/on_demand/" + instance_type;
}

void add_host_costs(Ledger& ledger, const HostPurchase& purchase) {
  const std::string hosts = std::to_string(purchase.hosts) + " × " + purchase.instance_type;
  ledger.add({.id = "compute/pool/" + purchase.pool,
              .category = CostCategory::compute,
              .description = "Hosts " + purchase.pool + ": " + hosts,
              .service = "",
              .derivation = exact_count(purchase.hosts, "host") + " × " + ledger.period().hours().to_text() + " h",
              .quantity = Rational(purchase.hosts) * ledger.period().hours()},
             on_demand_key(purchase.operating_system, purchase.instance_type));
}

void add_root_disk_costs(Ledger& ledger, const std::string& pool, std::int64_t hosts, std::int64_t root_disk_gib) {
  ledger.add({.id = "storage/hosts/root_disk/" + pool,
              .category = CostCategory::storage,
              .description = "Root disks of the hosts " + pool + ", gp3",
              .service = "",
              .derivation = exact_count(hosts, "host") + " × " + std::to_string(root_disk_gib) + " GiB × " +
                            exact_count(ledger.period().months(), "month"),
              .quantity = Rational(hosts) * Rational(root_disk_gib) * ledger.period().months()},
             "ebs/gp3/storage");
}

void add_task_scratch_costs(Ledger& ledger, const Rational& gib) {
  ledger.add({.id = "storage/hosts/task_scratch",
              .category = CostCategory::storage,
              .description = "Host disk for the ephemeral storage that tasks ask for, gp3",
              .service = "",
              .derivation = gib.to_text() + " GiB × " + exact_count(ledger.period().months(), "month"),
              .quantity = gib * ledger.period().months()},
             "ebs/gp3/storage");
}

}  // namespace container_tco
