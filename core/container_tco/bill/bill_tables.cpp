#include "container_tco/bill/bill_tables.hpp"

#include <utility>
#include <vector>

#include "container_tco/bill/cell_table.hpp"
#include "container_tco/bill/measured_task.hpp"
#include "container_tco/error.hpp"

namespace container_tco {

using detail::CellColumn;
using detail::CellTable;
using detail::CellType;

namespace {

constexpr int amount_digits = 18;
constexpr int price_digits = 12;

CellColumn amount(std::string_view name) { return {name, CellType::number, amount_digits}; }

const std::vector<CellColumn>& line_columns() {
  static const std::vector<CellColumn> columns = {{"role", CellType::text, 0, false},
                                                  {"region"},
                                                  {"service"},
                                                  {"usage_type"},
                                                  {"operation"},
                                                  {"description"},
                                                  {"charge_type"},
                                                  {"purchase", CellType::text, 0, false},
                                                  {"month"},
                                                  {"rows", CellType::number, 0, false},
                                                  amount("quantity"),
                                                  {"unit"},
                                                  {"currency", CellType::text, 0, false},
                                                  amount("billed_cost"),
                                                  amount("effective_cost"),
                                                  amount("list_cost"),
                                                  {"unit_price", CellType::number, price_digits},
                                                  amount("model_cost"),
                                                  amount("difference"),
                                                  amount("list_difference"),
                                                  {"price_key"},
                                                  {"price_basis"},
                                                  {"price_source"},
                                                  {"no_price"}};
  return columns;
}

const std::vector<CellColumn>& service_columns() {
  static const std::vector<CellColumn> columns = {{"service", CellType::text, 0, false},
                                                  {"account"},
                                                  {"cluster"},
                                                  {"kubernetes_namespace"},
                                                  {"region"},
                                                  {"plane", CellType::text, 0, false},
                                                  {"control_plane", CellType::text, 0, false},
                                                  {"operating_system", CellType::text, 0, false},
                                                  {"architecture", CellType::text, 0, false},
                                                  amount("vcpu_hours"),
                                                  amount("gib_hours"),
                                                  amount("storage_gib_hours"),
                                                  amount("task_vcpu"),
                                                  amount("task_gib"),
                                                  amount("task_hours"),
                                                  {"size_basis"},
                                                  {"currency", CellType::text, 0, false},
                                                  amount("billed_cost"),
                                                  amount("effective_cost")};
  return columns;
}

void set_line(CellTable& table, const BillLine& line) {
  table.set("role", to_string(line.role));
  table.set("region", line.region);
  table.set("service", line.service);
  table.set("usage_type", line.usage_type);
  table.set("operation", line.operation);
  table.set("description", line.description);
  table.set("charge_type", line.charge_type);
  table.set("purchase", to_string(line.purchase));
  table.set("month", line.month);
  table.set("rows", Rational(line.row_count));
  table.set("quantity", line.quantity);
  if (line.unit) table.set("unit", line.unit->name());
  table.set("currency", line.billed.currency().code());
  table.set("billed_cost", line.billed.amount());
  table.set("effective_cost", line.effective.amount());
  if (line.list) table.set("list_cost", line.list->amount());
  table.set("price_key", line.price_key);
}

void set_cost(CellTable& table, const BillLineCost& cost) {
  table.set("no_price", cost.no_price);
  table.set("price_basis", cost.basis);
  if (cost.provenance) table.set("price_source", cost.provenance->source);
  if (cost.unit_price) table.set("unit_price", cost.unit_price->money.amount());
  if (cost.model) table.set("model_cost", cost.model->amount());
  if (cost.difference) table.set("difference", cost.difference->amount());
  if (cost.list_difference) table.set("list_difference", cost.list_difference->amount());
}

void set_task(CellTable& table, const MeasuredService& whole) {
  const MeasuredService service = within_period(whole);
  if (service.vcpu_hours <= Rational(0) || service.gib_hours <= Rational(0)) return;
  const MeasuredTask task = measured_task(service);
  table.set("task_vcpu", task.vcpu);
  table.set("task_gib", task.gib);
  table.set("task_hours", task.task_hours);
  table.set("size_basis", to_string(task.basis));
}

}  // namespace

Table bill_lines_table(const Bill& bill, const BillCosts& costs) {
  if (bill.lines.size() != costs.lines.size()) {
    throw InvalidInputError("costs", std::to_string(costs.lines.size()) + " lines",
                            "those of this bill, which has " + std::to_string(bill.lines.size()));
  }
  CellTable table(line_columns());
  for (std::size_t i = 0; i < bill.lines.size(); ++i) {
    table.begin_row();
    set_line(table, bill.lines[i]);
    set_cost(table, costs.lines[i]);
  }
  return std::move(table).finish(
      {{"price_book_version", costs.price_book_version}, {"price_book_digest", costs.price_book_digest}});
}

Table bill_services_table(const Bill& bill) {
  CellTable table(service_columns());
  for (const MeasuredService& service : bill.services) {
    table.begin_row();
    table.set("service", service.name);
    table.set("account", service.account);
    table.set("cluster", service.cluster);
    table.set("kubernetes_namespace", service.kubernetes_namespace);
    table.set("region", service.region);
    table.set("plane", to_string(service.plane));
    table.set("control_plane", std::string(service.control_plane == ControlPlane::ecs ? "ecs" : "eks"));
    table.set("operating_system", to_string(service.operating_system));
    table.set("architecture", to_string(service.architecture));
    table.set("vcpu_hours", service.vcpu_hours);
    table.set("gib_hours", service.gib_hours);
    table.set("storage_gib_hours", service.storage_gib_hours);
    set_task(table, service);
    table.set("currency", service.effective.currency().code());
    table.set("billed_cost", service.billed.amount());
    table.set("effective_cost", service.effective.amount());
  }
  return std::move(table).finish({});
}

}  // namespace container_tco
