// Rows of tables compared, as Arrow both ways.

#include <pybind11/native_enum.h>

#include <memory>
#include <string>
#include <vector>

#include "arrow_capsules.hpp"
#include "container_tco/batch/group_comparer.hpp"
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
  module.attr("malformed_row_column") = malformed_row_column;
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
      .def_property_readonly("deployments", &BatchSummary::deployments, "Names of those compared, in their order.")
      .def("merge", &BatchSummary::merge, py::arg("other"),
           "As if the rows of `other` had come after these. Raises InvalidInputError for other groups.")
      .def(
          "groups", [](const BatchSummary& self) { return std::make_shared<Table>(self.groups()); },
          "A row for every group and currency: exact sums.")
      .def(
          "currencies", [](const BatchSummary& self) { return std::make_shared<Table>(self.currencies()); },
          "The same sums over all groups, a row for every currency.")
      .def(
          "top_savings", [](const BatchSummary& self) { return std::make_shared<Table>(self.top_savings()); },
          "The rows of greatest saving.")
      .def(
          "errors", [](const BatchSummary& self) { return std::make_shared<Table>(self.errors()); },
          "A row for every kind of error.");
}

CompareBatchOptions batch_options(const EstimateOptions& estimate, std::vector<Deployment> deployments,
                                  FleetShare share, std::size_t threads) {
  CompareBatchOptions options;
  options.deployments = std::move(deployments);
  options.estimate = estimate;
  options.share = share;
  options.threads = threads;
  return options;
}

std::shared_ptr<RowComparer> make_comparer(const PriceBook& book, const EstimateOptions& estimate,
                                           std::vector<Deployment> deployments, std::vector<CandidateFilter> filters,
                                           std::vector<std::string> filter_names, std::vector<LabourOptions> profiles,
                                           std::vector<std::string> profile_names, FleetShare share,
                                           std::size_t threads, RowColumnNames column_names, std::string region,
                                           SummaryOptions summary, OnRowError on_error) {
  CompareBatchOptions options = batch_options(estimate, std::move(deployments), share, threads);
  options.candidate_filters = std::move(filters);
  options.labour_profiles = std::move(profiles);
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
      .def("continue_after", &RowComparer::continue_after, py::arg("groups"), py::arg("top_savings"), py::arg("errors"),
           "As if the rows of the summary with these tables had been compared here.")
      .def("summary", &RowComparer::summary, "Of all rows so far.");
}

std::shared_ptr<GroupComparer> make_group_comparer(const PriceBook& book, const EstimateOptions& estimate,
                                                   std::vector<Deployment> deployments, FleetShare share,
                                                   std::size_t threads, std::vector<std::string> pack_by,
                                                   RowColumnNames column_names, std::string region,
                                                   SummaryOptions summary, OnRowError on_error) {
  CompareBatchOptions options = batch_options(estimate, std::move(deployments), share, threads);
  options.on_error = on_error;
  const py::gil_scoped_release release;
  return std::make_shared<GroupComparer>(book, std::move(options), std::move(pack_by), std::move(column_names),
                                         std::move(region), std::move(summary));
}

void add_rows(GroupComparer& comparer, const py::object& table) {
  RecordStream stream = record_stream(table);
  const py::gil_scoped_release release;
  comparer.add(stream);
}

std::pair<std::shared_ptr<Table>, BatchSummary> compare_groups(const GroupComparer& comparer, std::size_t first,
                                                               std::size_t count) {
  const py::gil_scoped_release release;
  ComparedGroups made = comparer.compare_some(first, count);
  return {std::make_shared<Table>(std::move(made.table)), std::move(made.summary)};
}

void bind_group_comparer(py::module_& module) {
  py::class_<GroupComparer, std::shared_ptr<GroupComparer>> comparer(module, "GroupComparer",
                                                                     "Compares rows that share hosts, by group.");
  comparer
      .def(py::init(&make_group_comparer), py::kw_only(), py::arg("book"), py::arg("estimate"), py::arg("deployments"),
           py::arg("share"), py::arg("threads"), py::arg("pack_by"), py::arg("column_names"), py::arg("region"),
           py::arg("summary"), py::arg("on_error"), "Raises InvalidInputError.")
      .def("add", &add_rows, py::arg("table"), "Keeps the rows of `table`. Raises InvalidInputError.")
      .def("begin_source", &GroupComparer::begin_source, py::arg("source"),
           "Rows from here on are those of `source`, such as a file, and counted from 1 again in messages.")
      .def_property_readonly("group_count", &GroupComparer::group_count, "Of the rows so far.")
      .def("compare", &compare_groups, py::arg("first"), py::arg("count"),
           "A row of results for each of at most `count` groups behind the first `first`, and their summary.")
      .def("summary_of", &GroupComparer::summary_of, py::arg("groups"), py::arg("top_savings"), py::arg("errors"),
           "The summary with these tables. Raises InvalidInputError for those of other options.");
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
  bind_group_comparer(module);
}

}  // namespace container_tco::bindings
