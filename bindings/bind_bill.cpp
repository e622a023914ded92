// Bills in as measured usage, and estimates out as rows in the shape of FOCUS.

#include <pybind11/native_enum.h>

#include <memory>

#include "arrow_capsules.hpp"
#include "container_tco/bill/bill_tables.hpp"
#include "container_tco/bill/bill_workload.hpp"
#include "container_tco/bill/focus_rows.hpp"
#include "container_tco/bill/measured_task.hpp"
#include "container_tco/bill/read_bill.hpp"
#include "fields.hpp"
#include "topics.hpp"

namespace container_tco::bindings {
namespace {

std::shared_ptr<Table> shared(Table table) { return std::make_shared<Table>(std::move(table)); }

void bind_lines(py::module_& module) {
  py::native_enum<BillRole>(module, "BillRole", "enum.Enum", "What a line of a bill pays for.")
      .value("fargate_vcpu", BillRole::fargate_vcpu)
      .value("fargate_memory", BillRole::fargate_memory)
      .value("fargate_licence", BillRole::fargate_licence)
      .value("fargate_storage", BillRole::fargate_storage)
      .value("hosted_vcpu", BillRole::hosted_vcpu)
      .value("hosted_memory", BillRole::hosted_memory)
      .value("instance", BillRole::instance)
      .value("management_fee", BillRole::management_fee)
      .value("cluster", BillRole::cluster)
      .value("disk", BillRole::disk)
      .value("other", BillRole::other)
      .finalize();
  py::native_enum<BillPurchase>(module, "BillPurchase", "enum.Enum", "How usage on a bill was bought.")
      .value("on_demand", BillPurchase::on_demand)
      .value("spot", BillPurchase::spot)
      .value("committed", BillPurchase::committed)
      .finalize();
  py::class_<BillLine> line(module, "BillLine",
                            "Rows that differ in time within the month, resource and account only.");
  bind_record(line, field("role", &BillLine::role, "What it pays for."),
              field("region", &BillLine::region, "A code; empty when the bill does not say."),
              field("service", &BillLine::service, "\"AmazonECS\"."),
              field("usage_type", &BillLine::usage_type, "With the region's prefix; may be empty."),
              field("operation", &BillLine::operation, "As the bill writes it."),
              field("description", &BillLine::description, "Only when the bill has no usage types."),
              field("charge_type", &BillLine::charge_type, "\"Usage\", \"Credit\", … as the bill writes it."),
              field("purchase", &BillLine::purchase, "On demand, as Spot, or covered by a commitment."),
              field("month", &BillLine::month, "\"2026-02\", in UTC; may be empty."),
              field("price_key", &BillLine::price_key, "In the price book; empty when there is none."),
              field("no_price", &BillLine::no_price, "Why there is no key."),
              field("instance_type", &BillLine::instance_type, "Of instances and their fees."),
              field("unit", &BillLine::unit, "Of `quantity`; None where the role is other."),
              field("quantity", &BillLine::quantity, "In the unit of the price, exact."),
              field("billed", &BillLine::billed, "Cash."),
              field("effective", &BillLine::effective, "With fees of commitments spread over what they cover."),
              field("list", &BillLine::list, "At public on-demand prices, as the bill says; may be None."),
              field("row_count", &BillLine::row_count, "Rows of the bill in it."));
  py::class_<BillTotal> total(module, "BillTotal", "All costs of a bill in one currency.");
  bind_record(total, field("currency", &BillTotal::currency, "ISO 4217 code."),
              field("billed", &BillTotal::billed, "Of every row."),
              field("effective", &BillTotal::effective, "Of every row."),
              field("container_billed", &BillTotal::container_billed, "Of lines whose role is not other."),
              field("container_effective", &BillTotal::container_effective, "Of lines whose role is not other."));
}

void bind_services(py::module_& module) {
  py::native_enum<BillPlane>(module, "BillPlane", "enum.Enum", "Where tasks of a bill ran.")
      .value("fargate", BillPlane::fargate)
      .value("fargate_spot", BillPlane::fargate_spot)
      .value("hosts", BillPlane::hosts)
      .finalize();
  py::class_<MeasuredAmounts> amounts(module, "MeasuredAmounts", "Usage of tasks and what it cost.");
  bind_record(amounts, field("vcpu_hours", &MeasuredAmounts::vcpu_hours, "Exact."),
              field("gib_hours", &MeasuredAmounts::gib_hours, "Exact."),
              field("storage_gib_hours", &MeasuredAmounts::storage_gib_hours, "Above what comes with a task."),
              field("billed", &MeasuredAmounts::billed, "On hosts zero."),
              field("effective", &MeasuredAmounts::effective, "On hosts the split cost with its unused share."));
  py::class_<MeasuredService> service(module, "MeasuredService", "What the tasks of one service used.");
  bind_record(service,
              field("name", &MeasuredService::name,
                    "Of the service, else of its cluster or platform; \"cluster/name\" where several share it."),
              field("account", &MeasuredService::account, "That used it; may be empty."),
              field("cluster", &MeasuredService::cluster, "May be empty."),
              field("kubernetes_namespace", &MeasuredService::kubernetes_namespace, "Of pods; may be empty."),
              field("is_cluster_add_on", &MeasuredService::is_cluster_add_on, "Pods that each cluster runs by itself."),
              field("region", &MeasuredService::region, "A code."), field("plane", &MeasuredService::plane, "Where."),
              field("control_plane", &MeasuredService::control_plane, "ECS or EKS."),
              field("operating_system", &MeasuredService::operating_system, "Of its tasks."),
              field("architecture", &MeasuredService::architecture, "Of its tasks."),
              field("has_usage", &MeasuredService::has_usage, "False: discounts that name no service."),
              field("is_architecture_known", &MeasuredService::is_architecture_known, "False: assumed."),
              field("ran_on_both_architectures", &MeasuredService::ran_on_both_architectures,
                    "Of its hosts `architecture` had most vCPU-hours."),
              field("vcpu_hours", &MeasuredService::vcpu_hours, "Exact."),
              field("gib_hours", &MeasuredService::gib_hours, "Exact."),
              field("storage_gib_hours", &MeasuredService::storage_gib_hours, "Above what comes with a task."),
              field("largest_task_vcpu", &MeasuredService::largest_task_vcpu, "Seen of one task; None: not seen."),
              field("largest_task_gib", &MeasuredService::largest_task_gib, "Seen of one task; None: not seen."),
              field("peak_vcpu", &MeasuredService::peak_vcpu, "At one time, by the shortest periods; None: no times."),
              field("billed", &MeasuredService::billed, "On hosts zero."),
              field("effective", &MeasuredService::effective, "On hosts the split cost with its unused share."),
              field("outside_period", &MeasuredService::outside_period, "Of it, what is of other months."));
  py::native_enum<SizeBasis>(module, "SizeBasis", "enum.Enum", "How the size of measured tasks is known.")
      .value("seen", SizeBasis::seen)
      .value("ratio", SizeBasis::ratio)
      .value("mean", SizeBasis::mean)
      .value("reserved", SizeBasis::reserved)
      .finalize();
  py::class_<MeasuredTask> task(module, "MeasuredTask", "How large the tasks of a service are taken to be.");
  bind_record(task, field("vcpu", &MeasuredTask::vcpu, "Of one task."),
              field("gib", &MeasuredTask::gib, "Of one task."),
              field("basis", &MeasuredTask::basis, "How it is known."),
              field("task_hours", &MeasuredTask::task_hours, "vCPU-hours / vCPU."),
              field("explanation", &MeasuredTask::explanation, "One sentence."));
  module.def("measured_task", &measured_task, py::arg("service"),
             "The size of its tasks. Raises InvalidInputError for a service without vCPU-hours or GB-hours.");
}

void bind_costs(py::module_& module) {
  py::class_<BillLineCost> cost(module, "BillLineCost", "What the price book says of one line.");
  bind_record(cost, field("unit_price", &BillLineCost::unit_price, "None: no price."),
              field("model", &BillLineCost::model, "quantity × unit price, exact; None: no price."),
              field("difference", &BillLineCost::difference, "model − effective cost of the bill."),
              field("list_difference", &BillLineCost::list_difference, "model − list cost of the bill."),
              field("basis", &BillLineCost::basis, "\"list price\", or how Spot was observed."),
              field("no_price", &BillLineCost::no_price, "Why there is none."),
              field("provenance", &BillLineCost::provenance, "Of the price."));
  py::class_<BillCostTotal> total(module, "BillCostTotal", "Sums of the lines of one currency.");
  bind_record(
      total, field("currency", &BillCostTotal::currency, "ISO 4217 code."),
      field("model", &BillCostTotal::model, "Of lines with a price."),
      field("effective", &BillCostTotal::effective, "Of the same lines."),
      field("difference", &BillCostTotal::difference, "model − effective."),
      field("without_price", &BillCostTotal::without_price, "Effective cost of container lines that have none."),
      field("not_container", &BillCostTotal::not_container, "Effective cost of all other lines."));
  py::class_<BillCosts> costs(module, "BillCosts", "The model of a bill.");
  bind_record(costs, field("lines", &BillCosts::lines, "As the lines of the bill."),
              field("totals", &BillCosts::totals, "By currency."),
              field("price_book_version", &BillCosts::price_book_version, "Of the prices."),
              field("price_book_digest", &BillCosts::price_book_digest, "Of the prices."));
}

void bind_whole_bill(py::module_& module) {
  py::class_<BillMonth> month(module, "BillMonth", "What of a month the period of a bill has.");
  bind_record(month, field("name", &BillMonth::name, "\"2026-02\", in UTC."),
              field("start_utc_seconds", &BillMonth::start_utc_seconds, "Of its usage."),
              field("end_utc_seconds", &BillMonth::end_utc_seconds, "Of its usage."));
  month.def_property_readonly("is_whole", &BillMonth::is_whole, "From its first second to its last.");
  py::class_<Bill> bill(module, "Bill", "A bill as measured usage.");
  bind_record(bill, field("format", &Bill::format, "\"cur\" or \"focus\"."),
              field("row_count", &Bill::row_count, "Rows read, without repeated headers."),
              field("months", &Bill::months, "The period: months with usage of tasks above 0, without corrections."),
              field("lines", &Bill::lines, "They add up to the bill."),
              field("services", &Bill::services, "Whose tasks ran."),
              field("regions_with_other_instances", &Bill::regions_with_other_instances,
                    "Of instances that no row of split cost allocation names as a host."),
              field("totals", &Bill::totals, "By currency."), field("notes", &Bill::notes, "What a reader must know."));
  bill.def_property_readonly("hours", &Bill::hours, "Sum of the months, without gaps; None: unknown.")
      .def_property_readonly("start_utc_seconds", &Bill::start_utc_seconds, "Of the first month; None: unknown.")
      .def_property_readonly("end_utc_seconds", &Bill::end_utc_seconds, "Of the last month; None: unknown.")
      .def_property_readonly("period_text", &Bill::period_text, "\"2026-02, 2026-03 (1416 h)\"; may be empty.");
  py::class_<BillReader>(module, "BillReader", "Takes tables of a bill one after the other.")
      .def(py::init([](const PriceBook& book, const std::string& service_tag) {
             return BillReader(book, BillOptions{service_tag});
           }),
           py::arg("book"), py::arg("service_tag") = "")
      .def(
          "add",
          [](BillReader& self, const py::object& source, const std::string& name) {
            RecordStream stream = record_stream(source);
            const py::gil_scoped_release release;
            self.add(stream, name);
          },
          py::arg("source"), py::arg("name") = "",
          "All rows of a table that has __arrow_c_stream__, which messages call by its name. Raises InvalidInputError, "
          "also where most of its rows of container usage stand in a table of before.")
      .def_static(
          "columns_read",
          [](const py::object& source, const std::string& service_tag) {
            return BillReader::columns_read(record_stream(source).schema(), BillOptions{service_tag});
          },
          py::arg("source"), py::arg("service_tag") = "",
          "The columns of a table that `add` reads of it. Raises InvalidInputError for no bill.")
      .def("finish", &BillReader::finish, Release(), "The bill. Raises InvalidInputError when no row was read.");
  module.def("price_bill", &price_bill, py::arg("bill"), py::arg("book"), Release(),
             "What the price book says that the usage costs.");
  module.def(
      "bill_lines_table",
      [](const Bill& self, const BillCosts& costs) { return shared(bill_lines_table(self, costs)); }, py::arg("bill"),
      py::arg("costs"), "A row for each line.");
  module.def(
      "bill_services_table", [](const Bill& self) { return shared(bill_services_table(self)); }, py::arg("bill"),
      "A row for each service.");
  py::class_<BillWorkload> workload(module, "BillWorkload", "The services of one region, plane and control plane.");
  bind_record(workload, field("region", &BillWorkload::region, "A code."),
              field("ran_on_hosts", &BillWorkload::ran_on_hosts, "False: on Fargate."),
              field("host_operator", &BillWorkload::host_operator, "AWS where the bill has its fee for hosts."),
              field("control_plane", &BillWorkload::control_plane, "ECS or EKS."),
              field("period", &BillWorkload::period, "What the bill covers."),
              field("period_text", &BillWorkload::period_text, "\"2026-02, 2026-03 (1416 h)\"."),
              field("workload", &BillWorkload::workload, "With what was assumed."),
              field("billed", &BillWorkload::billed, "On hosts zero."),
              field("effective", &BillWorkload::effective, "On hosts the split cost with its unused share."),
              field("host_fees", &BillWorkload::host_fees, "Of managed hosts; zero on Fargate."),
              field("host_disks", &BillWorkload::host_disks, "EBS volumes of the hosts as far as known."),
              field("notes", &BillWorkload::notes, "What `actual` has, and what not."),
              field("left_out", &BillWorkload::left_out, "Services that cannot be priced, and why."));
  workload.def_property_readonly("ran_on", &BillWorkload::ran_on, "The deployment.")
      .def_property_readonly("actual", &BillWorkload::actual, "effective + host_fees + host_disks.")
      .def_property_readonly("other_side", &BillWorkload::other_side, "The other deployment.");
  module.def("bill_workloads", &bill_workloads, py::arg("bill"), "Raises InvalidInputError for a bill without times.");
}

void bind_focus(py::module_& module) {
  py::class_<FocusOptions> options(module, "FocusOptions", "What FOCUS wants to know and no estimate does.");
  bind_value(options, field("month", &FocusOptions::month, "\"2026-12\"; may be empty for a calendar month."),
             field("provider", &FocusOptions::provider, "ProviderName."),
             field("publisher", &FocusOptions::publisher, "PublisherName."),
             field("invoice_issuer", &FocusOptions::invoice_issuer, "InvoiceIssuerName."),
             field("organisation", &FocusOptions::organisation, "Whose labour it is."),
             field("billing_account_id", &FocusOptions::billing_account_id, "BillingAccountId."),
             field("billing_account_name", &FocusOptions::billing_account_name, "May be empty."),
             field("scenario", &FocusOptions::scenario, "x_ScenarioId; may be empty."),
             field("estimate_date", &FocusOptions::estimate_date, "x_EstimateDate; may be empty."));
  module.def(
      "focus_rows",
      [](const std::vector<Estimate>& estimates, const PriceBook& book, const FocusOptions& given) {
        return shared(focus_rows(estimates, book, given));
      },
      py::arg("estimates"), py::arg("book"), py::arg_v("options", FocusOptions(), "FocusOptions()"),
      "Rows of complete estimates in the shape of FOCUS 1.2. Raises InvalidInputError.");
}

}  // namespace

void bind_bill(py::module_& module) {
  bind_lines(module);
  bind_services(module);
  bind_costs(module);
  bind_whole_bill(module);
  bind_focus(module);
}

}  // namespace container_tco::bindings
