#include "container_tco/verification/example_document.hpp"

namespace container_tco {
namespace {

ControlPlane read_control_plane(const JsonCursor& cursor) {
  const std::string& name = cursor.text();
  if (name == "ecs") return ControlPlane::ecs;
  if (name == "eks") return ControlPlane::eks;
  cursor.fail("ecs or eks");
}

Resources read_request(const JsonCursor& cursor) {
  Resources request;
  const auto parse_cpu = [](const std::string& text) { return Cpu::from_vcpu(Rational::parse(text)); };
  const auto parse_gib = [](const std::string& text) { return Bytes::from_gib(Rational::parse(text)); };
  request.cpu = parse_at(cursor.at("vcpu"), parse_cpu);
  request.memory = parse_at(cursor.at("memory_gib"), parse_gib);
  return request;
}

std::vector<CapacityPart> read_sidecars(const JsonCursor& cursor) {
  std::vector<CapacityPart> sidecars;
  for (const JsonCursor& item : cursor.items_of("sidecars")) {
    item.expect_only({"name", "vcpu", "memory_gib"});
    sidecars.push_back({item.optional_text("name").value_or("sidecar"), read_request(item), "worked example"});
  }
  return sidecars;
}

ExampleFargateSize read_fargate_size(const JsonCursor& cursor) {
  cursor.expect_only(
      {"control_plane", "vcpu", "memory_gib", "operating_system", "architecture", "ephemeral_storage_gib", "sidecars"});
  ExampleFargateSize size;
  size.control_plane = read_control_plane(cursor.at("control_plane"));
  size.request = read_request(cursor);
  if (const auto system = cursor.find("operating_system")) {
    size.operating_system = parse_at(*system, &parse_operating_system);
  }
  if (const auto architecture = cursor.find("architecture")) {
    size.architecture = parse_at(*architecture, &parse_architecture);
  }
  if (const auto storage = cursor.find("ephemeral_storage_gib")) {
    size.ephemeral_storage =
        parse_at(*storage, [](const std::string& text) { return Bytes::from_gib(Rational::parse(text)); });
  }
  size.sidecars = read_sidecars(cursor);
  return size;
}

ExampleHostCapacity read_host_capacity(const JsonCursor& cursor) {
  cursor.expect_only({"control_plane", "instance_type", "operating_system", "setup"});
  ExampleHostCapacity host;
  host.control_plane = read_control_plane(cursor.at("control_plane"));
  host.instance_type = cursor.at("instance_type").text();
  if (const auto system = cursor.find("operating_system")) {
    host.operating_system = parse_at(*system, &parse_operating_system);
  }
  if (const auto setup = cursor.find("setup")) host.setup = read_host_setup(*setup);
  return host;
}

}  // namespace

Named<ExampleFargateSize> read_fargate_sizes(const JsonCursor& cursor) {
  return read_named<ExampleFargateSize>(cursor, "fargate_size", "fargate_sizes", &read_fargate_size);
}

Named<ExampleHostCapacity> read_host_capacities(const JsonCursor& cursor) {
  return read_named<ExampleHostCapacity>(cursor, "host_capacity", "host_capacities", &read_host_capacity);
}

}  // namespace container_tco
