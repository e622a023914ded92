#include "container_tco/json/json_cursor.hpp"
#include "container_tco/sizing/host_capacity.hpp"

namespace container_tco {

std::string cluster_add_ons_json();

namespace {

constexpr std::int64_t max_add_on_number = 1'000'000;

struct AddOnRow {
  ControlPlane control_plane = ControlPlane::eks;
  ClusterAddOn add_on;
};

AddOnRow parse_row(const JsonCursor& row) {
  ClusterAddOn add_on;
  add_on.name = row.at("name").text();
  add_on.request = {Cpu::from_milli(row.at("cpu_milli").integer(0, max_add_on_number)),
                    Bytes::from_mib(row.at("memory_mib").integer(0, max_add_on_number)), 0};
  add_on.fargate_request = add_on.request;
  add_on.replicas = row.optional_integer("replicas", 1, max_add_on_number).value_or(1);
  add_on.is_daemon = row.at("is_daemon").boolean();
  add_on.uses_host_network = row.at("uses_host_network").boolean();
  add_on.on_fargate = row.at("on_fargate").boolean();
  add_on.source = row.at("source").text();
  return {row.at("control_plane").text() == "ecs" ? ControlPlane::ecs : ControlPlane::eks, add_on};
}

std::vector<AddOnRow> read_rows() {
  const JsonValue document = parse_json(cluster_add_ons_json(), "cluster_add_ons.json");
  std::vector<AddOnRow> rows;
  for (const JsonCursor& row : JsonCursor(document, "cluster_add_ons.json").at("add_ons").items()) {
    rows.push_back(parse_row(row));
  }
  return rows;
}

}  // namespace

ClusterAddOn karpenter_add_on() {
  static const ClusterAddOn add_on = [] {
    const JsonValue document = parse_json(cluster_add_ons_json(), "cluster_add_ons.json");
    return parse_row(JsonCursor(document, "cluster_add_ons.json").at("karpenter")).add_on;
  }();
  return add_on;
}

std::vector<ClusterAddOn> cluster_add_ons(ControlPlane control_plane) {
  static const std::vector<AddOnRow> rows = read_rows();
  std::vector<ClusterAddOn> add_ons;
  for (const AddOnRow& row : rows) {
    if (row.control_plane == control_plane) add_ons.push_back(row.add_on);
  }
  return add_ons;
}

}  // namespace container_tco
