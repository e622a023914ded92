#pragma once
// Schedules of Amazon EventBridge and of Kubernetes CronJobs.
//
// EventBridge: "cron(minutes hours day-of-month month day-of-week year)" and "rate(5 minutes)"
//   https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html
// Kubernetes: "minute hour day-of-month month day-of-week" and "@hourly", "@daily", …
//   https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
// Beside them "08:30" means every day at that time.

#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>

namespace container_tco {

/// Which rules read a schedule: they differ where days of the month and of the week are both given, and in an hour that
/// daylight saving repeats.
enum class CronDialect { event_bridge, kubernetes };

/// When runs start, to the minute and in local time.
struct CronExpression {
  CronDialect dialect = CronDialect::event_bridge;
  std::string text;  ///< As it was given.
  /// Above 0 for a rate: every so many minutes from the start of the span; the fields are not used then.
  std::int64_t rate_minutes = 0;
  std::bitset<60> minutes;
  std::bitset<24> hours;
  std::bitset<13> months;         ///< 1 to 12.
  std::bitset<32> days_of_month;  ///< 1 to 31.
  std::bitset<7> days_of_week;    ///< 0 = Sunday.
  std::bitset<2200> years;
  bool any_day_of_month = false;  ///< "*" or "?".
  bool any_day_of_week = false;
  bool last_day_of_month = false;      ///< L
  bool last_weekday_of_month = false;  ///< LW
  int nearest_weekday = 0;             ///< nW; 0 for none.
  int nth_of_month = 0;                ///< The 2 of 3#2; 0 for none.
  bool last_of_month = false;          ///< 5L: the last such day of the week in the month.
};

/// Throws ParseError that names the field.
CronExpression parse_cron(std::string_view text);

/// Whether `expression` has a run on the day (not for rates).
bool runs_on(const CronExpression& expression, int year, int month, int day);

}  // namespace container_tco
