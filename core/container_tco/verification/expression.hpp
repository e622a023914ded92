#pragma once
// The arithmetic of worked examples: a small tree of operations over exact numbers. Not part of the library's
// interface.

#include <optional>
#include <string>
#include <vector>

#include "container_tco/json/json_cursor.hpp"
#include "container_tco/quantity/rational.hpp"

namespace container_tco {

enum class Operation { literal, reference, add, subtract, multiply, divide, min, max, ceil, floor, round, cost };

struct Expression {
  Operation operation = Operation::literal;
  Rational literal;
  std::string reference;  ///< "values/x", "lines/cpu"; of a cost, the key of its price.
  std::vector<Expression> operands;
  std::optional<int> digits;     ///< Of `round`; nothing for the example's.
  std::optional<Rounding> mode;  ///< Of `round`; nothing for the example's.
  InputLocation where;
};

/// Throws ParseError for anything but a number or one known operation, and for more than 32 levels.
Expression parse_expression(const JsonCursor& cursor);

/// What an expression can ask about its surroundings.
class ExpressionScope {
 public:
  virtual ~ExpressionScope() = default;
  virtual Rational reference_value(const std::string& reference, const InputLocation& where) = 0;
  virtual Rational cost_at(const std::string& price_key, const Rational& quantity, const InputLocation& where) = 0;
  virtual int default_digits() const = 0;
  virtual Rounding default_rounding() const = 0;
};

/// `value`. Throws InvalidInputError beyond 2000 digits, which no published figure needs and a chain of squares would
/// reach.
Rational bounded(Rational value);

/// The exact value. Throws ParseError for a division by zero, and as `bounded` does.
Rational evaluate(const Expression& expression, ExpressionScope& scope);

}  // namespace container_tco
