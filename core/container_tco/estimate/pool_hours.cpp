#include "container_tco/estimate/pool_hours.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "container_tco/costing/host_costs.hpp"
#include "container_tco/costing/purpose_lines.hpp"

namespace container_tco {
namespace {

// Ids of the lines that a host of the pool causes.
std::vector<std::string> lines_of(const HostPool& pool) {
  const std::string part = pool.part.empty() ? "" : "/" + pool.part;
  std::vector<std::string> ids = host_line_ids(pool.name_in_lines());
  for (std::string& id : ids) id += part;
  return ids;
}

std::vector<LineItem> caused_by(const Ledger& ledger, const HostPool& pool) {
  const std::vector<std::string> ids = lines_of(pool);
  std::vector<LineItem> lines;
  std::copy_if(ledger.lines.begin(), ledger.lines.end(), std::back_inserter(lines),
               [&](const LineItem& line) { return std::find(ids.begin(), ids.end(), line.id) != ids.end(); });
  return lines;
}

std::string derivation_of_rest(const LineItem& line, const HostPool& pool, const Ledger& ledger) {
  // What one host-hour takes of the line: 1 hour of the instance, but GiB-months of the disk.
  const Rational each = line.quantity.value / (Rational(pool.hosts) * ledger.period().hours());
  return each == Rational(1) ? "" : " × " + each.to_text() + " an hour";
}

}  // namespace

std::optional<LineItem> address_hours_line(const Ledger& ledger, const std::string& whose, const Rational& hours,
                                           const std::string& purpose, const std::string& what) {
  const auto line = std::find_if(ledger.lines.begin(), ledger.lines.end(),
                                 [](const LineItem& l) { return l.id == "network/public_ipv4"; });
  if (hours.is_zero() || line == ledger.lines.end() || line->quantity.value.is_zero()) return std::nullopt;
  LineItem own = *line;
  own.id += "/" + whose;
  return scaled_line(own, hours / line->quantity.value, purpose, what + ": public IPv4 addresses",
                     hours.to_text() + " hours of " + whose);
}

std::vector<Rational> hourly_costs(const Ledger& ledger, const std::vector<HostPool>& pools) {
  std::vector<Rational> hourly(pools.size());
  for (std::size_t i = 0; i < pools.size(); ++i) {
    if (pools[i].hosts == 0) continue;
    for (const LineItem& line : caused_by(ledger, pools[i])) hourly[i] += line.cost.amount();
    hourly[i] /= Rational(pools[i].hosts) * ledger.period().hours();
  }
  return hourly;
}

void add_pool_hours(Ledger& ledger, const std::vector<HostPool>& pools, const std::map<std::size_t, PoolHours>& hours,
                    const std::string& purpose, const std::string& what) {
  std::vector<LineItem> extra;
  Rational all_hours;
  for (const auto& [index, of_pool] : hours) {
    const HostPool& pool = pools[index];
    if (pool.hosts == 0 || of_pool.hours.is_zero()) continue;
    all_hours += of_pool.hours;
    const Rational ratio = of_pool.hours / (Rational(pool.hosts) * ledger.period().hours());
    for (const LineItem& line : caused_by(ledger, pool)) {
      extra.push_back(scaled_line(line, ratio, purpose, what + ", as in \"" + line.description + "\"",
                                  of_pool.derivation + derivation_of_rest(line, pool, ledger)));
    }
  }
  if (auto line = address_hours_line(ledger, "hosts", all_hours, purpose, what)) extra.push_back(*std::move(line));
  for (LineItem& line : extra) ledger.add(std::move(line));
}

}  // namespace container_tco
