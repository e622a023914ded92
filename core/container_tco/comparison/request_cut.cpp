#include "container_tco/comparison/request_cut.hpp"

#include "container_tco/comparison/readable_number.hpp"

namespace container_tco::detail {
namespace {

Rational share(std::int64_t part, std::int64_t whole) {
  if (part <= 0) return Rational();
  return whole > 0 ? Rational::ratio(part, whole) : Rational(1);
}

}  // namespace

Rational share_of_request(const Resources& cut, const Resources& request) {
  return max(share(cut.cpu.ticks(), request.cpu.ticks()), share(cut.memory.bytes(), request.memory.bytes()));
}

std::string cut_in_words(const Resources& cut, const Resources& request) {
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

}  // namespace container_tco::detail
