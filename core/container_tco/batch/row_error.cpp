#include "container_tco/batch/row_error.hpp"

#include "container_tco/error.hpp"

namespace container_tco {
namespace {

struct ErrorText {
  const char* name;
  const char* text;
};

constexpr std::array<ErrorText, row_error_count> texts = {{
    {"none", "Nothing is wrong."},
    {"missing_value", "A value is missing; fill it in, or leave the row out."},
    {"not_a_number", "A value is NaN or infinite; state a number."},
    {"unreadable_value", "A value cannot be read as what its column holds; correct it."},
    {"out_of_range", "A value is beyond what its column can hold; check its unit."},
    {"negative_amount", "An amount is negative; sizes, counts and seconds are 0 or more."},
    {"no_memory", "The task asks for no memory; state its memory."},
    {"no_cpu", "The task asks for no CPU; state its vCPU."},
    {"unknown_region", "The region is not in the price book; check its code, or add prices for it."},
    {"unknown_architecture", "The architecture is neither x86_64 nor arm64."},
    {"unknown_operating_system", "The operating system is neither linux nor windows."},
    {"unknown_option",
     "The row names a deployment, purchase option, host constraints or labour profile that the options do not have; "
     "correct its name, or add it to the options."},
    {"not_offered_by_fargate", "Fargate does not run this architecture and operating system in this region."},
    {"too_large_for_fargate", "No Fargate size holds the task; make it smaller, or run it on hosts."},
    {"too_much_storage", "Fargate gives a task less ephemeral storage than this; ask for less."},
    {"price_not_found", "The price book lacks a price that the row needs; state it in an overlay."},
    {"currency_mismatch", "Wages and prices are in different currencies; state an exchange rate."},
    {"fits_no_host", "No instance type that may be used and has a price in the region holds the task."},
    {"too_many_tasks", "More than 10,000,000 tasks, or tasks of more than 4 EiB in all; split the row."},
    {"nothing_runs", "No task runs, or none for a second: there is nothing to compare."},
    {"longer_than_period", "The seconds of a task exceed the period; state those of one task in one period."},
    {"amount_too_large",
     "The cost is 10^18 or more of its currency, or in a column of 64 bits above 922 million; split the row."},
    {"not_requested", "This deployment was not asked for in this row."},
    {"impossible", "The deployment cannot run the task; estimate it alone for the reasons."},
    {"incomplete", "Prices or labour hours are missing for the deployment; estimate it alone for their names."},
    {"malformed_row",
     "The row cannot be read: it has more or fewer cells than the header, or is no JSON object of the members that the "
     "first rows have; correct it in the file."},
    {"no_deployment_priced", "No deployment has a cost for the row; the error of each deployment says why."},
}};

const ErrorText& text_of(RowError error) {
  const auto index = static_cast<std::size_t>(error);
  if (index >= texts.size()) throw InternalError("an error of a row without a text");
  return texts[index];
}

}  // namespace

std::string to_string(RowError error) { return text_of(error).name; }

std::string describe(RowError error) { return text_of(error).text; }

RowError error_of_caught() {
  try {
    throw;
  } catch (const PriceNotFoundError&) {
    return RowError::price_not_found;
  } catch (const CurrencyMismatchError&) {
    return RowError::currency_mismatch;
  } catch (const InfeasibleError&) {
    return RowError::impossible;
  } catch (const InvalidInputError&) {
    return RowError::impossible;
  }
}

RowError reason_of_no_cost(std::span<const RowError> errors) {
  RowError reason = RowError::none;
  for (const RowError error : errors) {
    if (error == RowError::not_requested) continue;
    if (reason != RowError::none && reason != error) return RowError::no_deployment_priced;
    reason = error;
  }
  return reason == RowError::none ? RowError::no_deployment_priced : reason;
}

void BatchTotals::count(RowError error) {
  ++rows;
  ++by_error.at(static_cast<std::size_t>(error));
}

BatchTotals& BatchTotals::operator+=(const BatchTotals& other) {
  rows += other.rows;
  for (std::size_t i = 0; i < by_error.size(); ++i) by_error[i] += other.by_error[i];
  return *this;
}

}  // namespace container_tco
