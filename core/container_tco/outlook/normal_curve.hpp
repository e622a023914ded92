#pragma once
// Functions of the normal curve by basic arithmetic and square roots alone, which IEEE 754 rounds in one way: no result
// depends on the mathematical library of a machine. Compiled without contraction of products and sums.

namespace container_tco {

/// Natural logarithm of `x` > 0 and exponential of |x| < 700, to about 15 digits.
double portable_log(double x);
double portable_exp(double x);

/// The share of the standard normal distribution below `x`.
double normal_share(double x);
/// Its inverse, of a share in (0, 1): algorithm AS 241 (Wichura, Applied Statistics 37, 1988), about 16 digits.
double normal_quantile(double share);

}  // namespace container_tco
