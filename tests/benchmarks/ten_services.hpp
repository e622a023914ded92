#pragma once
// The workload of benchmarks: ten services as teams have them, many small ones, a few of odd memory ratios.

#include <container_tco/container_tco.hpp>
#include <string>

namespace container_tco::benchmarks {

inline Workload ten_services() {
  struct Shape {
    const char* vcpu;
    const char* memory_gib;
    int count;
  };
  constexpr Shape shapes[] = {{"0.25", "0.5", 12}, {"0.5", "1", 10}, {"0.5", "2", 8}, {"1", "2", 8},  {"1", "4", 6},
                              {"1", "8", 4},       {"2", "4", 6},    {"2", "8", 4},   {"4", "16", 2}, {"0.75", "3", 5}};
  std::string services;
  int number = 0;
  for (const Shape& shape : shapes) {
    services += std::string(number == 0 ? "" : ",") + R"({"name":"s)" + std::to_string(number) + R"(","count":)" +
                std::to_string(shape.count) + R"(,"vcpu":")" + shape.vcpu + R"(","memory_gib":")" + shape.memory_gib +
                R"("})";
    ++number;
  }
  return read_scenario({"benchmark", R"({"schema_version":"1","name":"benchmark","services":[)" + services + "]}"})
      .workload;
}

}  // namespace container_tco::benchmarks
