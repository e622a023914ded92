#include "container_tco/bill/measured_task.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "container_tco/error.hpp"
#include "container_tco/sizing/fargate_size.hpp"

namespace container_tco {
namespace {

// Bills round each quantity to some digits, so that the ratio of their sums is near the one on sale and not equal to
// it.
const Rational ratio_tolerance = Rational::ratio(1, 1000);

bool is_near(const Rational& a, const Rational& b) {
  const Rational difference = a < b ? b - a : a - b;
  return difference <= b * ratio_tolerance;
}

std::string short_text(const Rational& number) {
  const auto digits = number.exact_digits();
  return digits && *digits <= 4 ? number.to_text() : number.to_decimal(4, Rounding::half_up);
}

std::string size_text(const Rational& vcpu, const Rational& gib) {
  return short_text(vcpu) + " vCPU / " + short_text(gib) + " GB";
}

MeasuredTask made(const MeasuredService& service, const Rational& vcpu, const Rational& gib, SizeBasis basis,
                  const std::string& because) {
  return {vcpu, gib, basis, service.vcpu_hours / vcpu,
          service.name + ": tasks of " + size_text(vcpu, gib) + ", " + because};
}

std::vector<FargateSize> sizes_for(const MeasuredService& service) {
  return fargate_sizes(service.operating_system, service.control_plane);
}

std::optional<MeasuredTask> of_size_on_sale(const MeasuredService& service, const Rational& ratio) {
  const Rational least = service.largest_task_vcpu.value_or(Rational(0));
  for (const FargateSize& size : sizes_for(service)) {
    if (!is_near(size.gib() / size.vcpu(), ratio)) continue;
    if (service.largest_task_vcpu == size.vcpu() && service.largest_task_gib == size.gib()) {
      return made(service, size.vcpu(), size.gib(), SizeBasis::seen, "as a row of one task shows");
    }
    if (size.vcpu() < least && !is_near(least, size.vcpu())) continue;
    return made(
        service, size.vcpu(), size.gib(), SizeBasis::ratio,
        "the smallest size on sale with the ratio of the usage: larger tasks would pack worse, so that the cost on "
        "hosts is a lower bound");
  }
  return std::nullopt;
}

MeasuredTask of_several_sizes(const MeasuredService& service, const Rational& ratio) {
  const Rational least = max(service.largest_task_vcpu.value_or(Rational(0)), sizes_for(service).front().vcpu());
  return made(service, least, least * ratio, SizeBasis::mean,
              "a mean: no size on sale has the ratio of the usage, so that tasks of several sizes ran");
}

MeasuredTask of_reservation(const MeasuredService& service, const Rational& ratio) {
  if (!service.largest_task_vcpu || service.largest_task_vcpu->is_zero()) return of_several_sizes(service, ratio);
  const Rational vcpu = *service.largest_task_vcpu;
  return made(
      service, vcpu, vcpu * ratio, SizeBasis::reserved,
      "the most that one task was seen to reserve, with memory in the ratio of all usage: tasks that ran for less "
      "than a period may be larger");
}

}  // namespace

std::string to_string(SizeBasis basis) {
  switch (basis) {
    case SizeBasis::seen:
      return "seen";
    case SizeBasis::ratio:
      return "ratio";
    case SizeBasis::mean:
      return "mean";
    case SizeBasis::reserved:
      return "reserved";
  }
  throw InternalError("every basis of a size has a name");
}

MeasuredTask measured_task(const MeasuredService& service) {
  if (service.vcpu_hours <= Rational(0) || service.gib_hours <= Rational(0)) {
    throw InvalidInputError(
        "service " + printable(service.name),
        service.vcpu_hours.to_text() + " vCPU-hours and " + service.gib_hours.to_text() + " GB-hours", "both above 0");
  }
  const Rational ratio = service.gib_hours / service.vcpu_hours;
  if (service.plane == BillPlane::hosts) return of_reservation(service, ratio);
  if (const auto task = of_size_on_sale(service, ratio)) return *task;
  return of_several_sizes(service, ratio);
}

}  // namespace container_tco
