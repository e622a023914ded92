#pragma once
// How an ECS task is attached to the network, and which ports of its host it takes (rules X1, S11, X41).

#include <string>
#include <vector>

#include "container_tco/json/json_cursor.hpp"
#include "container_tco/workload/workload.hpp"

namespace container_tco {

/// `networkMode`; nothing when absent or empty, which means bridge.
std::optional<NetworkMode> read_ecs_network_mode(const JsonCursor& definition);

/// "8080/tcp" for every port that only one task of a host may hold, in order, each once: a fixed hostPort in bridge
/// mode, every mapped port in host mode, none otherwise.
std::vector<std::string> read_static_host_ports(const JsonCursor& definition, NetworkMode mode);

/// A demand `host_port_differs` ("8080:80") for every mapping whose hostPort is not its containerPort.
std::vector<HostDemand> find_differing_host_ports(const JsonCursor& definition);

}  // namespace container_tco
