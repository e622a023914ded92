#include "container_tco/outlook/distribution.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "container_tco/error.hpp"
#include "container_tco/outlook/normal_curve.hpp"

namespace distribution_test {

using namespace container_tco;

namespace {
double at(const Distribution& distribution, double share) {
  return static_cast<double>(DistributionSampler(distribution).billionths_at(share)) / 1e9;
}
Rational number(const char* text) { return Rational::parse(text); }
}  // namespace

TEST_CASE("portable logarithm and exponential agree with those of the machine") {
  for (const double x : {1e-300, 1e-9, 0.1, 0.7, 0.70711, 1.0, 1.5, 2.718281828, 1e6, 1e300}) {
    CHECK(std::abs(portable_log(x) - std::log(x)) <= 4e-15 * std::max(1.0, std::abs(std::log(x))));
  }
  for (const double x : {-600.0, -36.0, -1.0, -1e-9, 0.0, 0.3, 1.0, 20.0, 600.0}) {
    CHECK(std::abs(portable_exp(x) / std::exp(x) - 1) < 1e-12);
  }
}

// Tables of the normal distribution; also Python's statistics.NormalDist().inv_cdf.
TEST_CASE("normal quantiles and shares are those of the tables") {
  CHECK(normal_quantile(0.975) == doctest::Approx(1.959963984540054).epsilon(1e-14));
  CHECK(normal_quantile(0.25) == doctest::Approx(-0.6744897501960817).epsilon(1e-14));
  CHECK(normal_quantile(1e-10) == doctest::Approx(-6.361340902404056).epsilon(1e-13));
  CHECK(normal_quantile(1e-20) == doctest::Approx(-9.262340089798408).epsilon(1e-13));
  CHECK(normal_quantile(0.5) == 0);
  CHECK(normal_share(1.959963984540054) == doctest::Approx(0.975).epsilon(1e-14));
  CHECK(normal_share(-6) == doctest::Approx(9.865876450376946e-10).epsilon(1e-6));
  for (const double share : {0.001, 0.1, 0.3, 0.9, 0.9999}) {
    CHECK(normal_share(normal_quantile(share)) == doctest::Approx(share).epsilon(1e-13));
  }
}

// Triangular (2, 4, 8): below the mode F(x) = (x − 2)² / 12, so F(4) = 1/3; above 1 − (8 − x)² / 24, so F(6) = 5/6.
TEST_CASE("a triangular distribution has its quantiles") {
  const Distribution hours = Distribution::triangular(Rational(2), Rational(4), Rational(8));
  CHECK(at(hours, 1.0 / 12) == doctest::Approx(3).epsilon(1e-8));
  CHECK(at(hours, 1.0 / 3) == doctest::Approx(4).epsilon(1e-8));
  CHECK(at(hours, 5.0 / 6) == doctest::Approx(6).epsilon(1e-8));
}

// PERT (0, 1/2, 1) is Beta(3, 3): F(x) = 10 x³ − 15 x⁴ + 6 x⁵, so F(0.25) = 0.103515625.
// PERT (0, 0, 1) is Beta(1, 5): F(x) = 1 − (1 − x)⁵. PERT (10, 20, 20) mirrors it: F(x) = ((x − 10) / 10)⁵.
TEST_CASE("a PERT distribution has the quantiles of its Beta distribution") {
  CHECK(at(Distribution::pert(Rational(0), number("0.5"), Rational(1)), 0.5) == doctest::Approx(0.5).epsilon(1e-6));
  CHECK(at(Distribution::pert(Rational(0), number("0.5"), Rational(1)), 0.103515625) ==
        doctest::Approx(0.25).epsilon(1e-6));
  CHECK(at(Distribution::pert(Rational(0), Rational(0), Rational(1)), 1 - std::pow(0.7, 5)) ==
        doctest::Approx(0.3).epsilon(1e-6));
  CHECK(at(Distribution::pert(Rational(10), Rational(20), Rational(20)), std::pow(0.9, 5)) ==
        doctest::Approx(19).epsilon(1e-6));
}

TEST_CASE("normal and empirical distributions have their quantiles") {
  CHECK(at(Distribution::normal(Rational(100), Rational(10)), 0.975) == doctest::Approx(119.59963984540054));
  const Distribution seen = Distribution::empirical({Rational(9), Rational(1), Rational(4), Rational(4)});
  CHECK(at(seen, 0.1) == 1);
  CHECK(at(seen, 0.3) == 4);
  CHECK(at(seen, 0.74) == 4);
  CHECK(at(seen, 0.99) == 9);
}

TEST_CASE("impossible parameters are refused") {
  const auto refused = [](const Distribution& distribution) {
    CHECK_THROWS_AS(validate(distribution, "hours"), InvalidInputError);
  };
  refused(Distribution::triangular(Rational(5), Rational(4), Rational(8)));
  refused(Distribution::pert(Rational(2), Rational(9), Rational(8)));
  refused(Distribution::normal(Rational(2), Rational(-1)));
  refused(Distribution::empirical({}));
  refused(Distribution::normal(number("1e10"), Rational(1)));
  refused(Distribution::empirical({number("-1e10")}));
  CHECK_THROWS_AS(parse_distribution_kind("uniform"), InvalidInputError);
  CHECK_THROWS_AS(Rational::parse("NaN"), InvalidInputError);
  CHECK_NOTHROW(validate(Distribution::triangular(Rational(4), Rational(4), Rational(4)), "hours"));
}

}  // namespace distribution_test
