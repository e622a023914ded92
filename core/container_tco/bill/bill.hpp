#pragma once
// A bill of AWS as measured usage: what was bought, for how much, line by line, and which services ran. Every amount is
// exact, and the lines add up to the bill: nothing is left out.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "container_tco/bill/bill_role.hpp"
#include "container_tco/quantity/money.hpp"
#include "container_tco/quantity/resources.hpp"
#include "container_tco/workload/deployment.hpp"

namespace container_tco {

/// Rows of a bill that differ in nothing but time within the month, resource and account.
struct BillLine {
  BillRole role = BillRole::other;
  std::string region;       ///< A code; empty when the bill does not say.
  std::string service;      ///< "AmazonECS"; of FOCUS without a code the service's name.
  std::string usage_type;   ///< As the bill writes it, with the region's prefix; empty when the bill has none.
  std::string operation;    ///< As the bill writes it.
  std::string description;  ///< Only when the bill has no usage types: what the role was told by.
  std::string charge_type;  ///< "Usage", "Credit", "SavingsPlanCoveredUsage", … as the bill writes it.
  BillPurchase purchase = BillPurchase::on_demand;
  std::string month;                ///< "2026-02", of the start of usage in UTC; empty when the bill does not say.
  std::string price_key;            ///< Of a price or a Spot observation of the book; empty when there is none.
  std::string no_price;             ///< Why there is no key; empty otherwise.
  std::string instance_type;        ///< Of instances and their fees.
  std::optional<PricingUnit> unit;  ///< Of `quantity`; nothing where the role is other.
  Rational quantity;                ///< In the unit of the price; of other lines as the bill has it.
  Money billed = Money::zero(Currency::usd());     ///< Cash: CUR's unblended cost, FOCUS's BilledCost.
  Money effective = Money::zero(Currency::usd());  ///< With fees of commitments spread over the usage they cover.
  std::optional<Money> list;  ///< At public on-demand prices, as the bill says; where every row has it.
  std::int64_t row_count = 0;
};

/// Where tasks ran.
enum class BillPlane { fargate, fargate_spot, hosts };
std::string to_string(BillPlane plane);  ///< "fargate", "fargate_spot", "hosts"

/// What of a month the period of a bill has.
struct BillMonth {
  std::string name;  ///< "2026-02", in UTC.
  std::int64_t start_utc_seconds = 0;
  std::int64_t end_utc_seconds = 0;
  bool is_whole() const;  ///< From its first second to its last.
};

/// Usage of tasks and what it cost.
struct MeasuredAmounts {
  Rational vcpu_hours;
  Rational gib_hours;
  Rational storage_gib_hours;
  Money billed = Money::zero(Currency::usd());
  Money effective = Money::zero(Currency::usd());
};

/// What the tasks of one service used. On hosts this is what split cost allocation says they reserved.
struct MeasuredService {
  /// Of the ECS service or Kubernetes workload; else "tasks of cluster X"; else the platform. Where services of a
  /// region share it, what tells them apart stands before it: "account/cluster/namespace/name", as far as these differ.
  std::string name;
  std::string account;               ///< That used it; empty when the bill does not say.
  std::string cluster;               ///< Empty when neither the resource nor a tag says.
  std::string kubernetes_namespace;  ///< Of pods; empty as `cluster`.
  bool is_cluster_add_on = false;    ///< Pods that each cluster of EKS runs by itself, such as CoreDNS.
  std::string region;
  BillPlane plane = BillPlane::fargate;
  ControlPlane control_plane = ControlPlane::ecs;
  OperatingSystem operating_system = OperatingSystem::linux_os;
  Architecture architecture = Architecture::x86_64;
  bool has_usage = true;              ///< False: discounts that name no service.
  bool is_architecture_known = true;  ///< On hosts only when the instance stands on the bill, too.
  /// Its hosts were of both: `architecture` is that with most vCPU-hours.
  bool ran_on_both_architectures = false;
  Rational vcpu_hours;
  Rational gib_hours;
  Rational storage_gib_hours;  ///< Ephemeral, above what comes with a task.
  /// What one task was seen to have at the least: the largest row of one task divided by the hours it covers.
  std::optional<Rational> largest_task_vcpu;
  std::optional<Rational> largest_task_gib;
  std::optional<Rational> peak_vcpu;               ///< The most at one time, by the shortest periods of the bill.
  Money billed = Money::zero(Currency::usd());     ///< On hosts zero: the money stands in the lines of the instances.
  Money effective = Money::zero(Currency::usd());  ///< On hosts the split cost and the share of what stood unused.
  /// What of all this is of months outside of the period: corrections of earlier months.
  MeasuredAmounts outside_period;
};

/// The service as far as it ran in the period.
MeasuredService within_period(const MeasuredService& service);

/// All costs in one currency.
struct BillTotal {
  Currency currency = Currency::usd();
  Money billed = Money::zero(Currency::usd());
  Money effective = Money::zero(Currency::usd());
  Money container_billed = Money::zero(Currency::usd());  ///< Of lines whose role is not other.
  Money container_effective = Money::zero(Currency::usd());
};

struct Bill {
  std::string format;  ///< "cur" or "focus"; "cur and focus" for files of both.
  std::int64_t row_count = 0;
  /// The period: months with usage of tasks above 0, without corrections; of instances, clusters and disks where the
  /// bill has no tasks. Empty when the bill has no times.
  std::vector<BillMonth> months;
  std::vector<BillLine> lines;            ///< By role, region, usage type and so on.
  std::vector<MeasuredService> services;  ///< By region, plane and name.
  /// Regions with instances that no row of split cost allocation names as the host of a task.
  std::vector<std::string> regions_with_other_instances;
  std::vector<BillTotal> totals;   ///< By currency: never added up across currencies.
  std::vector<std::string> notes;  ///< What a reader must know: repeated headers, descriptions instead of usage types.

  /// Of the first and the last month; nothing when the bill has no times.
  std::optional<std::int64_t> start_utc_seconds() const;
  std::optional<std::int64_t> end_utc_seconds() const;
  /// The sum of the months, without the gaps between them; nothing when the bill has no times.
  std::optional<Rational> hours() const;
  /// "2026-02, 2026-03 (1416 h)"; empty when the bill has no times.
  std::string period_text() const;
};

}  // namespace container_tco
