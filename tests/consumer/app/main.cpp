// A program of somebody else: it includes the umbrella header and needs neither Boost nor nlohmann/json.
#include <container_tco/container_tco.hpp>
#include <iostream>

int main() {
  namespace tco = container_tco;
  const tco::ReadResult read = tco::read_scenario({"scenario.json", R"({
    "schema_version": "1", "name": "shop",
    "services": [{"name": "web", "count": 6, "vcpu": "0.5", "memory_gib": "1"}]})"});
  tco::EstimateOptions options;
  options.region = "us-east-1";
  const tco::Comparison answer = tco::compare(read.workload, tco::PriceBook::bundled(), options);
  if (answer.best() == nullptr) return 1;
  std::cout << tco::version << " " << answer.best()->deployment.name() << " "
            << answer.best()->total().amount().to_decimal(2, tco::Rounding::half_up) << "\n";
  return 0;
}
