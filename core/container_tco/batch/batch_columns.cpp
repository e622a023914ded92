#include "container_tco/batch/batch_columns.hpp"

#include <string>

#include "container_tco/error.hpp"

namespace container_tco {
namespace {

void require_length(const char* column, std::size_t found, std::size_t expected) {
  if (found == expected) return;
  throw InvalidInputError("length of column " + std::string(column), std::to_string(found),
                          std::to_string(expected) + ", as many as there are rows");
}

template <typename T>
std::span<T> part(std::span<T> column, std::size_t first, std::size_t count) {
  return column.empty() ? column : column.subspan(first, count);
}

}  // namespace

BatchColumns BatchColumns::slice(std::size_t first, std::size_t count) const {
  const auto of = [&](auto column) { return part(column, first, count); };
  return {of(regions),       of(architectures),    of(operating_systems), of(cpu_ticks),
          of(memory_bytes),  of(ephemeral_bytes),  of(task_counts),       of(task_seconds),
          of(reader_errors), of(deployment_masks), of(candidate_filters), of(labour_profiles)};
}

void BatchColumns::require_equal_lengths() const {
  const auto require = [&](const char* name, auto column) { require_length(name, column.size(), rows()); };
  const auto allow_none = [&](const char* name, auto column) {
    if (!column.empty()) require(name, column);
  };
  require("architectures", architectures);
  require("operating_systems", operating_systems);
  require("cpu_ticks", cpu_ticks);
  require("memory_bytes", memory_bytes);
  require("ephemeral_bytes", ephemeral_bytes);
  require("task_counts", task_counts);
  require("task_seconds", task_seconds);
  allow_none("reader_errors", reader_errors);
  allow_none("deployment_masks", deployment_masks);
  allow_none("candidate_filters", candidate_filters);
  allow_none("labour_profiles", labour_profiles);
}

FargateColumns FargateColumns::slice(std::size_t first, std::size_t count) const {
  return {amounts.subspan(first, count), vcpu_milli.subspan(first, count), memory_mib.subspan(first, count),
          errors.subspan(first, count)};
}

void FargateColumns::require_lengths(std::size_t rows) const {
  require_length("amounts", amounts.size(), rows);
  require_length("vcpu_milli", vcpu_milli.size(), rows);
  require_length("memory_mib", memory_mib.size(), rows);
  require_length("errors", errors.size(), rows);
}

}  // namespace container_tco
