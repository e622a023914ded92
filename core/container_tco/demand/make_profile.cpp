#include "container_tco/demand/make_profile.hpp"

#include <algorithm>
#include <numeric>
#include <string>

#include "container_tco/demand/civil_time.hpp"
#include "container_tco/demand/run_times.hpp"
#include "container_tco/demand/target_tracking.hpp"
#include "container_tco/error.hpp"

namespace container_tco {
namespace {

std::string steps_text(std::size_t steps) { return std::to_string(steps) + " rows"; }

void check_step(std::int64_t step_seconds) { validate(TaskProfile{0, step_seconds, {0}, true}); }

// In steps of this length from the start of the range, no step holds two local times at which something may change.
std::int64_t aligned_step(std::int64_t step, const TimeZone& zone, const UtcRange& range) {
  const std::vector<OffsetTransition> offsets = offsets_within(zone, range);
  step = std::gcd(step, std::gcd(seconds_per_hour, range.seconds()));
  for (const OffsetTransition& offset : offsets) {
    step = std::gcd(step, offset.utc_seconds - range.first);
    step = std::gcd(step, offset.utc_seconds + offset.offset_seconds);
  }
  return step;
}

// Calls `value(second of the local week)` for each step.
template <typename Value>
auto over_weeks(const UtcRange& range, const TimeZone& zone, std::int64_t step, Value value) {
  std::vector<decltype(value(std::int64_t{}))> values;
  values.reserve(static_cast<std::size_t>(range.seconds() / step));
  std::vector<OffsetTransition> offsets = offsets_within(zone, range);
  std::size_t at = 0;
  for (std::int64_t utc = range.first; utc < range.last; utc += step) {
    while (at + 1 < offsets.size() && offsets[at + 1].utc_seconds <= utc) ++at;
    values.push_back(value(second_of_week(utc + offsets[at].offset_seconds)));
  }
  return values;
}

// A row for each step of the range, from the rows of a week or of all of it.
template <typename Row>
struct SteppedRows {
  std::vector<Row> rows;
  std::int64_t step_seconds;
};

template <typename Row>
SteppedRows<Row> stepped_rows(const std::vector<Row>& rows, std::int64_t step_seconds, const CalendarSpan& span,
                              const TimeZone& zone, const UtcRange& range) {
  check_step(step_seconds);
  const auto given = static_cast<std::int64_t>(rows.size());
  if (given * step_seconds == range.seconds()) return {rows, step_seconds};
  if (given * step_seconds == seconds_per_week) {
    const std::int64_t step = aligned_step(step_seconds, zone, range);
    return {over_weeks(range, zone, step,
                       [&](std::int64_t second) { return rows[static_cast<std::size_t>(second / step_seconds)]; }),
            step};
  }
  throw InvalidInputError(
      "profile length", steps_text(rows.size()),
      std::to_string(seconds_per_week / step_seconds) + " rows for a week" +
          (range.seconds() % step_seconds == 0
               ? " or " + std::to_string(range.seconds() / step_seconds) + " for all of " + span.name()
               : ""),
      "In steps of " + std::to_string(step_seconds) + " s");
}

class ProfileMaker {
 public:
  ProfileMaker(const CalendarSpan& span, const TimeZone& zone)
      : span_(span), zone_(zone), range_(utc_range(span, zone)) {}

  TaskProfile operator()(const SteadyCount& form) const {
    const std::int64_t step = aligned_step(seconds_per_hour, zone_, range_);
    const std::vector<std::int64_t> counts(static_cast<std::size_t>(range_.seconds() / step), form.count);
    return profile(step, counts);
  }

  TaskProfile operator()(const WeeklySchedule& form) const {
    validate(form);
    std::int64_t step = seconds_per_hour;
    for (const WeeklySchedule::Stretch& stretch : form.stretches) step = std::gcd(step, stretch.first_minute * 60);
    step = aligned_step(step, zone_, range_);
    return profile(step, over_weeks(range_, zone_, step, [&](std::int64_t second) {
                     const auto next =
                         std::upper_bound(form.stretches.begin(), form.stretches.end(), second / 60,
                                          [](std::int64_t minute, const WeeklySchedule::Stretch& stretch) {
                                            return minute < stretch.first_minute;
                                          });
                     return std::prev(next)->count;
                   }));
  }

  TaskProfile operator()(const CountProfile& form) const {
    if (!form.counts.empty()) validate(TaskProfile{0, form.step_seconds, form.counts, true});
    const SteppedRows<std::int64_t> rows = stepped_rows(form.counts, form.step_seconds, span_, zone_, range_);
    return profile(rows.step_seconds, rows.rows);
  }

  TaskProfile operator()(const LoadCurve& form) const {
    const SteppedRows<Rational> rows = stepped_rows(form.load, form.step_seconds, span_, zone_, range_);
    return profile(rows.step_seconds, track_target(rows.rows, rows.step_seconds, form.tracking));
  }

  TaskProfile operator()(const CronRuns& form) const {
    return profile_of_runs(run_intervals(form, span_, zone_), range_);
  }

  TaskProfile operator()(const QueueBursts& form) const {
    return profile_of_runs(run_intervals(form, span_, zone_), range_);
  }

 private:
  TaskProfile profile(std::int64_t step, std::vector<std::int64_t> counts) const {
    TaskProfile made{range_.first, step, std::move(counts), true};
    validate(made);
    return made;
  }

  const CalendarSpan& span_;
  const TimeZone& zone_;
  UtcRange range_;
};

}  // namespace

TaskProfile make_profile(const DemandForm& form, const CalendarSpan& span, const TimeZone& zone) {
  return std::visit(ProfileMaker(span, zone), form);
}

}  // namespace container_tco
