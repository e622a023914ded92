#include "container_tco/costing/fargate_costs.hpp"

#include <variant>

#include "container_tco/costing/price_keys.hpp"
#include "container_tco/costing/spot_costs.hpp"
#include "container_tco/costing/wording.hpp"
#include "container_tco/error.hpp"

namespace container_tco {
namespace {

std::string key_prefix(ControlPlane control_plane, OperatingSystem operating_system, Architecture architecture,
                       Purchase purchase) {
  return std::string("fargate/") + (control_plane == ControlPlane::ecs ? "ecs" : "eks") +
         (purchase == Purchase::spot ? "_spot/" : "/") + to_string(operating_system) + "/" + to_string(architecture) +
         "/";
}

void add_ephemeral_storage_cost(Ledger& ledger, ControlPlane control_plane, const FargatePurchase& purchase) {
  const Rational gib = purchase.task.billed_ephemeral_storage.gib();
  if (gib.is_zero()) return;
  if (control_plane == ControlPlane::eks) {
    ledger.assume("eks_ephemeral_storage_price",
                  "Pod storage above 20 GiB is priced at the ECS rate: the price list has no row of its own for EKS",
                  "F10; assumption");
  }
  if (purchase.purchase == Purchase::spot) {
    ledger.assume("spot_ephemeral_storage_price",
                  "Storage above 20 GiB of tasks on Fargate Spot is priced as on demand: no Spot rate was found",
                  "F22; assumption");
  }
  ledger.add({.id = "storage/" + purchase.service + "/ephemeral",
              .category = CostCategory::storage,
              .description = purchase.service + ": ephemeral storage above 20 GiB",
              .service = purchase.service,
              .derivation = purchase.derivation + " × " + gib.to_text() + " GiB",
              .quantity = purchase.task_hours * gib},
             ephemeral_storage_key);
}

void add_task_costs(Ledger& ledger, ControlPlane control_plane, const FargatePurchase& purchase) {
  const bool is_spot = purchase.purchase == Purchase::spot;
  const std::string prefix =
      key_prefix(control_plane, purchase.operating_system, purchase.architecture, purchase.purchase);
  const Rational vcpu = purchase.task.size.vcpu();
  const Rational gib = purchase.task.size.gib();
  const std::string what = purchase.service + ": " +
                           exact_count(purchase.tasks, is_spot ? "Fargate Spot task" : "Fargate task") + " of " +
                           to_string(purchase.task.size);

  const auto add = [&](const std::string& part, const std::string& label, const Rational& factor,
                       const std::string& unit) {
    const Charge charge{.id = "compute/" + purchase.service + "/" + part,
                        .category = CostCategory::compute,
                        .description = what + ", " + label,
                        .service = purchase.service,
                        .derivation = purchase.derivation + " × " + factor.to_text() + " " + unit,
                        .quantity = purchase.task_hours * factor};
    if (is_spot) {
      add_spot_charge(ledger, charge, prefix + part);
    } else {
      ledger.add(charge, prefix + part);
    }
  };
  add("vcpu", "vCPU", vcpu, "vCPU");
  add("memory", "memory", gib, "GB");
  if (purchase.operating_system == OperatingSystem::windows_os) add("licence", "Windows licence", vcpu, "vCPU");
  add_ephemeral_storage_cost(ledger, control_plane, purchase);
}

TaskHours hours_of(const ConstantDemand& demand, const BillingPeriod& period) {
  const Rational hours = Rational(demand.count) * period.hours();
  return {hours, exact_count(demand.count, "task") + " × " + period.hours().to_text() + " h", hours};
}

TaskHours hours_of(const ProfileDemand& demand, OperatingSystem operating_system, const BillingPeriod& period) {
  const Rational mean = mean_count(demand.profile);
  const Rational more = mean_below_minimum(demand.profile, fargate_billed_seconds(Rational(1), operating_system));
  std::string tasks = exact_count(mean, "task") + " on average";
  if (!more.is_zero()) {
    tasks = "(" + tasks + " + " + more.to_text() + " for the billed minimum of short runs)";
  }
  return {(mean + more) * period.hours(), tasks + " × " + period.hours().to_text() + " h", mean * period.hours()};
}

TaskHours hours_of(const RunDemand& demand, OperatingSystem operating_system, const BillingPeriod& period) {
  const std::int64_t seconds = fargate_billed_seconds(demand.seconds_per_run, operating_system);
  return {demand.runs_per_day * period.days() * Rational(seconds) / Rational(3600),
          demand.runs_per_day.to_text() + " runs a day × " + period.hours().to_text() + " h / 24 × " +
              std::to_string(seconds) + " s / 3600",
          demand.runs_per_day * period.days() * demand.seconds_per_run / Rational(3600)};
}

}  // namespace

TaskHours fargate_task_hours(const Demand& demand, OperatingSystem operating_system, const BillingPeriod& period) {
  if (const auto* constant = std::get_if<ConstantDemand>(&demand)) return hours_of(*constant, period);
  if (const auto* timed = std::get_if<ProfileDemand>(&demand)) return hours_of(*timed, operating_system, period);
  return hours_of(std::get<RunDemand>(demand), operating_system, period);
}

FargateRates fargate_rates(const PriceBook& book, const std::string& region, ControlPlane control_plane,
                           OperatingSystem operating_system, Architecture architecture, const Contract* contract,
                           Purchase purchase) {
  const std::string prefix = key_prefix(control_plane, operating_system, architecture, purchase);
  const auto rate = [&](const char* part) {
    if (purchase == Purchase::spot) {
      if (const auto price = spot_unit_price(book, contract, prefix + part, region)) return *price;
      throw PriceNotFoundError(prefix + part, region, {});
    }
    if (contract == nullptr) return book.price(prefix + part, region).unit_price().money;
    return contracted_unit_price(contracted_price(book, *contract, prefix + part, region));
  };
  FargateRates rates{rate("vcpu"), rate("memory"), {}};
  if (operating_system == OperatingSystem::windows_os) rates.licence_vcpu_hour = rate("licence");
  return rates;
}

void add_fargate_costs(Ledger& ledger, ControlPlane control_plane, const std::vector<FargatePurchase>& purchases) {
  for (const FargatePurchase& purchase : purchases) add_task_costs(ledger, control_plane, purchase);
}

}  // namespace container_tco
