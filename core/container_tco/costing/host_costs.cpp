#include "container_tco/costing/host_costs.hpp"

#include <utility>

#include "container_tco/costing/price_keys.hpp"
#include "container_tco/costing/spot_costs.hpp"
#include "container_tco/costing/wording.hpp"
#include "container_tco/error.hpp"

namespace container_tco {

namespace {

ManagementFee fee_of(const PriceBook& book, const std::string& region, const std::string& instance_type,
                     const HostTerms& terms) {
  return management_fee(book, *terms.management, instance_type, region, terms.fee_day);
}

// The fee as a list price, so that the terms of a contract meet it as they meet any other.
PriceRow fee_row(const ManagementFee& fee) {
  return {to_string(fee.management) + "/" + fee.instance_type,
          fee.region,
          fee.price.unit,
          {{Rational(), std::nullopt, fee.price.money}},
          fee.provenance};
}

std::string host_line(const std::string& pool) { return "compute/pool/" + pool; }
std::string fee_line(const std::string& pool) { return host_line(pool) + "/management_fee"; }
std::string root_disk_line(const std::string& pool) { return "storage/hosts/root_disk/" + pool; }

std::string key_of(OperatingSystem operating_system, const char* purchase, const std::string& instance_type) {
  return "ec2/" + to_string(operating_system) + "/" + purchase + "/" + instance_type;
}

std::optional<Money> instance_hour_price(const PriceBook& book, const Contract* contract, const std::string& region,
                                         OperatingSystem operating_system, const std::string& instance_type,
                                         const HostTerms& terms) {
  if (terms.purchase == Purchase::spot) {
    return spot_unit_price(book, contract, spot_key(operating_system, instance_type), region);
  }
  const std::string key = on_demand_key(operating_system, instance_type);
  if (contract != nullptr) {
    const auto price = find_contracted_price(book, *contract, key, region);
    if (!price) return std::nullopt;
    return contracted_unit_price(*price);
  }
  const PriceRow* row = book.find_price(key, region);
  if (row == nullptr) return std::nullopt;
  return row->unit_price().money;
}

void add_fee_costs(Ledger& ledger, const HostPurchase& purchase, const Charge& hosts) {
  Charge charge = hosts;
  charge.id = fee_line(purchase.pool);
  charge.description =
      std::string(*purchase.terms.management == HostManagement::eks_auto_mode ? "EKS Auto Mode"
                                                                              : "ECS Managed Instances") +
      " fee, " + purchase.pool + ": " + std::to_string(purchase.hosts) + " × " + purchase.instance_type;
  add_management_fee(ledger, charge, purchase.instance_type, purchase.terms);
  ledger.assume(
      "management_fee_undiscounted",
      "The fee for looking after hosts comes in full on top of whatever the instances cost: neither commitments nor "
      "Spot lower it",
      "U13; assumption; public guides of 2026 say so of EKS Auto Mode, none of ECS Managed Instances");
}

}  // namespace

HostTerms host_terms(const Deployment& deployment, std::string fee_day) {
  HostTerms terms{deployment.purchase, std::nullopt, std::move(fee_day)};
  if (!deployment.has_managed_hosts()) return terms;
  terms.management = deployment.control_plane == ControlPlane::ecs ? HostManagement::ecs_managed_instances
                                                                   : HostManagement::eks_auto_mode;
  return terms;
}

std::string on_demand_key(OperatingSystem operating_system, const std::string& instance_type) {
  return key_of(operating_system, "on_demand", instance_type);
}

std::string spot_key(OperatingSystem operating_system, const std::string& instance_type) {
  return key_of(operating_system, "spot", instance_type);
}

std::optional<Money> host_hour_price(const PriceBook& book, const Contract* contract, const std::string& region,
                                     OperatingSystem operating_system, const std::string& instance_type,
                                     const HostTerms& terms) {
  const std::optional<Money> instance =
      instance_hour_price(book, contract, region, operating_system, instance_type, terms);
  if (!instance || !terms.management) return instance;
  try {
    const PriceRow fee = fee_row(fee_of(book, region, instance_type, terms));
    return *instance +
           (contract != nullptr ? contracted_unit_price(contracted_price(fee, *contract)) : fee.unit_price().money);
  } catch (const PriceNotFoundError&) {
    return std::nullopt;
  }
}

void add_management_fee(Ledger& ledger, const Charge& charge, const std::string& instance_type,
                        const HostTerms& terms) {
  const ManagementFee fee = fee_of(ledger.book(), ledger.region(), instance_type, terms);
  ledger.add(charge, fee_row(fee), fee.derivation);
}

void add_host_costs(Ledger& ledger, const HostPurchase& purchase) {
  const bool is_spot = purchase.terms.purchase == Purchase::spot;
  const Charge hosts{
      .id = host_line(purchase.pool),
      .category = CostCategory::compute,
      .description = (is_spot ? "Spot hosts " : "Hosts ") + purchase.pool + ": " + std::to_string(purchase.hosts) +
                     " × " + purchase.instance_type,
      .service = "",
      .derivation = exact_count(purchase.hosts, "host") + " × " + ledger.period().hours().to_text() + " h",
      .quantity = Rational(purchase.hosts) * ledger.period().hours()};
  if (is_spot) {
    add_spot_charge(ledger, hosts, spot_key(purchase.operating_system, purchase.instance_type));
  } else {
    ledger.add(hosts, on_demand_key(purchase.operating_system, purchase.instance_type));
  }
  if (purchase.terms.management && !hosts.quantity.is_zero()) add_fee_costs(ledger, purchase, hosts);
}

std::vector<std::string> host_line_ids(const std::string& pool) {
  return {host_line(pool), fee_line(pool), root_disk_line(pool)};
}

void add_root_disk_costs(Ledger& ledger, const std::string& pool, std::int64_t hosts, std::int64_t root_disk_gib) {
  ledger.add({.id = root_disk_line(pool),
              .category = CostCategory::storage,
              .description = "Root disks of the hosts " + pool + ", gp3",
              .service = "",
              .derivation = exact_count(hosts, "host") + " × " + std::to_string(root_disk_gib) + " GiB × " +
                            exact_count(ledger.period().months(), "month"),
              .quantity = Rational(hosts) * Rational(root_disk_gib) * ledger.period().months()},
             disk_key);
}

void add_task_scratch_costs(Ledger& ledger, const Rational& gib) {
  ledger.add({.id = "storage/hosts/task_scratch",
              .category = CostCategory::storage,
              .description = "Host disk for the ephemeral storage that tasks ask for, gp3",
              .service = "",
              .derivation = gib.to_text() + " GiB × " + exact_count(ledger.period().months(), "month"),
              .quantity = gib * ledger.period().months()},
             disk_key);
}

}  // namespace container_tco
