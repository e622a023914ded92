#include "container_tco/bill/bill.hpp"

#include "container_tco/demand/civil_time.hpp"

namespace container_tco {

std::string to_string(BillPlane plane) {
  if (plane == BillPlane::hosts) return "hosts";
  return plane == BillPlane::fargate ? "fargate" : "fargate_spot";
}

bool BillMonth::is_whole() const {
  const CivilTime start = civil_time(start_utc_seconds);
  return start.day == 1 && start.hour == 0 && start.minute == 0 && start.second == 0 &&
         end_utc_seconds - start_utc_seconds == seconds_per_day * days_in_month(start.year, start.month);
}

MeasuredService within_period(const MeasuredService& service) {
  MeasuredService within = service;
  within.vcpu_hours -= service.outside_period.vcpu_hours;
  within.gib_hours -= service.outside_period.gib_hours;
  within.storage_gib_hours -= service.outside_period.storage_gib_hours;
  within.billed -= service.outside_period.billed;
  within.effective -= service.outside_period.effective;
  const Money zero = Money::zero(service.effective.currency());
  within.outside_period = {{}, {}, {}, zero, zero};
  return within;
}

std::optional<std::int64_t> Bill::start_utc_seconds() const {
  return months.empty() ? std::nullopt : std::optional(months.front().start_utc_seconds);
}

std::optional<std::int64_t> Bill::end_utc_seconds() const {
  return months.empty() ? std::nullopt : std::optional(months.back().end_utc_seconds);
}

std::optional<Rational> Bill::hours() const {
  std::int64_t seconds = 0;
  for (const BillMonth& month : months) seconds += month.end_utc_seconds - month.start_utc_seconds;
  return seconds > 0 ? std::optional(Rational::ratio(seconds, seconds_per_hour)) : std::nullopt;
}

std::string Bill::period_text() const {
  const auto total = hours();
  if (!total) return "";
  std::string text;
  for (const BillMonth& month : months) text += (text.empty() ? "" : ", ") + month.name;
  const std::string hours_text = total->exact_digits() ? total->to_text() : total->to_decimal(4, Rounding::half_up);
  return text + " (" + hours_text + " h)";
}

}  // namespace container_tco
