#include "container_tco/outlook/distribution.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "container_tco/error.hpp"
#include "container_tco/outlook/normal_curve.hpp"

namespace container_tco {
namespace {

constexpr std::int64_t billion = 1'000'000'000;
constexpr std::size_t pert_cells = 4096;
constexpr std::array<DistributionKind, 5> kinds = {DistributionKind::fixed, DistributionKind::triangular,
                                                   DistributionKind::pert, DistributionKind::normal,
                                                   DistributionKind::empirical};

double to_double(const Rational& value) {
  return static_cast<double>(to_billionths(value)) / static_cast<double>(billion);
}

[[noreturn]] void refuse(const std::string& input, const std::string& found, const std::string& expected) {
  throw InvalidInputError("distribution of " + printable(input), found, expected);
}

void require_size(const std::string& input, const Rational& value) {
  const Rational most(billion);
  if (value > most || value < -most) refuse(input, value.to_decimal(0, Rounding::half_up), "numbers within ±1e9");
}

// x^a (1 − x)^b.
double beta_density(double x, double a, double b) {
  if (x <= 0) return a > 0 ? 0 : portable_exp(b * portable_log(1 - x));
  if (x >= 1) return b > 0 ? 0 : portable_exp(a * portable_log(x));
  return portable_exp(a * portable_log(x) + b * portable_log(1 - x));
}

}  // namespace

std::string to_string(DistributionKind kind) {
  switch (kind) {
    case DistributionKind::fixed:
      return "fixed";
    case DistributionKind::triangular:
      return "triangular";
    case DistributionKind::pert:
      return "pert";
    case DistributionKind::normal:
      return "normal";
    case DistributionKind::empirical:
      return "empirical";
  }
  throw InternalError("a kind of distribution without a name");
}

DistributionKind parse_distribution_kind(std::string_view text) {
  std::vector<std::string> names;
  for (const DistributionKind kind : kinds) {
    names.push_back(to_string(kind));
    if (names.back() == text) return kind;
  }
  throw InvalidInputError("distribution", printable(std::string(text)), join_alternatives(names));
}

Distribution Distribution::fixed(const Rational& value) {
  Distribution result;
  result.mode = value;
  return result;
}

Distribution Distribution::triangular(const Rational& low, const Rational& mode, const Rational& high) {
  Distribution result = pert(low, mode, high);
  result.kind = DistributionKind::triangular;
  return result;
}

Distribution Distribution::pert(const Rational& low, const Rational& mode, const Rational& high) {
  Distribution result;
  result.kind = DistributionKind::pert;
  result.low = low;
  result.mode = mode;
  result.high = high;
  return result;
}

Distribution Distribution::normal(const Rational& mean, const Rational& deviation) {
  Distribution result;
  result.kind = DistributionKind::normal;
  result.mean = mean;
  result.deviation = deviation;
  return result;
}

Distribution Distribution::empirical(std::vector<Rational> samples) {
  Distribution result;
  result.kind = DistributionKind::empirical;
  result.samples = std::move(samples);
  return result;
}

bool Distribution::is_certain() const {
  switch (kind) {
    case DistributionKind::fixed:
      return true;
    case DistributionKind::triangular:
    case DistributionKind::pert:
      return low == high;
    case DistributionKind::normal:
      return deviation.is_zero();
    case DistributionKind::empirical:
      return std::all_of(samples.begin(), samples.end(), [&](const Rational& value) { return value == samples[0]; });
  }
  throw InternalError("a kind of distribution that is neither certain nor not");
}

const Rational& Distribution::certain_value() const {
  if (!is_certain()) throw InternalError("a distribution with one value");
  if (kind == DistributionKind::normal) return mean;
  return kind == DistributionKind::empirical ? samples.at(0) : mode;
}

void validate(const Distribution& distribution, const std::string& input) {
  for (const Rational* value :
       {&distribution.low, &distribution.mode, &distribution.high, &distribution.mean, &distribution.deviation}) {
    require_size(input, *value);
  }
  for (const Rational& value : distribution.samples) require_size(input, value);
  const bool has_range =
      distribution.kind == DistributionKind::triangular || distribution.kind == DistributionKind::pert;
  if (has_range && (distribution.low > distribution.mode || distribution.mode > distribution.high)) {
    refuse(input, distribution.low.to_text() + ", " + distribution.mode.to_text() + ", " + distribution.high.to_text(),
           "low <= mode <= high");
  }
  if (distribution.kind == DistributionKind::normal && distribution.deviation.is_negative()) {
    refuse(input, distribution.deviation.to_text(), "a standard deviation of 0 or more");
  }
  if (distribution.kind == DistributionKind::empirical && distribution.samples.empty()) {
    refuse(input, "no samples", "one sample or more");
  }
}

std::int64_t to_billionths(const Rational& value) {
  return (value * Rational(billion)).rounded(0, Rounding::half_up).floor();
}

DistributionSampler::DistributionSampler(const Distribution& distribution) : kind_(distribution.kind) {
  low_ = to_double(distribution.low);
  mode_ = to_double(distribution.mode);
  high_ = to_double(distribution.high);
  if (kind_ == DistributionKind::normal) {
    mode_ = to_double(distribution.mean);
    high_ = to_double(distribution.deviation);
  }
  for (const Rational& value : distribution.samples) samples_.push_back(to_billionths(value));
  std::sort(samples_.begin(), samples_.end());
  if (kind_ == DistributionKind::pert) tabulate_pert();
}

// Simpson's rule in each cell of an even grid; between two points the share is taken to grow evenly.
void DistributionSampler::tabulate_pert() {
  const double a = 4 * (mode_ - low_) / (high_ - low_);
  const double b = 4 * (high_ - mode_) / (high_ - low_);
  cumulative_.assign(pert_cells + 1, 0.0);
  const double width = 1.0 / static_cast<double>(pert_cells);
  for (std::size_t i = 0; i < pert_cells; ++i) {
    const double left = static_cast<double>(i) * width;
    cumulative_[i + 1] = cumulative_[i] + beta_density(left, a, b) + 4 * beta_density(left + width / 2, a, b) +
                         beta_density(left + width, a, b);
  }
  const double sum = cumulative_.back();
  for (double& share : cumulative_) share /= sum;
}

double DistributionSampler::value_at(double share) const {
  switch (kind_) {
    case DistributionKind::normal:
      return mode_ + high_ * normal_quantile(share);
    case DistributionKind::triangular: {
      const double width = high_ - low_;
      if (share * width < mode_ - low_) return low_ + std::sqrt(share * width * (mode_ - low_));
      return high_ - std::sqrt((1 - share) * width * (high_ - mode_));
    }
    case DistributionKind::pert: {
      const auto above = std::upper_bound(cumulative_.begin() + 1, cumulative_.end() - 1, share);
      const double cell = static_cast<double>(above - cumulative_.begin() - 1);
      const double part = (share - *(above - 1)) / (*above - *(above - 1));
      return low_ + (high_ - low_) * ((cell + part) / static_cast<double>(pert_cells));
    }
    case DistributionKind::fixed:
    case DistributionKind::empirical:
      break;
  }
  return mode_;
}

std::int64_t DistributionSampler::billionths_at(double share) const {
  if (kind_ == DistributionKind::empirical) {
    const auto place = static_cast<std::size_t>(share * static_cast<double>(samples_.size()));
    return samples_[std::min(place, samples_.size() - 1)];
  }
  constexpr double most = 9e9;  // In whole billionths of 64 bits.
  const double value = std::clamp(value_at(share), -most, most);
  return static_cast<std::int64_t>(std::floor(value * static_cast<double>(billion) + 0.5));
}

}  // namespace container_tco
