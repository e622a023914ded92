#include "container_tco/batch/host_costs_of_row.hpp"

#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "container_tco/batch/estimated_costs.hpp"
#include "container_tco/batch/fargate_table.hpp"
#include "container_tco/batch/labour_shares.hpp"
#include "container_tco/batch/whole_scale.hpp"
#include "container_tco/costing/labour_costs.hpp"
#include "container_tco/costing/price_keys.hpp"
#include "container_tco/estimate/data_plane.hpp"
#include "container_tco/estimate/host_catalogue.hpp"
#include "container_tco/estimate/host_plan.hpp"
#include "container_tco/packing/type_table.hpp"
#include "container_tco/sizing/host_capacity.hpp"

namespace container_tco {
namespace {

// What TypeTable takes.
constexpr std::int64_t most_weight = 1'000'000'000'000'000;

// In whole numbers of 10^-10 / divisor.
struct HostTermsInUnits {
  std::int64_t divisor = 1;
  std::vector<std::int64_t> infrastructure;  // Of one host, by type of the table.
  std::vector<std::uint16_t> types;          // Index into the instance types of the book, by type of the table.
  std::int64_t labour_per_host = 0;
  std::int64_t fixed_labour = 0;
  std::int64_t scratch_gib = 0;
};

class HostCosts : public DeploymentCosts {
 public:
  HostCosts(TypeTable table, HostTermsInUnits terms, const EstimateOptions& options, std::int64_t slots,
            std::unique_ptr<DeploymentCosts> estimated)
      : table_(std::move(table)),
        terms_(std::move(terms)),
        zones_(options.hosts.zones),
        estimated_(std::move(estimated)) {
    slots_.fill(slots);
    min_hosts_.fill(options.hosts.min_hosts);
  }

  void price(const BatchColumns& columns, std::span<const std::uint16_t> rows, BlockColumns& out) const override {
    std::array<TypeChoice, rows_priced_at_once> choices;
    choose_types(columns, rows, std::span(choices).first(rows.size()));
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const RowError error = cost_hosts(choices[i], columns, rows[i], out);
      if (error != RowError::none) estimate_or_refuse(error, *estimated_, columns, rows[i], out);
    }
  }

 private:
  using Column = std::array<std::int64_t, rows_priced_at_once>;

  void choose_types(const BatchColumns& columns, std::span<const std::uint16_t> rows,
                    std::span<TypeChoice> choices) const {
    Column ticks;
    Column bytes;
    Column copies;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const Resources asked = as_scheduled(
          {Cpu::from_ticks(columns.cpu_ticks[rows[i]]), Bytes::from_bytes(columns.memory_bytes[rows[i]]), 0},
          ControlPlane::ecs);
      ticks[i] = asked.cpu.ticks();
      bytes[i] = asked.memory.bytes();
      copies[i] = columns.task_counts[rows[i]];
    }
    const auto filled = [&](const Column& column) { return std::span(column).first(rows.size()); };
    table_.cheapest({filled(ticks), filled(bytes), filled(copies), {}, filled(slots_), {}, filled(min_hosts_), zones_},
                    choices);
  }

  // amount_too_large where 63 bits do not hold it.
  RowError cost_hosts(const TypeChoice& choice, const BatchColumns& columns, std::size_t row, BlockColumns& out) const {
    if (choice.outcome == TypeOutcome::too_heavy) return RowError::amount_too_large;
    if (choice.outcome != TypeOutcome::chosen) {
      return table_.hosts().empty() ? RowError::price_not_found : RowError::fits_no_host;
    }
    const Wide of_hosts = Wide(choice.hosts) * terms_.infrastructure[choice.type];
    const Wide full_gib = columns.ephemeral_bytes[row] >> detail::gib_bits;
    const auto infrastructure =
        split(of_hosts + Wide(columns.task_counts[row]) * full_gib * terms_.scratch_gib, terms_.divisor);
    const auto labour = split(Wide(choice.hosts) * terms_.labour_per_host + terms_.fixed_labour, terms_.divisor);
    if (!infrastructure || !labour) return RowError::amount_too_large;
    const std::int64_t more_bytes = columns.ephemeral_bytes[row] % (std::int64_t{1} << detail::gib_bits);
    if (more_bytes != 0) {
      const std::int64_t tasks = columns.task_counts[row];
      const RowError error = price_with_bytes(*infrastructure, *labour, tasks, more_bytes, row, out);
      if (error != RowError::none) return error;
    } else if (!out.price(row, *infrastructure, *labour, terms_.divisor)) {
      return RowError::amount_too_large;
    }
    out.buy_hosts(row, terms_.types[choice.type], choice.hosts);
    return RowError::none;
  }

