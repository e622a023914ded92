// Exact money, billing periods and sizes.

#include <pybind11/native_enum.h>
#include <pybind11/operators.h>

#include "container_tco/quantity/billing_period.hpp"
#include "container_tco/quantity/money.hpp"
#include "container_tco/quantity/resources.hpp"
#include "container_tco/quantity/rounding.hpp"
#include "fields.hpp"
#include "topics.hpp"

namespace container_tco::bindings {
namespace {

void bind_quantity_enums(py::module_& module) {
  py::native_enum<Rounding>(module, "Rounding", "enum.Enum", "What happens to the digit after the last one shown.")
      .value("half_up", Rounding::half_up, "Away from zero on a tie, as AWS prints.")
      .value("half_even", Rounding::half_even, "To the even digit on a tie.")
      .value("floor", Rounding::floor, "Towards minus infinity.")
      .finalize();
  py::native_enum<Summation>(module, "Summation", "enum.Enum", "How a total comes from its lines.")
      .value("sum_then_round", Summation::sum_then_round, "The rounded sum of exact lines.")
      .value("round_lines_then_sum", Summation::round_lines_then_sum, "The sum of rounded lines, as on AWS's pages.")
      .finalize();
  py::native_enum<Architecture>(module, "Architecture", "enum.Enum", "Of the processor.")
      .value("x86_64", Architecture::x86_64)
      .value("arm64", Architecture::arm64)
      .finalize();
  py::native_enum<OperatingSystem>(module, "OperatingSystem", "enum.Enum", "Of the container.")
      .value("linux_os", OperatingSystem::linux_os)
      .value("windows_os", OperatingSystem::windows_os)
      .finalize();
  module.def("parse_rounding", &parse_rounding, py::arg("text"), "The mode of that name. Raises InvalidInputError.");
  module.def("parse_summation", &parse_summation, py::arg("text"), "The mode of that name. Raises InvalidInputError.");
  module.def("parse_architecture", &parse_architecture, py::arg("text"),
             "Also \"amd64\", \"ARM64\", \"aarch64\". Raises InvalidInputError.");
  module.def("parse_operating_system", &parse_operating_system, py::arg("text"),
             "\"linux\" or \"windows\", also as ECS writes them. Raises InvalidInputError.");
}

std::string money_text(const Money& money) { return money.amount().to_text() + " " + money.currency().code(); }

void bind_money(py::module_& module) {
  py::class_<Money> money(module, "Money",
                          "An exact amount of one currency: Money(\"0.0464\", \"USD\"). A float is refused.\n\n"
                          "Mixing currencies raises CurrencyMismatchError, also when one amount is zero.");
  money
      .def(py::init([](Rational amount, Currency currency) { return Money(std::move(amount), currency); }),
           py::arg("amount"), py::arg("currency"))
      .def_property_readonly("amount", &Money::amount,
                             "Exact: a Decimal where the number ends within 40 digits, otherwise a Fraction.")
      .def_property_readonly("currency", &Money::currency, "ISO 4217 code.")
      .def(py::self + py::self)
      .def(py::self - py::self)
      .def("__neg__", [](const Money& self) { return self * Rational(-1); })
      .def(py::self * Rational())
      .def(Rational() * py::self)
      .def(py::self / py::self)
      .def(py::self / Rational())
      .def(
          "__eq__",
          [](const Money& self, const py::object& other) {
            if (!py::isinstance<Money>(other)) return false;
            const Money& right = other.cast<const Money&>();
            return self.currency() == right.currency() && self.amount() == right.amount();
          },
          py::arg("other"), py::pos_only())
      .def(py::self < py::self)
      .def(py::self <= py::self)
      .def(py::self > py::self)
      .def(py::self >= py::self)
      .def("__hash__", [](const Money& self) { return py::hash(py::str(money_text(self))); })
      .def("__str__", &money_text)
      .def("__repr__",
           [](const Money& self) {
             return "Money('" + self.amount().to_text() + "', '" + self.currency().code() + "')";
           })
      .def(
          "rounded",
          [](const Money& self, int digits, Rounding rounding) {
            return decimal_type()(self.amount().to_decimal(digits, rounding));
          },
          py::arg("digits") = 2, py::arg_v("rounding", Rounding::half_up, "Rounding.half_up"),
          "The amount as a Decimal with `digits` after the point.")
      .def(py::pickle(
          [](const Money& self) { return py::make_tuple(self.amount(), self.currency()); },
          [](const py::tuple& state) { return Money(state[0].cast<Rational>(), state[1].cast<Currency>()); }));
}

void bind_prices(py::module_& module) {
  py::class_<Quantity> quantity(module, "Quantity", "A number of pricing units.");
  quantity.def(py::init([](Rational value, PricingUnit unit) { return Quantity{std::move(value), std::move(unit)}; }),
               py::arg("value"), py::arg("unit"));
  bind_record(quantity, field("value", &Quantity::value, "How many."), field("unit", &Quantity::unit, "Of what."));
  py::class_<UnitPrice> price(module, "UnitPrice", "Money per pricing unit.");
  price.def(py::init([](Money money, PricingUnit unit) { return UnitPrice{std::move(money), std::move(unit)}; }),
            py::arg("money"), py::arg("unit"));
  bind_record(price, field("money", &UnitPrice::money, "For one unit."), field("unit", &UnitPrice::unit, "The unit."));
  quantity.def(
      "__mul__", [](const Quantity& self, const UnitPrice& unit_price) { return self * unit_price; }, py::is_operator(),
      "The cost. Raises UnitMismatchError unless both name the same unit.");
}

void bind_billing_period(py::module_& module) {
  py::class_<BillingPeriod> period(module, "BillingPeriod", "A length of time that is billed.");
  period
      .def(py::init<Rational>(), py::arg_v("hours", Rational(730), "730"),
           "Hours above 0 and at most 87600. 730 is the month of the AWS Pricing Calculator.")
      .def_static("calendar_month", &BillingPeriod::calendar_month, py::arg("year"), py::arg("month"),
                  "The real length of a month: 2026-02 has 672 h.")
      .def_static("parse", &BillingPeriod::parse, py::arg("text"), "\"730\", \"720.5\", \"2026-02\" or \"2026-Q1\".")
      .def_property_readonly("hours", &BillingPeriod::hours, "Exact.")
      .def_property_readonly("days", &BillingPeriod::days, "hours / 24, exact.")
      .def_property_readonly("name", &BillingPeriod::name, "As reports print it: \"2026-02 (672 h)\".")
      .def(
          "__eq__",
          [](const BillingPeriod& self, const py::object& other) {
            if (!py::isinstance<BillingPeriod>(other)) return false;
            const auto& right = other.cast<const BillingPeriod&>();
            return self.hours() == right.hours() && self.name() == right.name();
          },
          py::arg("other"), py::pos_only())
      .def("__hash__", [](const BillingPeriod& self) { return py::hash(py::str(self.name())); })
      .def("__repr__", [](const BillingPeriod& self) { return "BillingPeriod(" + self.name() + ")"; });
}

template <typename T>
void bind_comparisons(py::class_<T>& bound, std::int64_t (T::*raw)() const) {
  bound.def(py::self < py::self)
      .def(py::self <= py::self)
      .def(py::self > py::self)
      .def(py::self >= py::self)
      .def(
          "__eq__",
          [](const T& self, const py::object& other) {
            return py::isinstance<T>(other) && self == other.cast<const T&>();
          },
          py::arg("other"), py::pos_only())
      .def("__hash__", [raw](const T& self) { return py::hash(py::int_((self.*raw)())); });
}

// The factories go by way of Rational: they check the range, where the constexpr ones of C++ would overflow.
void bind_cpu(py::module_& module) {
  py::class_<Cpu> cpu(module, "Cpu", "An amount of processor time, exact in both ECS CPU units and millicores.");
  cpu.def(py::init<>())
      .def_static("from_vcpu", py::overload_cast<const Rational&>(&Cpu::from_vcpu), py::arg("vcpu"),
                  "From vCPUs, 0 to 100,000, rounded up to 1/128000.")
      .def_static(
          "from_units", [](std::int64_t units) { return Cpu::from_vcpu(Rational(units) / Rational(1024)); },
          py::arg("cpu_units").noconvert(), "From ECS CPU units (1/1024 vCPU).")
      .def_static(
          "from_milli", [](std::int64_t milli) { return Cpu::from_vcpu(Rational(milli) / Rational(1000)); },
          py::arg("millicores").noconvert(), "From Kubernetes millicores (1/1000 vCPU).")
      .def_property_readonly("vcpu", &Cpu::vcpu, "Exact.")
      .def_property_readonly("units", &Cpu::units, "ECS CPU units, rounded up.")
      .def_property_readonly("milli", &Cpu::milli, "Millicores, rounded up.")
      .def("__repr__", [](const Cpu& self) { return "Cpu.from_vcpu('" + self.vcpu().to_text() + "')"; })
      .def(py::pickle([](const Cpu& self) { return py::make_tuple(self.ticks()); },
                      [](const py::tuple& state) { return Cpu::from_ticks(state[0].cast<std::int64_t>()); }));
  bind_comparisons(cpu, &Cpu::ticks);
}

void bind_bytes(py::module_& module) {
  py::class_<Bytes> bytes(module, "Bytes", "An amount of memory or disk. AWS's GB of task memory is a GiB here.");
  bytes.def(py::init<>())
      .def_static("from_gib", py::overload_cast<const Rational&>(&Bytes::from_gib), py::arg("gib"),
                  "From GiB, 0 to 1 PiB, rounded up to a byte.")
      .def_static(
          "from_mib", [](std::int64_t mib) { return Bytes::from_gib(Rational(mib) / Rational(1024)); },
          py::arg("mib").noconvert(), "From MiB.")
      .def_static(
          "from_bytes", [](std::int64_t count) { return Bytes::from_gib(Rational(count) / Rational(1073741824)); },
          py::arg("bytes").noconvert())
      .def_property_readonly("bytes", &Bytes::bytes)
      .def_property_readonly("mib", &Bytes::mib, "Rounded up.")
      .def_property_readonly("gib", &Bytes::gib, "Exact.")
      .def("__repr__", [](const Bytes& self) { return "Bytes.from_bytes(" + std::to_string(self.bytes()) + ")"; })
      .def(py::pickle([](const Bytes& self) { return py::make_tuple(self.bytes()); },
                      [](const py::tuple& state) { return Bytes::from_bytes(state[0].cast<std::int64_t>()); }));
  bind_comparisons(bytes, &Bytes::bytes);
}

}  // namespace

void bind_quantity(py::module_& module) {
  bind_quantity_enums(module);
  module.def(
      "to_decimal", [](const Rational& number) -> py::object { return to_decimal_object(number); }, py::arg("number"),
      "A Decimal: exact where the number ends within 40 digits, otherwise rounded half up at 10.");
  bind_money(module);
  bind_prices(module);
  bind_billing_period(module);
  bind_cpu(module);
  bind_bytes(module);
  py::class_<Resources> resources(module, "Resources", "CPU, memory and whole GPUs.");
  bind_value(resources, field("cpu", &Resources::cpu, "Processor time."),
             field("memory", &Resources::memory, "Memory."), field("gpu_count", &Resources::gpu_count, "Whole GPUs."));
}

}  // namespace container_tco::bindings
