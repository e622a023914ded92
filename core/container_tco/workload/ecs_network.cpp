#include "container_tco/workload/ecs_network.hpp"

#include <set>
#include <utility>

namespace container_tco {
namespace {

constexpr std::int64_t max_port = 65535;

struct Ports {
  std::set<std::pair<std::int64_t, std::string>> taken;
  std::int64_t in_ranges = 0;
};

std::string read_protocol(const JsonCursor& mapping) {
  const std::optional<JsonCursor> protocol = mapping.find("protocol");
  if (!protocol || protocol->text().empty()) return "tcp";
  if (protocol->text() != "tcp" && protocol->text() != "udp") protocol->fail("tcp or udp");
  return protocol->text();
}

std::optional<std::int64_t> port_of(std::string_view digits) {
  if (digits.empty() || digits.size() > 5) return std::nullopt;
  std::int64_t port = 0;
  for (char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    port = port * 10 + (c - '0');
  }
  return port <= max_port ? std::optional(port) : std::nullopt;
}

void add_range(const JsonCursor& range, const std::string& protocol, Ports& ports) {
  const std::string& text = range.text();
  const std::size_t dash = std::min(text.find('-'), text.size());
  const std::optional<std::int64_t> first = port_of(text.substr(0, dash));
  const std::optional<std::int64_t> last = dash == text.size() ? first : port_of(text.substr(dash + 1));
  if (!first || !last || *first > *last) range.fail("a range of ports such as \"8000-8010\"");
  ports.in_ranges += *last - *first + 1;
  if (ports.in_ranges > 2 * max_port) range.fail("ranges that together have no more ports than a host");
  for (std::int64_t port = *first; port <= *last; ++port) ports.taken.emplace(port, protocol);
}

void add_host_mode_ports(const JsonCursor& mapping, Ports& ports) {
  const std::string protocol = read_protocol(mapping);
  if (const auto range = mapping.find("containerPortRange")) add_range(*range, protocol, ports);
  std::int64_t port = mapping.optional_integer("hostPort", 0, max_port).value_or(0);
  if (port == 0) port = mapping.optional_integer("containerPort", 0, max_port).value_or(0);
  if (port != 0) ports.taken.emplace(port, protocol);
}

void add_bridge_ports(const JsonCursor& mapping, Ports& ports) {
  const std::int64_t port = mapping.optional_integer("hostPort", 0, max_port).value_or(0);
  if (port != 0) ports.taken.emplace(port, read_protocol(mapping));
}

}  // namespace

std::optional<NetworkMode> read_ecs_network_mode(const JsonCursor& definition) {
  const std::optional<JsonCursor> mode = definition.find("networkMode");
  if (!mode || mode->text().empty()) return std::nullopt;
  const std::string& name = mode->text();
  // "default" and "nat" are what Windows tasks call the counterpart of bridge.
  if (name == "bridge" || name == "default" || name == "nat") return NetworkMode::bridge;
  if (name == "host") return NetworkMode::host;
  if (name == "awsvpc") return NetworkMode::awsvpc;
  if (name == "none") return NetworkMode::none;
  mode->fail("awsvpc, bridge, host, none or default");
}

std::vector<std::string> read_static_host_ports(const JsonCursor& definition, NetworkMode mode) {
  if (mode != NetworkMode::bridge && mode != NetworkMode::host) return {};
  Ports ports;
  for (const JsonCursor& container : definition.items_of("containerDefinitions")) {
    for (const JsonCursor& mapping : container.items_of("portMappings")) {
      if (mode == NetworkMode::host) {
        add_host_mode_ports(mapping, ports);
      } else {
        add_bridge_ports(mapping, ports);
      }
    }
  }
  std::vector<std::string> names;
  names.reserve(ports.taken.size());
  for (const auto& [port, protocol] : ports.taken) names.push_back(std::to_string(port) + "/" + protocol);
  return names;
}

std::vector<HostDemand> find_differing_host_ports(const JsonCursor& definition) {
  std::vector<HostDemand> demands;
  for (const JsonCursor& container : definition.items_of("containerDefinitions")) {
    for (const JsonCursor& mapping : container.items_of("portMappings")) {
      // Compared as text: a placeholder in a port that nobody charges for must not stop the reader.
      const std::optional<JsonCursor> host_port = mapping.find("hostPort");
      const std::optional<JsonCursor> container_port = mapping.find("containerPort");
      if (!host_port || !container_port || host_port->value().text() == container_port->value().text()) continue;
      demands.push_back({"host_port_differs",
                         printable(host_port->value().text()) + ":" + printable(container_port->value().text()),
                         host_port->path()});
    }
  }
  return demands;
}

}  // namespace container_tco
