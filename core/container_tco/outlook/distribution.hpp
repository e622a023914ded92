#pragma once
// How likely the values of an uncertain input are.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "container_tco/quantity/rational.hpp"

namespace container_tco {

enum class DistributionKind { fixed, triangular, pert, normal, empirical };
std::string to_string(DistributionKind kind);
/// "fixed", "triangular", "pert", "normal", "empirical". Throws InvalidInputError.
DistributionKind parse_distribution_kind(std::string_view text);

/// One distribution. Which members count depends on the kind; the others are not read.
struct Distribution {
  DistributionKind kind = DistributionKind::fixed;
  Rational low;                   ///< Of triangular and pert.
  Rational mode;                  ///< The most likely value; of fixed, the value.
  Rational high;                  ///< Of triangular and pert.
  Rational mean;                  ///< Of normal.
  Rational deviation;             ///< Standard deviation of normal; not negative.
  std::vector<Rational> samples;  ///< Of empirical: all equally likely.

  static Distribution fixed(const Rational& value);
  static Distribution triangular(const Rational& low, const Rational& mode, const Rational& high);
  /// Beta with shape parameters 1 + 4 (mode − low) / (high − low) and 1 + 4 (high − mode) / (high − low).
  static Distribution pert(const Rational& low, const Rational& mode, const Rational& high);
  static Distribution normal(const Rational& mean, const Rational& deviation);
  static Distribution empirical(std::vector<Rational> samples);

  /// Only one value is possible.
  bool is_certain() const;
  /// That value. Throws InternalError unless it is certain.
  const Rational& certain_value() const;
};

/// Throws InvalidInputError for parameters that no distribution has: low > mode, mode > high, a negative deviation, no
/// samples, or numbers beyond ±1e9. `input` names it in the message.
void validate(const Distribution& distribution, const std::string& input);

/// Turns shares in (0, 1) into values, as whole billionths (1e-9), rounded to the nearest.
class DistributionSampler {
 public:
  /// `distribution` must be valid.
  explicit DistributionSampler(const Distribution& distribution);
  std::int64_t billionths_at(double share) const;

 private:
  double value_at(double share) const;
  void tabulate_pert();

  DistributionKind kind_;
  double low_ = 0;
  double mode_ = 0;
  double high_ = 0;
  std::vector<double> cumulative_;  ///< Of PERT: the share below each point of an even grid.
  std::vector<std::int64_t> samples_;
};

/// `value` × 1e9, rounded half up. Throws InvalidInputError beyond ±9e9.
std::int64_t to_billionths(const Rational& value);

}  // namespace container_tco
