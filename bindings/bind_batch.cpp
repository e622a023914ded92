// Rows of tables compared, as Arrow both ways.

#include <pybind11/native_enum.h>

#include <memory>
#include <string>
#include <vector>

#include "arrow_capsules.hpp"
#include "container_tco/batch/row_comparer.hpp"
#include "fields.hpp"
#include "topics.hpp"

namespace container_tco::bindings {
namespace {

void bind_columns(py::module_& module) {
  py::class_<RowColumn> column(module, "RowColumn", "A column that rows are read from.");
  column.def_readonly("name", &RowColumn::name, "\"memory_gib\"")
      .def_readonly("meaning", &RowColumn::meaning, "What it holds, and what counts where it is missing.");
  module.def(
      "row_columns",
      [] {
        const auto columns = row_columns();
        return std::vector<RowColumn>(columns.begin(), columns.end());
      },
      "Every column that rows are read from, those of one value beside each other.");
}

void bind_summary(py::module_& module) {
  py::class_<BatchSummary> summary(module, "BatchSummary", "What many rows come to.");
  summary
      .def_property_readonly(
          "rows", [](const BatchSummary& self) { return self.totals().rows; }, "Bad ones among them.")
      .def_property_readonly(
          "good_rows", [](const BatchSummary& self) { return self.totals().good(); }, "Rows without an error.")
      .def_property_readonly(
          "bad_rows", [](const BatchSummary& self) { return self.totals().bad(); }, "Rows of which nothing is known.")
      .def("merge", &BatchSummary::merge, py::arg("other"),
           "As if the rows of `other` had come after these. Raises InvalidInputError for other groups.")
      .def(
          "groups", [](const BatchSummary& self) { return std::make_shared<Table>(self.groups()); },
          "A row for every group and currency: exact sums.")
      .def(
          "top_savings", [](const BatchSummary& self) { return std::make_shared<Table>(self.top_savings()); },
          "The rows of greatest saving.")
      .def(
          "errors", [](const BatchSummary& self) { return std::make_shared<Table>(self.errors()); },
          "A row for every kind of error.");
}

std::shared_ptr<RowComparer> make_comparer(const PriceBook& book, const EstimateOptions& estimate,
                                           std::vector<Deployment> deployments, std::vector<CandidateFilter> filters,
                                           std::vector<std::string> filter_names, std::vector<LabourOptions> profiles,
                                           std::vector<std::string> profile_names, FleetShare share,
                                           std::size_t threads, RowColumnNames column_names, std::string region,
                                           SummaryOptions summary, OnRowError on_error) {
  CompareBatchOptions options;
  options.deployments = std::move(deployments);
  options.estimate = estimate;
  options.candidate_filters = std::move(filters);
  options.labour_profiles = std::move(profiles);
  options.share = share;
  options.threads = threads;
  const py::gil_scoped_release release;
  return std::make_shared<RowComparer>(
      book, std::move(options),
      RowComparerOptions{std::move(column_names), std::move(region), std::move(filter_names), std::move(profile_names),
                         std::move(summary), on_error});
}

std::shared_ptr<Table> compare_rows(RowComparer& comparer, const py::object& table) {
  RecordStream stream = record_stream(table);
  const py::gil_scoped_release release;
  return std::make_shared<Table>(comparer.compare(stream));
}

std::shared_ptr<Table> empty_result(const RowComparer& comparer) {
  return std::make_shared<Table>(comparer.fields(), std::vector<TableChunk>{});
}

void bind_comparer(py::module_& module) {
  py::class_<RowComparer, std::shared_ptr<RowComparer>> comparer(module, "RowComparer",
                                                                 "Compares rows, table by table.");
  comparer
      .def(py::init(&make_comparer), py::kw_only(), py::arg("book"), py::arg("estimate"), py::arg("deployments"),
           py::arg("candidate_filters"), py::arg("candidate_filter_names"), py::arg("labour_profiles"),
           py::arg("labour_profile_names"), py::arg("share"), py::arg("threads"), py::arg("column_names"),
           py::arg("region"), py::arg("summary"), py::arg("on_error"), "Raises InvalidInputError.")
      .def("compare", &compare_rows, py::arg("table"),
           "A row of results for every row of `table`, in its chunks. Raises InvalidInputError.")
      .def("empty_result", &empty_result, "The columns of a result, without rows.")
      .def("summary", &RowComparer::summary, "Of all rows so far.");
}

}  // namespace

void bind_batch(py::module_& module) {
  py::native_enum<OnRowError>(module, "OnRowError", "enum.Enum", "What happens at a bad row.")
      .value("mark", OnRowError::mark)
      .value("stop", OnRowError::stop)
      .finalize();
  py::class_<FleetShare> share(module, "FleetShare", "Among how many services the labour of a fleet is shared.");
  bind_value(share, field("services_per_fleet", &FleetShare::services_per_fleet, "1 to 10,000,000."),
             field("services_per_cluster", &FleetShare::services_per_cluster, "1 to 10,000,000."));
  py::class_<SummaryOptions> options(module, "SummaryOptions", "What a summary of rows holds.");
  bind_value(options, field("group_by", &SummaryOptions::group_by, "Columns of the input to sum by."),
             field("labels", &SummaryOptions::labels, "Columns of the input that tell a row."),
             field("top", &SummaryOptions::top, "Rows of greatest saving to keep, 0 to 10,000."),
             field("most_groups", &SummaryOptions::most_groups, "Further groups are an error."));
  bind_columns(module);
  bind_summary(module);
  bind_comparer(module);
}

}  // namespace container_tco::bindings
