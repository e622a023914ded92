#include "container_tco/demand/dated_profile.hpp"

#include "container_tco/demand/civil_time.hpp"
#include "container_tco/error.hpp"

namespace container_tco {
namespace {

[[noreturn]] void fail_row(std::size_t index, const std::string& found, const std::string& expected,
                           const std::string& remedy = {}) {
  throw InvalidInputError("profile row " + std::to_string(index + 1), found, expected, remedy);
}

class RowTimes {
 public:
  RowTimes(const std::vector<DatedCount>& rows, const std::optional<TimeZone>& zone) : rows_(rows), zone_(zone) {
    if (zone) validate(*zone);
  }

  /// The moment of the row in UTC; `previous` is that of the row before.
  std::int64_t utc_of(std::size_t index, std::optional<std::int64_t> previous) {
    const std::string& text = rows_[index].time;
    const std::optional<Timestamp> stamp = parse_timestamp(text);
    if (!stamp) fail_row(index, text, "a time such as 2026-03-29T02:00 or 2026-03-29T02:00:00+01:00");
    if (index == 0) first_ = *stamp;
    if (stamp->offset_seconds.has_value() != first_.offset_seconds.has_value()) {
      fail_row(index, text,
               first_.offset_seconds ? "a time with an offset, as in row 1" : "a time without an offset, as in row 1");
    }
    return stamp->offset_seconds ? with_offset(index, *stamp) : local(index, *stamp, previous);
  }

 private:
  std::int64_t with_offset(std::size_t index, const Timestamp& stamp) const {
    const std::int64_t utc = stamp.civil_seconds - *stamp.offset_seconds;
    // Times in UTC are the same moments in every zone.
    const bool is_all_the_same = stamp.offset_seconds == first_.offset_seconds;
    const bool is_of_zone = zone_ && offset_at(*zone_, utc) == *stamp.offset_seconds;
    if (is_all_the_same && (!zone_ || *stamp.offset_seconds == 0)) return utc;
    if (is_of_zone) return utc;
    const std::string expected =
        zone_ ? "the offset of " + printable(zone_->name) + ", " + offset_text(offset_at(*zone_, utc))
              : "the offset of row 1, " + offset_text(*first_.offset_seconds);
    fail_row(index, rows_[index].time, expected, zone_ ? "" : "Name the time zone if it changes its offset");
  }

  std::int64_t local(std::size_t index, const Timestamp& stamp, std::optional<std::int64_t> previous) const {
    if (!zone_) fail_row(index, rows_[index].time, "a time with an offset", "Or name the time zone of these times");
    const LocalMoments moments = moments_of(*zone_, stamp.civil_seconds);
    if (!moments.first_utc) {
      fail_row(index, rows_[index].time, "a time that clocks in " + printable(zone_->name) + " show",
               "Daylight saving skips it");
    }
    // The hour that is repeated comes twice: the second time after the first.
    if (moments.second_utc && previous && *moments.first_utc <= *previous) return *moments.second_utc;
    return *moments.first_utc;
  }

  const std::vector<DatedCount>& rows_;
  const std::optional<TimeZone>& zone_;
  Timestamp first_;
};

void check_next(const std::vector<DatedCount>& rows, std::size_t index, std::int64_t between, std::int64_t step) {
  const std::string& text = rows[index].time;
  if (between == 0) fail_row(index, text, "a later time than in row " + std::to_string(index), "The row is repeated");
  if (between < 0) {
    fail_row(index, text, "a later time than in row " + std::to_string(index) + ", " + rows[index - 1].time,
             "The rows must be sorted, without repetition");
  }
  if (between != step) {
    fail_row(index, text,
             "the time " + std::to_string(step) + " s after row " + std::to_string(index) + ", " + rows[index - 1].time,
             between > step ? "Rows are missing between the two" : "Steps must be equal");
  }
}

}  // namespace

TaskProfile profile_of_rows(const std::vector<DatedCount>& rows, const std::optional<TimeZone>& zone, bool repeats) {
  if (rows.size() < 2) {
    throw InvalidInputError("profile length", std::to_string(rows.size()) + " rows",
                            "at least two rows, of which the times tell the step");
  }
  TaskProfile profile;
  profile.repeats = repeats;
  profile.counts.reserve(rows.size());
  RowTimes times(rows, zone);
  std::int64_t previous = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::int64_t utc = times.utc_of(i, i == 0 ? std::nullopt : std::optional(previous));
    if (i == 0) profile.start_utc_seconds = utc;
    if (i == 1) profile.step_seconds = utc - previous;
    if (i == 1 && (profile.step_seconds > seconds_per_hour || profile.step_seconds < 1 ||
                   seconds_per_hour % profile.step_seconds != 0)) {
      check_next(rows, i, utc - previous, seconds_per_hour);
    }
    if (i > 0) check_next(rows, i, utc - previous, profile.step_seconds);
    profile.counts.push_back(rows[i].count);
    previous = utc;
  }
  validate(profile);
  return profile;
}

}  // namespace container_tco
