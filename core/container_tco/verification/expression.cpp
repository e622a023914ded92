#include "container_tco/verification/expression.hpp"

#include <array>
#include <utility>

namespace container_tco {
namespace {

constexpr int max_depth = 32;
constexpr std::size_t max_number_digits = 2000;

struct OperationShape {
  const char* name;
  Operation operation;
  std::size_t min_operands;
  std::size_t max_operands;  // 1: the operand itself, not a list
};

constexpr std::size_t any_number = 100000;
constexpr std::array<OperationShape, 10> shapes{{
    {"add", Operation::add, 1, any_number},
    {"subtract", Operation::subtract, 2, 2},
    {"multiply", Operation::multiply, 1, any_number},
    {"divide", Operation::divide, 2, 2},
    {"min", Operation::min, 1, any_number},
    {"max", Operation::max, 1, any_number},
    {"ceil", Operation::ceil, 1, 1},
    {"floor", Operation::floor, 1, 1},
    {"round", Operation::round, 1, 1},
    {"cost", Operation::cost, 1, 1},
}};

struct ReferenceShape {
  const char* name;
  const char* prefix;
};
constexpr std::array<ReferenceShape, 4> references{
    {{"value", "values/"}, {"line", "lines/"}, {"price", "prices/"}, {"of", ""}}};

std::vector<std::string> member_names() {
  std::vector<std::string> names;
  for (const OperationShape& shape : shapes) names.emplace_back(shape.name);
  for (const ReferenceShape& shape : references) names.emplace_back(shape.name);
  return names;
}

const char* const expected_expression =
    "a number, or one of add, subtract, multiply, divide, min, max, ceil, floor, round, cost, value, line, price, of";

Expression parse(const JsonCursor& cursor, int depth);

std::vector<Expression> parse_operands(const JsonCursor& cursor, const OperationShape& shape, int depth) {
  std::vector<Expression> operands;
  if (shape.max_operands == 1) {
    operands.push_back(parse(cursor, depth));
    return operands;
  }
  if (!cursor.value().is_array()) cursor.fail("a list of expressions");
  for (const JsonCursor& item : cursor.items()) operands.push_back(parse(item, depth));
  if (operands.size() < shape.min_operands || operands.size() > shape.max_operands) {
    cursor.fail(shape.max_operands == 2 ? "two expressions" : "at least one expression");
  }
  return operands;
}

Expression parse_operation(const JsonCursor& cursor, const OperationShape& shape, int depth) {
  Expression expression;
  expression.where = cursor.location();
  expression.operation = shape.operation;
  expression.operands = parse_operands(cursor.at(shape.name), shape, depth);
  if (shape.operation == Operation::round) {
    cursor.expect_only({"round", "digits", "mode"});
    if (const auto digits = cursor.optional_integer("digits", 0, 20)) expression.digits = static_cast<int>(*digits);
    if (const auto mode = cursor.optional_text("mode")) expression.mode = parse_rounding(*mode);
  } else if (shape.operation == Operation::cost) {
    cursor.expect_only({"cost", "at"});
    expression.reference = cursor.at("at").text();
  } else {
    cursor.expect_only({shape.name});
  }
  return expression;
}

Expression parse(const JsonCursor& cursor, int depth) {
  if (depth > max_depth) cursor.fail("an expression of at most 32 levels", "Name a part of it under `values`");
  const JsonValue& value = cursor.value();
  if (value.is_number() || value.is_string()) {
    Expression literal;
    literal.where = cursor.location();
    try {
      literal.literal = Rational::parse_fraction(value.text());
    } catch (const InvalidInputError&) {
      cursor.fail("a decimal or a fraction", "Refer to a named value as {\"value\": \"name\"}");
    }
    return literal;
  }
  if (!value.is_object()) cursor.fail(expected_expression);
  for (const OperationShape& shape : shapes) {
    if (cursor.has(shape.name)) return parse_operation(cursor, shape, depth + 1);
  }
  for (const ReferenceShape& shape : references) {
    if (!cursor.has(shape.name)) continue;
    cursor.expect_only({shape.name});
    Expression expression;
    expression.where = cursor.location();
    expression.operation = Operation::reference;
    expression.reference = shape.prefix + cursor.at(shape.name).text();
    return expression;
  }
  cursor.expect_only(member_names());
  cursor.fail(expected_expression);
}

Rational combine(const Expression& expression, const Rational& a, const Rational& b) {
  switch (expression.operation) {
    case Operation::add:
      return a + b;
    case Operation::subtract:
      return a - b;
    case Operation::multiply:
      return a * b;
    case Operation::min:
      return min(a, b);
    case Operation::max:
      return max(a, b);
    case Operation::divide:
      if (b.is_zero()) throw ParseError(expression.where, "a divisor other than zero", "0");
      return a / b;
    default:
      throw InternalError("an operation without a second operand was given one");
  }
}

}  // namespace

Expression parse_expression(const JsonCursor& cursor) { return parse(cursor, 1); }

Rational bounded(Rational value) {
  if (value.numerator_text().size() > max_number_digits || value.denominator_text().size() > max_number_digits) {
    throw InvalidInputError("number", "a longer one", "a number of at most 2000 digits");
  }
  return value;
}

Rational evaluate(const Expression& expression, ExpressionScope& scope) {
  if (expression.operation == Operation::literal) return expression.literal;
  if (expression.operation == Operation::reference) {
    return scope.reference_value(expression.reference, expression.where);
  }
  Rational value = evaluate(expression.operands.front(), scope);
  switch (expression.operation) {
    case Operation::ceil:
      return -(-value).rounded(0, Rounding::floor);
    case Operation::floor:
      return value.rounded(0, Rounding::floor);
    case Operation::round:
      return value.rounded(expression.digits.value_or(scope.default_digits()),
                           expression.mode.value_or(scope.default_rounding()));
    case Operation::cost:
      return scope.cost_at(expression.reference, value, expression.where);
    default:
      break;
  }
  for (std::size_t i = 1; i < expression.operands.size(); ++i) {
    value = bounded(combine(expression, value, evaluate(expression.operands[i], scope)));
  }
  return value;
}

}  // namespace container_tco
