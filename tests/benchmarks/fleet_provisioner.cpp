#include "fleet_provisioner.hpp"

#include <algorithm>
#include <numeric>

namespace tco = container_tco;

namespace {

struct Node {
  tco::Resources requests;
  std::int64_t slots = 0;
  std::int64_t pods = 0;
  std::vector<const tco::FleetHostType*> options;
};

bool holds(const tco::FleetHostType& type, const tco::Resources& requests, std::int64_t slots) {
  return tco::fits(requests, type.host.allocatable) && (!type.host.network_slots || slots <= *type.host.network_slots);
}

bool add_pod(Node& node, const tco::FleetItem& pod) {
  const tco::Resources requests = node.requests + pod.request;
  const std::int64_t slots = node.slots + pod.network_slots;
  std::vector<const tco::FleetHostType*> options;
  for (const tco::FleetHostType* type : node.options) {
    if (holds(*type, requests, slots)) options.push_back(type);
  }
  if (options.empty()) return false;
  node.options = std::move(options);
  node.requests = requests;
  node.slots = slots;
  ++node.pods;
  return true;
}

}  // namespace

std::int64_t provision_weight(const std::vector<tco::FleetItem>& pods, const std::vector<tco::FleetHostType>& types) {
  std::vector<std::size_t> queue;
  for (std::size_t i = 0; i < pods.size(); ++i) queue.insert(queue.end(), static_cast<std::size_t>(pods[i].count), i);
  std::stable_sort(queue.begin(), queue.end(), [&](std::size_t a, std::size_t b) {
    if (pods[a].request.cpu != pods[b].request.cpu) return pods[a].request.cpu > pods[b].request.cpu;
    if (pods[a].request.memory != pods[b].request.memory) return pods[a].request.memory > pods[b].request.memory;
    return pods[a].id < pods[b].id;
  });
  std::vector<Node> nodes;
  for (const std::size_t i : queue) {
    std::stable_sort(nodes.begin(), nodes.end(), [](const Node& a, const Node& b) { return a.pods < b.pods; });
    if (std::any_of(nodes.begin(), nodes.end(), [&](Node& node) { return add_pod(node, pods[i]); })) continue;
    Node node;
    for (const tco::FleetHostType& type : types) node.options.push_back(&type);
    add_pod(node, pods[i]);
    nodes.push_back(std::move(node));
  }
  std::int64_t weight = 0;
  for (const Node& node : nodes) {
    const auto cheapest = std::min_element(
        node.options.begin(), node.options.end(),
        [](const tco::FleetHostType* a, const tco::FleetHostType* b) { return a->weight < b->weight; });
    weight += (*cheapest)->weight;
  }
  return weight;
}
