// What extra capacity costs, and what it is: in an estimate by purpose, in a comparison side by side.

#include <utility>

#include "container_tco/comparison/readable_number.hpp"
#include "container_tco/costing/purpose_lines.hpp"
#include "container_tco/report/documents.hpp"

namespace container_tco::detail {
namespace {

constexpr const char* title = "Extra capacity";

struct Purpose {
  const char* name;
  const char* label;
  std::string (*amount)(const Resilience& resilience);
};

void append(std::string& text, const std::string& more) { text += (text.empty() ? "" : ", ") + more; }

std::string rollout_amount(const Resilience& resilience) {
  std::string text;
  if (!resilience.rollout_task_hours.is_zero()) {
    append(text, readable_number(resilience.rollout_task_hours, 3) + " task-hours");
  }
  if (resilience.rollout_hosts > 0) {
    append(text, counted(Rational(resilience.rollout_hosts), "host") + " at the most, " +
                     readable_number(resilience.rollout_host_hours, 3) + " host-hours");
  }
  return text.empty() ? "nothing" : text;
}

std::string replacement_amount(const Resilience& resilience) {
  if (resilience.replacement_host_hours.is_zero()) return "nothing";
  return readable_number(resilience.replacement_host_hours, 3) + " host-hours";
}

std::string zone_loss_amount(const Resilience& resilience) {
  if (resilience.zone_loss_tasks == 0) return "nothing";
  std::string text = counted(Rational(resilience.zone_loss_tasks), "task");
  if (resilience.zone_loss_hosts != 0) append(text, counted(Rational(resilience.zone_loss_hosts), "host"));
  return text;
}

constexpr Purpose purposes[] = {{purpose_zone_loss, "loss of a zone", zone_loss_amount},
                                {purpose_rollout, "rollouts", rollout_amount},
                                {purpose_replacement, "replacement of hosts", replacement_amount}};

Money cost_of(const Estimate& estimate, const Purpose& purpose) {
  const bool is_zone_loss = std::string(purpose.name) == purpose_zone_loss;
  // Where no line of its own shows it, the difference of the two plans does.
  if (is_zone_loss && estimate.resilience.zone_loss_cost) return *estimate.resilience.zone_loss_cost;
  return sum_of_purpose(estimate.lines, purpose.name, estimate.currency);
}

bool is_held(const Estimate& estimate, const Purpose& purpose) {
  return purpose.amount(estimate.resilience) != "nothing";
}

bool anything_is_held(const Estimate& estimate) {
  for (const Purpose& purpose : purposes) {
    if (is_held(estimate, purpose)) return true;
  }
  return false;
}

}  // namespace

Section resilience_section(const Estimate& estimate, const Amounts& amounts) {
  Section section{.title = title, .sentences = {}, .table = {}, .items = {}};
  if (!estimate.is_complete() || !anything_is_held(estimate)) return section;
  section.sentences = {estimate.resilience.availability_target};
  Table table;
  table.columns = {{"for"}, {"what"}, {"cost (" + estimate.currency.code() + ")", ColumnKind::number}};
  for (const Purpose& purpose : purposes) {
    if (!is_held(estimate, purpose)) continue;
    table.rows.push_back(
        {purpose.label, purpose.amount(estimate.resilience), amounts.grouped(cost_of(estimate, purpose))});
  }
  section.table = std::move(table);
  return section;
}

Section resilience_section(const std::vector<const Estimate*>& estimates, const Amounts& amounts) {
  Section section{.title = title, .sentences = {}, .table = {}, .items = {}};
  Table table;
  table.columns = {{"deployment"}, {"for"}, {"what"}, {"cost", ColumnKind::number}};
  for (const Estimate* estimate : estimates) {
    for (const Purpose& purpose : purposes) {
      if (!is_held(*estimate, purpose)) continue;
      table.rows.push_back({estimate->deployment.name(), purpose.label, purpose.amount(estimate->resilience),
                            amounts.grouped(cost_of(*estimate, purpose))});
    }
  }
  if (table.rows.empty()) return section;
  table.columns.back().title += " (" + estimates.front()->currency.code() + ")";
  section.sentences = {estimates.front()->resilience.availability_target};
  section.table = std::move(table);
  return section;
}

}  // namespace container_tco::detail
