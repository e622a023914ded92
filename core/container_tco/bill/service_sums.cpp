#include "container_tco/bill/service_sums.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "container_tco/bill/service_name.hpp"

namespace container_tco::detail {
namespace {

// Tags repeat from row to row; an account with more kinds of them than this pays with time, not with memory.
constexpr std::size_t most_remembered_tags = 100'000;

bool is_of_tasks(BillRole role) {
  return is_hosted(role) || role == BillRole::fargate_vcpu || role == BillRole::fargate_memory ||
         role == BillRole::fargate_licence || role == BillRole::fargate_storage;
}

BillPlane plane_of(const LineSum& line) {
  if (is_hosted(line.line.role)) return BillPlane::hosts;
  return line.line.purchase == BillPurchase::spot ? BillPlane::fargate_spot : BillPlane::fargate;
}

std::string platform_name(const KnownUsage& usage) {
  return to_string(usage.operating_system) + "/" + to_string(usage.architecture);
}

/// Puts before a name that services of a region share what tells them apart; costs without usage need none.
void tell_apart(std::vector<MeasuredService>& services) {
  using Part = std::string MeasuredService::*;
  constexpr Part parts[] = {&MeasuredService::account, &MeasuredService::cluster,
                            &MeasuredService::kubernetes_namespace};
  std::map<std::pair<std::string, std::string>, std::vector<MeasuredService*>> of_name;
  for (MeasuredService& service : services) {
    if (service.has_usage) of_name[{service.region, service.name}].push_back(&service);
  }
  for (const auto& [key, alike] : of_name) {
    std::vector<std::string> prefixes(alike.size());
    for (const Part part : parts) {
      const auto is_same = [&](const MeasuredService* each) { return each->*part == alike.front()->*part; };
      if (std::all_of(alike.begin(), alike.end(), is_same)) continue;
      for (std::size_t i = 0; i < alike.size(); ++i) {
        if (!(alike[i]->*part).empty()) prefixes[i] += alike[i]->*part + "/";
      }
    }
    for (std::size_t i = 0; i < alike.size(); ++i) alike[i]->name.insert(0, prefixes[i]);
  }
}

void raise(std::optional<Rational>& largest, const Rational& seen) {
  if (!largest || *largest < seen) largest = seen;
}

}  // namespace

ServiceSums::ServiceSums(std::string service_tag) : service_tag_(std::move(service_tag)) {}

const TaggedName& ServiceSums::name_in_tags(std::string_view tags) {
  if (const auto known = names_of_tags_.find(tags); known != names_of_tags_.end()) return known->second;
  if (names_of_tags_.size() >= most_remembered_tags) names_of_tags_.clear();
  return names_of_tags_.emplace(std::string(tags), service_in_tags(tags, service_tag_)).first->second;
}

std::string_view ServiceSums::name_of(const BillBatch& batch, std::int64_t row) {
  if (const std::string_view own = batch.service_tag.at(row); !own.empty()) {
    has_own_tag_ = true;
    return own;
  }
  if (const std::string_view tags = batch.tags.at(row); !tags.empty()) {
    const TaggedName& found = name_in_tags(tags);
    has_own_tag_ = has_own_tag_ || found.is_own;
    if (!found.name.empty()) return found.name;
  }
  for (const std::string_view name : {batch.ecs_service.at(row), batch.kubernetes_workload.at(row)}) {
    if (!name.empty()) return name;
  }
  name_ = name_of_resource(batch.resource.at(row));
  return name_;
}

ServiceSums::Scope ServiceSums::scope_of(const BillBatch& batch, std::int64_t row) {
  const ResourcePlace place = place_of_resource(batch.resource.at(row));
  Scope scope{batch.account.at(row), place.cluster, place.kubernetes_namespace};
  if (!scope.cluster.empty()) return scope;  // Tags say no more than it does, and are slower to ask.
  const auto fill = [](std::string_view& part, std::string_view found) {
    if (part.empty()) part = found;
  };
  if (const std::string_view tags = batch.tags.at(row); !tags.empty()) {
    const TaggedName& tagged = name_in_tags(tags);
    fill(scope.cluster, tagged.cluster);
    fill(scope.kubernetes_namespace, tagged.kubernetes_namespace);
  }
  fill(scope.cluster, batch.ecs_cluster.at(row));
  fill(scope.cluster, batch.kubernetes_cluster.at(row));
  fill(scope.kubernetes_namespace, batch.kubernetes_namespace.at(row));
  return scope;
}

std::size_t ServiceSums::place_of(std::string name, const Scope& scope, const LineSum& line) {
  MeasuredService service;
  if (!name.empty() || line.has_usage()) {
    service.account = scope.account;
    service.cluster = scope.cluster;
    service.kubernetes_namespace = scope.kubernetes_namespace;
  }
  service.is_cluster_add_on = line.usage.control_plane == ControlPlane::eks && is_cluster_add_on(name);
  service.name = !name.empty()      ? std::move(name)
                 : line.is_discount ? "discounts that name no service"
                 : line.is_refund   ? "refunds that name no service"
                                    : platform_name(line.usage);
  service.region = line.line.region;
  service.plane = plane_of(line);
  service.control_plane = line.usage.control_plane;
  service.operating_system = line.usage.operating_system;
  service.architecture = line.usage.architecture;
  service.is_architecture_known = service.plane != BillPlane::hosts;
  service.has_usage = false;
  std::string key = service.name + '\0' + service.region + '\0' + to_string(service.plane) + '\0' +
                    platform_name(line.usage) + '\0' + line.currency.code();
  key += service.control_plane == ControlPlane::eks ? 'k' : 'e';
  for (const std::string* part : {&service.account, &service.cluster, &service.kubernetes_namespace}) {
    key += *part + '\0';
  }
  const auto [entry, is_new] = index_.try_emplace(std::move(key), sums_.size());
  if (is_new) sums_.push_back({std::move(service), line.currency, {}, {}, {}, {}, {}});
  return entry->second;
}

ServiceSums::Sum& ServiceSums::of(const BillBatch& batch, std::int64_t row, const LineSum& line) {
  const std::string_view name = name_of(batch, row);
  key_.assign(name);
  const Scope scope = scope_of(batch, row);
  for (const std::string_view part : {scope.account, scope.cluster, scope.kubernetes_namespace}) {
    key_ += '\0';
    key_ += part;
  }
  key_ += '\0';
  key_ += std::to_string(line.number);
  if (const auto known = index_by_line_.find(key_); known != index_by_line_.end()) return sums_[known->second];
  return sums_[index_by_line_.emplace(key_, place_of(std::string(name), scope, line)).first->second];
}

ServiceSums::Amounts& ServiceSums::amounts_of(Sum& sum, const RowPeriod& period) {
  if (period.start != start_) {
    start_ = period.start;
    month_ = month_number(period.start);
  }
  return sum.by_month[month_];
}

bool ServiceSums::is_outside(std::optional<std::int64_t> month) const {
  return month && !months_.is_empty() && !months_.has(month);
}

void ServiceSums::add_amount(Sum& sum, const BillBatch& batch, std::int64_t row, BillRole role, const RowPeriod& period,
                             const DecimalNumber& amount, std::int64_t divisor) {
  const std::optional<std::int64_t> seconds = period.seconds();
  const bool is_vcpu = role == BillRole::fargate_vcpu || role == BillRole::hosted_vcpu;
  const bool is_correction = batch.is_correction(row);
  if (amount.mantissa > 0 && !is_correction) months_.add(period);
  Amounts& amounts = amounts_of(sum, period);
  if (role == BillRole::fargate_storage) amounts.storage_gib_hours.add(amount, divisor);
  if (role == BillRole::fargate_storage || role == BillRole::fargate_licence) return;
  (is_vcpu ? amounts.vcpu_hours : amounts.gib_hours).add(amount, divisor);
  if (!seconds || is_correction) return;
  if (is_vcpu) sum.vcpu_hours_of_period[{*period.start, *seconds}].add(amount, divisor);
  if (!is_one_task(batch.resource.at(row))) return;
  // An amount in parts of an hour is that of a longer time in hours.
  (is_vcpu ? sum.largest_vcpu : sum.largest_gib).see(amount, *seconds * divisor);
}

void ServiceSums::add(const BillBatch& batch, std::int64_t row, const LineSum& line, const RowPeriod& period,
                      const DecimalNumber& billed, const std::vector<DecimalNumber>& effective) {
  const BillRole role = line.line.role;
  if (role == BillRole::instance && line.has_usage()) {
    const std::string_view instance = batch.resource.at(row);
    const auto found = instances_.find(instance);
    if (found == instances_.end()) {
      instances_.emplace(instance, Instance{line.line.instance_type, line.line.region});
    } else if (line.line.instance_type < found->second.type) {  // In any order of rows the same.
      found->second.type = line.line.instance_type;
    }
  }
  if (!is_of_tasks(role) || line.is_offsetting) return;
  Sum& sum = of(batch, row, line);
  Amounts& amounts = amounts_of(sum, period);
  ++amounts.row_count;
  sum.service.has_usage = sum.service.has_usage || line.has_usage();
  const auto amount = !line.has_amounts() ? std::nullopt
                      : is_hosted(role)   ? batch.hosted_amount(row)
                                          : batch.amount(row).number;
  if (amount) add_amount(sum, batch, row, role, period, *amount, line.factor.divided_by);
  if (!is_hosted(role)) {
    if (!line.is_offset) amounts.billed.add(billed);
    for (const DecimalNumber& term : effective) amounts.effective.add(term);
    return;
  }
  for (const CostCells* cost : {&batch.split_cost, &batch.split_unused_cost}) {
    if (const auto number = cost->at(row)) amounts.effective.add(*number);
  }
  const std::string_view host = batch.parent_resource.at(row);
  if (host.empty()) return;
  auto known = hosts_.find(host);
  if (known == hosts_.end()) known = hosts_.emplace(host, hosts_.size()).first;
  ExactSum& vcpu_hours = sum.vcpu_hours_of_host[known->second];
  if (amount && role == BillRole::hosted_vcpu) vcpu_hours.add(*amount);
}

void ServiceSums::set_amounts(MeasuredService& service, const Sum& sum) const {
  const Money zero = Money::zero(sum.currency);
  MeasuredAmounts all{{}, {}, {}, zero, zero};
  MeasuredAmounts& outside = service.outside_period = all;
  for (const auto& [month, amounts] : sum.by_month) {
    const auto add_to = [&amounts = amounts, &sum](MeasuredAmounts& total) {
      total.vcpu_hours += amounts.vcpu_hours.value();
      total.gib_hours += amounts.gib_hours.value();
      total.storage_gib_hours += amounts.storage_gib_hours.value();
      total.billed += Money(amounts.billed.value(), sum.currency);
      total.effective += Money(amounts.effective.value(), sum.currency);
    };
    add_to(all);
    if (is_outside(month)) add_to(outside);
  }
  service.vcpu_hours = all.vcpu_hours;
  service.gib_hours = all.gib_hours;
  service.storage_gib_hours = all.storage_gib_hours;
  service.billed = all.billed;
  service.effective = all.effective;
}

std::vector<std::string> ServiceSums::regions_with_other_instances() const {
  std::set<std::string> regions;
  for (const auto& [id, instance] : instances_) {
    if (id.empty() || !hosts_.contains(id)) regions.insert(instance.region);
  }
  return {regions.begin(), regions.end()};
}

std::optional<std::string> ServiceSums::outside_note() const {
  std::int64_t rows = 0;
  std::set<std::int64_t> outside;
  for (const Sum& sum : sums_) {
    for (const auto& [month, amounts] : sum.by_month) {
      if (!is_outside(month)) continue;
      rows += amounts.row_count;
      outside.insert(*month);
    }
  }
  if (rows == 0) return std::nullopt;
  std::string months;
  for (const std::int64_t month : outside) {
    const std::string number = std::to_string(month % 12 + 1);
    months += (months.empty() ? "" : ", ") + std::to_string(month / 12) + (number.size() == 1 ? "-0" : "-") + number;
  }
  return std::to_string(rows) + (rows == 1 ? " row" : " rows") + " of tasks " + (rows == 1 ? "is" : "are") +
         " of months in which nothing else ran (" + months +
         "), such as corrections: in the lines of the bill, and in no comparison with the other side";
}

std::vector<std::optional<Architecture>> ServiceSums::architectures_of_hosts(const PriceBook& book) const {
  std::unordered_map<std::string_view, Architecture> known;
  for (const InstanceType& type : book.instance_types()) known.emplace(type.name, type.architecture);
  std::vector<std::optional<Architecture>> architectures(hosts_.size());
  for (const auto& [id, place] : hosts_) {
    const auto instance = instances_.find(id);
    if (instance == instances_.end()) continue;
    const auto type = known.find(instance->second.type);
    if (type != known.end()) architectures[place] = type->second;
  }
  return architectures;
}

std::vector<MeasuredService> ServiceSums::finish(const PriceBook& book) const {
  const std::vector<std::optional<Architecture>> architectures = architectures_of_hosts(book);
  std::vector<MeasuredService> services;
  for (const Sum& sum : sums_) {
    MeasuredService service = sum.service;
    set_amounts(service, sum);
    service.largest_task_vcpu = sum.largest_vcpu.per_hour();
    service.largest_task_gib = sum.largest_gib.per_hour();
    for (const auto& [period, vcpu_hours] : sum.vcpu_hours_of_period) {
      if (is_outside(month_number(period.first))) continue;
      raise(service.peak_vcpu, vcpu_hours.value() * Rational::ratio(3600, period.second));
    }
    std::map<std::string, std::pair<Rational, Architecture>> hours;  // By name: of equal ones the first is taken.
    for (const auto& [host, vcpu_hours] : sum.vcpu_hours_of_host) {
      if (const auto& found = architectures[host]) {
        auto& [total, architecture] = hours[to_string(*found)];
        total += vcpu_hours.value();
        architecture = *found;
      }
    }
    const auto most = std::max_element(hours.begin(), hours.end(),
                                       [](const auto& a, const auto& b) { return a.second.first < b.second.first; });
    if (most != hours.end()) {
      service.architecture = most->second.second;
      service.is_architecture_known = true;
      service.ran_on_both_architectures = hours.size() > 1;
    }
    services.push_back(std::move(service));
  }
  tell_apart(services);
  std::sort(services.begin(), services.end(), [](const MeasuredService& a, const MeasuredService& b) {
    const auto key = [](const MeasuredService& service) {
      return std::tuple(service.region, service.plane, service.name, service.account, service.cluster,
                        service.kubernetes_namespace, service.architecture, service.control_plane,
                        service.operating_system, service.effective.currency().code(), service.has_usage);
    };
    return key(a) < key(b);
  });
  return services;
}

}  // namespace container_tco::detail
