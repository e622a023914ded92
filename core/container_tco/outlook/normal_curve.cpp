#include "container_tco/outlook/normal_curve.hpp"

#include <cmath>

namespace container_tco {
namespace {

constexpr double ln_2 = 0.693147180559945309417232;

template <int n>
double polynomial(const double (&coefficients)[n], double x) {
  double sum = 0;
  for (int i = n - 1; i >= 0; --i) sum = sum * x + coefficients[i];
  return sum;
}

constexpr double central_over[] = {3.3871328727963666080e0,  1.3314166789178437745e+2, 1.9715909503065514427e+3,
                                   1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4,
                                   3.3430575583588128105e+4, 2.5090809287301226727e+3};
constexpr double central_under[] = {1.0,
                                    4.2313330701600911252e+1,
                                    6.8718700749205790830e+2,
                                    5.3941960214247511077e+3,
                                    2.1213794301586595867e+4,
                                    3.9307895800092710610e+4,
                                    2.8729085735721942674e+4,
                                    5.2264952788528545610e+3};
constexpr double middle_over[] = {1.42343711074968357734e0,  4.63033784615654529590e0, 5.76949722146069140550e0,
                                  3.64784832476320460504e0,  1.27045825245236838258e0, 2.41780725177450611770e-1,
                                  2.27238449892691845833e-2, 7.74545014278341407640e-4};
constexpr double middle_under[] = {1.0,
                                   2.05319162663775882187e0,
                                   1.67638483018380384940e0,
                                   6.89767334985100004550e-1,
                                   1.48103976427480074590e-1,
                                   1.51986665636164571966e-2,
                                   5.47593808499534494600e-4,
                                   1.05075007164441684324e-9};
constexpr double tail_over[] = {6.65790464350110377720e0,  5.46378491116411436990e0,  1.78482653991729133580e0,
                                2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                2.71155556874348757815e-5, 2.01033439929228813265e-7};
constexpr double tail_under[] = {1.0,
                                 5.99832206555887937690e-1,
                                 1.36929880922735805310e-1,
                                 1.48753612908506148525e-2,
                                 7.86869131145613259100e-4,
                                 1.84631831751005468180e-5,
                                 1.42151175831644588870e-7,
                                 2.04426310338993978564e-15};

}  // namespace

double portable_log(double x) {
  int exponent = 0;
  double mantissa = std::frexp(x, &exponent);  // Exact: it only takes the number apart.
  if (mantissa < 0.70710678118654752440) {
    mantissa *= 2;
    --exponent;
  }
  // ln m = 2 artanh((m − 1) / (m + 1)), and the argument is below 0.172.
  const double t = (mantissa - 1) / (mantissa + 1);
  const double square = t * t;
  double sum = 0;
  for (int n = 25; n >= 1; n -= 2) sum = sum * square + 1.0 / n;
  return exponent * ln_2 + 2 * t * sum;
}

double portable_exp(double x) {
  const int doublings = static_cast<int>(std::floor(x / ln_2 + 0.5));
  const double rest = x - doublings * ln_2;
  double sum = 1;
  for (int n = 18; n >= 1; --n) sum = 1 + rest * sum / n;
  return std::ldexp(sum, doublings);
}

double normal_share(double x) {
  if (x > 8.5) return 1;
  if (x < -8.5) return 0;
  // Φ(x) = 1/2 + φ(x) (x + x³/3 + x⁵/(3·5) + …); G. Marsaglia, Evaluating the normal distribution, 2004.
  const double density = 0.398942280401432677940 * portable_exp(-x * x / 2);
  double term = x;
  double sum = x;
  for (int n = 3; n < 400 && sum + term != sum; n += 2) {
    term = term * x * x / n;
    sum += term;
  }
  const double share = 0.5 + density * sum;
  return share < 0 ? 0 : share > 1 ? 1 : share;
}

double normal_quantile(double share) {
  const double q = share - 0.5;
  if (q >= -0.425 && q <= 0.425) {
    const double r = 0.180625 - q * q;
    return q * polynomial(central_over, r) / polynomial(central_under, r);
  }
  const double r = std::sqrt(-portable_log(q < 0 ? share : 1 - share));
  const double size = r <= 5 ? polynomial(middle_over, r - 1.6) / polynomial(middle_under, r - 1.6)
                             : polynomial(tail_over, r - 5) / polynomial(tail_under, r - 5);
  return q < 0 ? -size : size;
}

}  // namespace container_tco
