#include "container_tco/estimate/managed_host_notes.hpp"

#include <algorithm>

#include "container_tco/costing/host_costs.hpp"
#include "container_tco/error.hpp"
#include "container_tco/pricebook/calendar_date.hpp"
#include "container_tco/sizing/managed_hosts.hpp"

namespace container_tco {
namespace {

using std::chrono::sys_days;

bool is_date(const std::string& text) {
  try {
    parse_date(text, "version");
    return true;
  } catch (const InvalidInputError&) {
    return false;
  }
}

Finding missing(const ManagedHosts& hosts, const std::string& rule, const std::string& reason,
                const std::string& source) {
  return {.verdict = Verdict::impossible,
          .service = "",
          .rule = rule,
          .feature = "managed_hosts",
          .value = hosts.name,
          .json_path = "",
          .reason = reason,
          .remedy = "Compare with hosts of the team, or with Fargate",
          .source = source};
}

// Kept hosts of a type that AWS does not look after, or candidates of which it takes none.
std::optional<Finding> named_types_missing(const PriceBook& book, const ManagedHosts& hosts,
                                           const HostPlanOptions& options) {
  const auto is_taken = [&](const std::string& name) {
    return may_be_managed(book.instance_type(name), hosts.control_plane);
  };
  const auto takes_no = [&](const std::string& what, const std::string& of_which) {
    return missing(hosts, hosts.rule, hosts.name + " takes no " + what + of_which + ".", hosts.families_source);
  };
  for (const KeptHosts& kept : options.kept_hosts) {
    if (!is_taken(kept.instance_type)) return takes_no(kept.instance_type, ", of which hosts are kept");
  }
  const std::vector<std::string>& types = options.candidates.instance_types;
  if (!types.empty() && std::none_of(types.begin(), types.end(), is_taken)) {
    return takes_no(join_alternatives(types), ", and no other types may be hosts");
  }
  const std::vector<std::string>& families = options.candidates.families;
  const auto may_pass = [&](const std::string& family) {
    if (std::find(hosts.families.begin(), hosts.families.end(), family) != hosts.families.end()) return true;
    // A family that nobody knows is complained of where candidates are chosen.
    return std::none_of(book.instance_types().begin(), book.instance_types().end(),
                        [&](const InstanceType& type) { return type.family == family; });
  };
  if (families.empty() || std::any_of(families.begin(), families.end(), may_pass)) return std::nullopt;
  return takes_no(join_alternatives(families), ", and no other families may be hosts");
}

void note_managed(Ledger& ledger, const Deployment& deployment) {
  const ManagedHosts& hosts = managed_hosts(deployment.control_plane);
  ledger.assume("managed_host_lifetime",
                hosts.name + " drains a host after " + std::to_string(hosts.drained_after_days) +
                    " days and replaces it by day " + std::to_string(hosts.replaced_after_days) +
                    ": its tasks move at least so often",
                hosts.lifetime_source);
  ledger.assume("managed_host_capacity",
                "A host of " + hosts.name +
                    " is taken to keep as much memory and CPU for itself as one of the team; AWS publishes no figure",
                "K6; assumption");
  if (deployment.is_spot() && !hosts.built_in_spot) {
    ledger.assume("own_node_pool/spot",
                  "The pools that come with " + hosts.name +
                      " buy on demand: Spot hosts take a NodePool of your own, which costs nothing",
                  hosts.spot_source);
  }
  ledger.leave_out("Root volumes of the hosts that AWS looks after, as their size is not published");
}

void note_provisioner(Ledger& ledger, const EstimateOptions& options) {
  switch (options.hosts.node_provisioner) {
    case NodeProvisioner::managed_node_group:
      ledger.assume("node_provisioner", "Nodes are of managed node groups, which cost nothing on top", "M7");
      return;
    case NodeProvisioner::self_managed:
      ledger.assume(
          "node_provisioner",
          "Nodes are of Auto Scaling groups of the team, which cost nothing on top; hours of labour are those "
          "of the table for nodes in general",
          "M7; assumption");
      return;
    case NodeProvisioner::karpenter:
      ledger.assume(
          "node_provisioner",
          "Karpenter makes the nodes: it costs nothing itself, and its pods run on Fargate, as it must not run "
          "on nodes that it manages",
          "M9");
      return;
  }
}

}  // namespace

std::string fee_day(const EstimateOptions& options, const PriceBook& book) {
  if (!options.as_of.empty()) return options.as_of;
  if (is_date(book.version())) return book.version();
  sys_days youngest{};
  for (const ManagementFeeRule& rule : book.management_fees()) {
    youngest = std::max(youngest, *latest_day(rule.effective_from));
  }
  return date_text(youngest);
}

HostTerms host_terms(const Deployment& deployment, const EstimateOptions& options, const PriceBook& book) {
  return host_terms(deployment, deployment.has_managed_hosts() ? fee_day(options, book) : "");
}

std::optional<Finding> managed_hosts_missing(const PriceBook& book, const Deployment& deployment,
                                             const EstimateOptions& options) {
  if (!deployment.has_managed_hosts()) return std::nullopt;
  const ManagedHosts& hosts = managed_hosts(deployment.control_plane);
  if (!hosts.absent_prefix.empty() && options.region.starts_with(hosts.absent_prefix)) {
    return missing(hosts, hosts.rule, hosts.name + " is not offered in " + hosts.absent_regions + ".", hosts.source);
  }
  const std::string fee = to_string(*host_terms(deployment, "").management);
  const std::string day = fee_day(options, book);
  const ManagementFeeRule* first = nullptr;
  for (const ManagementFeeRule& rule : book.management_fees()) {
    if (rule.fee == fee && (first == nullptr || rule.effective_from < first->effective_from)) first = &rule;
  }
  if (first != nullptr && parse_date(day, "as_of") < *latest_day(first->effective_from)) {
    return missing(hosts, hosts.fee_rule, "No fee of " + hosts.name + " is known before " + first->effective_from + ".",
                   first->provenance.source);
  }
  if (deployment.is_spot() && parse_date(day, "as_of") < *latest_day(hosts.spot_since)) {
    return missing(hosts, hosts.spot_rule, hosts.name + " could not be bought as Spot before " + hosts.spot_since + ".",
                   hosts.spot_source);
  }
  return named_types_missing(book, hosts, options.hosts);
}

void note_host_terms(Ledger& ledger, const Deployment& deployment, const EstimateOptions& options) {
  if (deployment.is_spot()) {
    ledger.assume("hosts_on_spot", "Spot hosts run for the whole period: AWS replaces what it takes back",
                  "assumption");
  } else {
    ledger.assume("hosts_on_demand", "Hosts are bought on demand and run for the whole period", "M1; assumption");
  }
  if (deployment.has_managed_hosts()) {
    note_managed(ledger, deployment);
  } else if (deployment.control_plane == ControlPlane::eks) {
    note_provisioner(ledger, options);
  }
}

void note_node_pool(Ledger& ledger, const Deployment& deployment, const HostPool& pool) {
  if (!deployment.has_managed_hosts()) return;
  const InstanceType& type = ledger.book().instance_type(pool.instance_type);
  if (is_in_built_in_pools(type, deployment.control_plane)) return;
  const ManagedHosts& hosts = managed_hosts(deployment.control_plane);
  ledger.assume("own_node_pool/" + type.family,
                "The pools that come with " + hosts.name + " hold no " + type.family +
                    ": it takes a NodePool of your own, which costs nothing",
                hosts.rule);
}

}  // namespace container_tco
