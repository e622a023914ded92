#pragma once
// A worked example as it was written: parsed and checked for shape, nothing computed. Not part of the library's
// interface.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "container_tco/estimate/options.hpp"
#include "container_tco/quantity/rounding.hpp"
#include "container_tco/sizing/capacity.hpp"
#include "container_tco/verification/expression.hpp"
#include "container_tco/workload/deployment.hpp"
#include "container_tco/workload/read.hpp"

namespace container_tco {

/// Members by name, in the order of the document.
template <typename T>
using Named = std::vector<std::pair<std::string, T>>;

struct ExampleTier {
  Rational begin;
  std::optional<Rational> end;
  Expression price;
};

struct ExamplePrice {
  std::string key;
  PricingUnit unit = PricingUnit::parse("Hours");
  std::vector<ExampleTier> tiers;
  InputLocation where;
};

struct ExampleLine {
  std::string id;
  Expression quantity;
  std::optional<PricingUnit> unit;
  std::string price_key;  ///< Empty when `unit_price` is given.
  std::optional<Expression> unit_price;
  InputLocation where;
};

/// What estimate() is to be asked; absent members come from the example.
struct ExampleEstimate {
  std::vector<InputDocument> workload;
  std::optional<Deployment> deployment;
  std::vector<Deployment> deployments;  ///< Of a comparison.
  EstimateOptions options;
  InputLocation where;
};

struct ExampleFargateSize {
  ControlPlane control_plane = ControlPlane::ecs;
  OperatingSystem operating_system = OperatingSystem::linux_os;
  Architecture architecture = Architecture::x86_64;
  Resources request;
  std::optional<Bytes> ephemeral_storage;
  std::vector<CapacityPart> sidecars;
};

struct ExampleHostCapacity {
  ControlPlane control_plane = ControlPlane::ecs;
  OperatingSystem operating_system = OperatingSystem::linux_os;
  std::string instance_type;
  HostOptions setup;
};

struct PlannedCheck {
  std::string of;
  std::optional<Rational> exact;
  std::string published;  ///< As written; empty when absent.
  std::string text;       ///< Empty when absent.
  std::optional<int> digits;
  std::optional<int> line_digits;  ///< Of rounded lines; absent: those of the check.
  Rounding rounding = Rounding::half_up;
  Summation summation = Summation::sum_then_round;
  std::string expected_mismatch;  ///< Empty when a match is expected.
  std::string note;
  InputLocation where;
};

struct ExampleDocument {
  std::string id;
  std::string title;
  std::string source;
  std::string region;
  Currency currency = Currency::usd();
  BillingPeriod period;
  Rounding rounding = Rounding::half_up;
  Summation summation = Summation::sum_then_round;
  std::optional<int> digits;
  std::vector<ExamplePrice> prices;
  Named<Expression> values;
  std::vector<ExampleLine> lines;
  Named<std::vector<std::string>> subtotals;
  Named<ExampleEstimate> estimates;  ///< The one that `deployment` asks for is named "".
  std::optional<ExampleEstimate> comparison;
  Named<ExampleFargateSize> fargate_sizes;     ///< `fargate_size` is named "".
  Named<ExampleHostCapacity> host_capacities;  ///< `host_capacity` is named "".
  std::vector<PlannedCheck> checks;
  std::string expected_mismatch;
};

/// Throws ParseError with the JSON path of what is wrong.
ExampleDocument read_example(const JsonCursor& cursor);

/// The parts that have files of their own.
void read_shared_options(const JsonCursor& cursor, EstimateOptions& options, const Currency& currency);
HostOptions read_host_setup(const JsonCursor& cursor);
std::vector<PlannedCheck> read_checks(const JsonCursor& cursor, const ExampleDocument& example);
Named<ExampleFargateSize> read_fargate_sizes(const JsonCursor& cursor);
Named<ExampleHostCapacity> read_host_capacities(const JsonCursor& cursor);
void read_estimates(const JsonCursor& cursor, ExampleDocument& example);

/// `parse(text)` of a text or number at `cursor`, its complaint told with the place.
template <typename Parse>
auto parse_at(const JsonCursor& cursor, Parse parse) {
  if (!cursor.value().is_string() && !cursor.value().is_number()) cursor.fail("text");
  try {
    return parse(cursor.value().text());
  } catch (const InvalidInputError& error) {
    cursor.fail(error.allowed());
  }
}

/// A decimal, or a fraction such as "8/3".
inline Rational read_fraction(const JsonCursor& cursor) {
  return parse_at(cursor, [](const std::string& text) { return Rational::parse_fraction(text); });
}

/// The two spellings of one section: `<name>` for one without a name, `<name>s` (`plural`) for several with names.
template <typename T, typename Read>
Named<T> read_named(const JsonCursor& cursor, std::string_view singular, std::string_view plural, Read read) {
  Named<T> result;
  if (const auto one = cursor.find(singular)) result.emplace_back("", read(*one));
  if (const auto several = cursor.find(plural)) {
    for (const auto& [name, member] : several->members()) {
      if (name.empty() || name.find('/') != std::string::npos) member.fail("a name without '/'");
      result.emplace_back(name, read(member));
    }
  }
  return result;
}

/// The member of `named` called `name`, or nothing.
template <typename T>
const T* find_named(const Named<T>& named, const std::string& name) {
  for (const auto& [candidate, value] : named) {
    if (candidate == name) return &value;
  }
  return nullptr;
}

}  // namespace container_tco
