#include "container_tco/comparison/request_cut.hpp"

#include <algorithm>
#include <utility>

#include "container_tco/comparison/readable_number.hpp"

namespace container_tco::detail {
namespace {

Rational share(std::int64_t part, std::int64_t whole) {
  if (part <= 0) return Rational();
  return whole > 0 ? Rational::ratio(part, whole) : Rational(1);
}

// "0.25 vCPU (20 %) and 205 MiB (9.1 %)"
std::string in_words(const Resources& cut, const Resources& request) {
  std::string words;
  if (cut.cpu > Cpu()) {
    words = readable_number(cut.cpu.vcpu(), 3) + " vCPU (" +
            readable_percent(share(cut.cpu.ticks(), request.cpu.ticks())) + ")";
  }
  if (cut.memory > Bytes()) {
    words += (words.empty() ? "" : " and ") + readable_number(Rational(cut.memory.mib()), 0) + " MiB (" +
             readable_percent(share(cut.memory.bytes(), request.memory.bytes())) + ")";
  }
  return words;
}

}  // namespace

Rational share_of_request(const Resources& cut, const Resources& request) {
  return max(share(cut.cpu.ticks(), request.cpu.ticks()), share(cut.memory.bytes(), request.memory.bytes()));
}

const Service* find_service(const VariantBase& base, const std::string& name) {
  const std::vector<Service>& services = base.workload.services;
  const auto found = std::find_if(services.begin(), services.end(), [&](const Service& s) { return s.name == name; });
  return found == services.end() ? nullptr : &*found;
}

VariantIdea smaller_request_idea(const VariantBase& base, const Service& service, std::string id, std::string change,
                                 Resources Task::* request, const Resources& cut) {
  const Resources& asked = service.task.*request;
  VariantIdea idea =
      idea_of(base, std::move(id), std::move(change), "Each task asks for " + in_words(cut, asked) + " less than now",
              "Less room for peaks; a task that outgrows its memory is stopped");
  idea.workload.services[static_cast<std::size_t>(&service - base.workload.services.data())].task.*request =
      asked - cut;
  return idea;
}

}  // namespace container_tco::detail
