#include "container_tco/outlook/labour_rows.hpp"

#include <algorithm>

namespace container_tco::detail {
namespace {

std::vector<std::string> deployment_names(const Estimate& estimate) {
  std::vector<Deployment> deployments{estimate.deployment};
  for (const PartSummary& part : estimate.parts) deployments.push_back(part.deployment);
  std::vector<std::string> names;
  for (Deployment deployment : deployments) {
    names.push_back(deployment.name());
    deployment.purchase = Purchase::on_demand;
    names.push_back(deployment.name());
  }
  return names;
}

bool concerns(const LabourActivity& row, const std::vector<std::string>& names) {
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    return std::find(row.deployments.begin(), row.deployments.end(), name) != row.deployments.end();
  });
}

std::string key_of(const LabourActivity& row) { return row.name + "/" + to_string(row.driver); }

}  // namespace

LabourRows::LabourRows(const PriceBook& book, const LabourOptions& options)
    : profile_(options.profile ? &*options.profile : &book.labour()) {}

const LabourActivity* LabourRows::row_of(const LineItem& line, const Estimate& estimate) const {
  const std::vector<std::string> names = deployment_names(estimate);
  for (const LabourActivity& row : profile_->activities) {
    const std::string id = "labour/" + key_of(row);
    const bool has_id = line.id == id || line.id.starts_with(id + "/");
    if (has_id && row.description == line.description && concerns(row, names)) return &row;
  }
  return nullptr;
}

std::string LabourRows::name_of(const LabourActivity& row) const {
  int number = 0;
  for (const LabourActivity& other : profile_->activities) {
    if (key_of(other) == key_of(row)) ++number;
    if (&other == &row) break;
  }
  return "hours/" + key_of(row) + (number > 1 ? "/" + std::to_string(number) : "");
}

}  // namespace container_tco::detail