  // Parts of a GiB are few, and a divisor that holds them, too, would cost every row.
  RowError price_with_bytes(const SplitAmount& infrastructure, const SplitAmount& labour, std::int64_t tasks,
                            std::int64_t bytes, std::size_t row, BlockColumns& out) const {
    const Rational of_bytes = Rational(tasks) * Bytes::from_bytes(bytes).gib() * Rational(terms_.scratch_gib) /
                              (Rational(terms_.divisor) * Rational(amounts_per_unit));
    RationalCosts costs{exact_amount(infrastructure, terms_.divisor) + of_bytes, exact_amount(labour, terms_.divisor)};
    return out.price(row, std::make_shared<const RationalCosts>(std::move(costs)));
  }

  TypeTable table_;
  HostTermsInUnits terms_;
  std::int64_t zones_;
  std::unique_ptr<DeploymentCosts> estimated_;
  // The same for every row.
  Column slots_;
  Column min_hosts_;
};

// Exact weights, times one factor: the order that costs have.
std::optional<TypeTable> table_of(const std::vector<PricedHost>& hosts) {
  WholeScale scale(1);
  for (const PricedHost& host : hosts) {
    if (!scale.include(host.per_host.amount())) return std::nullopt;
  }
  std::vector<WeighedHost> weighed;
  weighed.reserve(hosts.size());
  for (const PricedHost& host : hosts) {
    const std::optional<std::int64_t> weight = scale.units(host.per_host.amount());
    if (!weight || *weight < 1 || *weight > most_weight) return std::nullopt;
    weighed.push_back({host.type->name, pack_host(host.capacity), *weight});
  }
  return TypeTable(std::move(weighed));
}

struct ExactTerms {
  Rational labour_per_host;
  Rational fixed_labour;
  Rational scratch_gib;
};

std::optional<HostTermsInUnits> in_units(const PriceBook& book, const std::vector<PricedHost>& hosts,
                                         const ExactTerms& exact) {
  WholeScale scale(amounts_per_unit);
  bool is_whole =
      scale.include(exact.labour_per_host) && scale.include(exact.fixed_labour) && scale.include(exact.scratch_gib);
  for (const PricedHost& host : hosts) is_whole = is_whole && scale.include(host.per_host.amount());
  if (!is_whole) return std::nullopt;
  const auto labour_per_host = scale.units(exact.labour_per_host);
  const auto fixed_labour = scale.units(exact.fixed_labour);
  const auto scratch_gib = scale.units(exact.scratch_gib);
  if (!labour_per_host || !fixed_labour || !scratch_gib) return std::nullopt;
  HostTermsInUnits terms{scale.factor() / amounts_per_unit, {}, {}, *labour_per_host, *fixed_labour, *scratch_gib};
  for (const PricedHost& host : hosts) {
    const auto units = scale.units(host.per_host.amount() - exact.labour_per_host);
    if (!units) return std::nullopt;
    terms.infrastructure.push_back(*units);
    terms.types.push_back(static_cast<std::uint16_t>(host.type - book.instance_types().data()));
  }
  return terms;
}

}  // namespace

std::unique_ptr<DeploymentCosts> host_costs_of_rows(const PriceBook& book, const Workload& workload,
                                                    const Deployment& deployment, const EstimateOptions& options,
                                                    const CompareBatchOptions& batch) {
  const Ledger ledger(book, options.region, options.period);
  const Task& task = workload.services.front().task;
  const RootDisk disk = root_disk(deployment.control_plane, task.operating_system, options.hosts.setup);
  const HostSurcharge surcharge = surcharge_per_host(ledger, workload, deployment, disk.size_gib, options);
  // A missing price would count as zero.
  const Rational disk_gib_month = book.price(disk_key, options.region).unit_price().money.amount();
  if (batch.egress == Egress::public_subnets) (void)book.price(public_address_key, options.region);
  HostCatalogue catalogue;
  const std::vector<PricedHost>& hosts = catalogue.hosts(
      book, options, {deployment, task.operating_system, task.architecture, std::nullopt, surcharge.per_host});
  const ExactTerms exact{
      labour_cost_per_host(book, deployment, options.labour, ledger.currency(), options.period).amount(),
      fixed_labour(book, options, deployment, batch.share), disk_gib_month * options.period.months()};
  std::optional<TypeTable> table = table_of(hosts);
  std::optional<HostTermsInUnits> terms = in_units(book, hosts, exact);
  if (!table || !terms) return nullptr;
  return std::make_unique<HostCosts>(*std::move(table), *std::move(terms), options,
                                     pack_item(workload.services.front(), deployment).network_slots,
                                     estimated_costs_of_rows(book, deployment, options, batch));
}

}  // namespace container_tco
