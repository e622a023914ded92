#include "container_tco/estimate/waste.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "container_tco/costing/purpose_lines.hpp"
#include "container_tco/error.hpp"
#include "container_tco/estimate/waste_parts.hpp"

namespace container_tco {
namespace {

using detail::ComputeCost;

// Whether `id` is `charge`, or a tier, fee or covered rest of it; of an estimate in parts, that of `part`.
bool belongs_to(std::string_view id, std::string_view charge, std::string_view part) {
  if (!id.starts_with(charge)) return false;
  const std::string rest = std::string(id.substr(charge.size())) + "/";
  if (rest.front() != '/') return false;
  return part.empty() || rest.find("/" + std::string(part) + "/") != std::string::npos;
}

std::string charge_of(const HostPool& pool) { return "compute/pool/" + pool.name_in_lines(); }

// Compute lines by the pool or the purchase that they pay for. Each line counts once.
class ComputeLines {
 public:
  explicit ComputeLines(const Estimate& estimate) : currency_(estimate.currency) {
    for (const LineItem& line : estimate.lines) {
      if (line.category == CostCategory::compute) lines_.push_back(&line);
    }
    taken_.resize(lines_.size());
  }

  /// Of the lines of `service` (empty: of no service) and `part`, those of `charge`.
  Money take(const std::string& service, const std::string& charge, const std::string& part = {}) {
    return take_if([&](const LineItem& line) { return line.service == service && belongs_to(line.id, charge, part); });
  }

  /// Lines of capacity that is added for a while. What runs for the loss of a zone runs all the time.
  Money take_changeover() {
    return take_if([](const LineItem& line) { return !line.purpose.empty() && line.purpose != purpose_zone_loss; });
  }

  Money take_all() {
    return take_if([](const LineItem&) { return true; });
  }

 private:
  template <typename Condition>
  Money take_if(const Condition& condition) {
    Money sum = Money::zero(currency_);
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (taken_[i] || !condition(*lines_[i])) continue;
      taken_[i] = true;
      sum += lines_[i]->cost;
    }
    return sum;
  }

  Currency currency_;
  std::vector<const LineItem*> lines_;
  std::vector<bool> taken_;
};

class WasteSum {
 public:
  explicit WasteSum(const Estimate& estimate)
      : estimate_(estimate), lines_(estimate), cost_{zero(), zero(), zero()}, waste_{zero(), {}, {}, {}, {}, {}, {}} {}

  Waste finish() && {
    for (const LineItem& line : estimate_.lines) {
      if (line.category == CostCategory::compute) waste_.compute_cost += line.cost;
    }
    const Money changeover = lines_.take_changeover();
    add_pools();
    for (const FargatePurchase& purchase : estimate_.fargate) add_purchase(purchase);
    add_rest(changeover);
    std::sort(waste_.shares.begin(), waste_.shares.end(),
              [](const UseShare& a, const UseShare& b) { return a.use < b.use; });
    set_effective_prices();
    return std::move(waste_);
  }

 private:
  Money zero() const { return Money::zero(estimate_.currency); }

  // Pools with the longest names first: "linux/x86_64/gpu" must not lose its lines to "linux/x86_64".
  void add_pools() {
    std::vector<std::size_t> order(estimate_.pools.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return charge_of(estimate_.pools[a]).size() > charge_of(estimate_.pools[b]).size();
    });
    std::vector<Money> costs(order.size(), zero());
    for (std::size_t i : order) {
      // Of hosts that were given as they are, nothing but the price is known.
      if (estimate_.pools[i].capacity.advertised == Resources()) continue;
      costs[i] = lines_.take("", charge_of(estimate_.pools[i]), estimate_.pools[i].part);
    }
    const detail::PoolContext context{estimate_.idle_fractions,
                                      Rational::ratio(estimate_.options.hosts.headroom_percent, 100)};
    for (std::size_t i = 0; i < costs.size(); ++i) {
      auto [pool, cost] = detail::waste_of_pool(estimate_.pools[i], costs[i], context);
      add(pool.shares, cost);
      waste_.pools.push_back(std::move(pool));
    }
  }

  void add_purchase(const FargatePurchase& purchase) {
    const std::string charge = "compute/" + purchase.service + "/";
    const auto take = [&](const char* what) { return lines_.take(purchase.service, charge + what, purchase.part); };
    const ComputeCost cost{take("vcpu") + take("licence"), take("memory"), zero()};
    auto [waste, spent] = detail::waste_of_purchase(purchase, cost, estimate_.period);
    add(waste.shares, spent);
    waste_.fargate.push_back(std::move(waste));
  }

  void add_rest(const Money& changeover) {
    const Money unused = lines_.take("", "commitment");
    const Money rest = lines_.take_all();
    for (const auto& [use, cost] :
         {std::pair{CapacityUse::changeover, changeover}, std::pair{CapacityUse::unused_commitment, unused},
          std::pair{CapacityUse::unattributed, rest}}) {
      if (!cost.amount().is_zero()) add({{use, to_string(use), {}, cost, ""}}, {zero(), zero(), zero()});
    }
  }

  void add(const std::vector<UseShare>& shares, const ComputeCost& cost) {
    cost_ = {cost_.vcpu + cost.vcpu, cost_.memory + cost.memory, cost_.gpu + cost.gpu};
    for (const UseShare& share : shares) {
      const auto same = std::find_if(waste_.shares.begin(), waste_.shares.end(),
                                     [&](const UseShare& known) { return known.use == share.use; });
      if (same == waste_.shares.end()) {
        waste_.shares.push_back({share.use, to_string(share.use), share.amount, share.cost, ""});
      } else {
        same->amount += share.amount;
        same->cost += share.cost;
      }
    }
  }

  void set_effective_prices() {
    const Money attributed = cost_.sum();
    if (attributed.amount().is_zero()) return;
    const Rational markup = waste_.compute_cost / attributed;
    const ResourceAmounts used = waste_.amount_of(CapacityUse::used);
    const auto price = [&](const Money& cost, const Rational& amount) -> std::optional<Money> {
      if (amount.is_zero()) return std::nullopt;
      return cost * markup / (amount * estimate_.period.hours());
    };
    waste_.per_used_vcpu_hour = price(cost_.vcpu, used.vcpu);
    waste_.per_used_gib_hour = price(cost_.memory, used.memory_gib);
    waste_.per_used_gpu_hour = price(cost_.gpu, used.gpu_count);
  }

  const Estimate& estimate_;
  ComputeLines lines_;
  ComputeCost cost_;
  Waste waste_;
};

}  // namespace

Money Waste::cost_of(CapacityUse use) const {
  for (const UseShare& share : shares) {
    if (share.use == use) return share.cost;
  }
  return Money::zero(compute_cost.currency());
}

ResourceAmounts Waste::amount_of(CapacityUse use) const {
  for (const UseShare& share : shares) {
    if (share.use == use) return share.amount;
  }
  return {};
}

Waste waste_of(const Estimate& estimate) {
  if (!estimate.is_complete()) {
    throw InvalidInputError("estimate", estimate.is_feasible() ? "one with gaps" : "an impossible one",
                            "a complete estimate of " + estimate.deployment.name());
  }
  return WasteSum(estimate).finish();
}

}  // namespace container_tco
