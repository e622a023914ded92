// Every digit against the library's own rationals and against plain whole numbers of 128 bits, on every instruction set
// and any number of threads.

#include <doctest/doctest.h>

#include <cstdlib>
#include <map>

#include "container_tco/batch/batch_fargate.hpp"
#include "container_tco/batch/split_amount.hpp"
#include "container_tco/batch/whole_scale.hpp"
#include "container_tco/costing/fargate_costs.hpp"
#include "container_tco/error.hpp"
#include "row_store.hpp"

namespace fargate_digits_test {

using namespace container_tco;

namespace {

const std::vector<std::string>& regions() {
  static const std::vector<std::string> names = {"us-east-1",  "eu-west-1",  "ap-northeast-2", "sa-east-1",
                                                 "af-south-1", "ap-south-1", "us-gov-west-1",  "eu-central-2"};
  return names;
}

// Sizes that Fargate has, one more or less than them, and any between.
void draw_row(std::mt19937_64& random, RowStore& rows) {
  const auto below = [&](std::int64_t n) { return std::uniform_int_distribution<std::int64_t>(0, n - 1)(random); };
  const std::int64_t steps = draw_wide(random, 1, 128);
  rows.add(256 * steps, std::min<std::int64_t>(249'856, 256 * steps * (2 + below(7))), draw_wide(random, 0, 100'000),
           below(2) == 0 ? 2'628'000 : draw_wide(random, 0, 2'678'400));
  rows.regions.back() = static_cast<std::uint16_t>(below(static_cast<std::int64_t>(regions().size())));
  rows.systems.back() = static_cast<std::uint8_t>(below(8) == 0);
  rows.architectures.back() = static_cast<std::uint8_t>(below(2));
  rows.ticks.back() += below(3) - 1;
  rows.bytes.back() += below(3) - 1;
  if (below(3) == 0) rows.ticks.back() = below(rows.ticks.back() + 1);
  if (below(4) == 0) rows.ephemeral.back() = Bytes::from_gib(below(202)).bytes() + below(3);
  if (below(50) == 0) rows.counts.back() = draw_wide(random, 0, std::int64_t{1} << 60);
}

RowStore random_rows(std::size_t count) {
  std::mt19937_64 random(20261126);
  RowStore rows;
  for (std::size_t i = 0; i < count; ++i) draw_row(random, rows);
  return rows;
}

FargateBatchOptions options_with(InstructionSet set, std::size_t threads) {
  return {.regions = regions(), .threads = threads, .instruction_set = set};
}

/// What an hour of a task costs, by sizing and prices as the single estimate takes them; nothing when none is sold.
class HourPrices {
 public:
  const std::optional<Rational>& of(const RowStore& rows, std::size_t row) {
    const auto key = std::make_tuple(rows.regions[row], rows.systems[row], rows.architectures[row], rows.ticks[row],
                                     rows.bytes[row], rows.ephemeral[row]);
    const auto known = prices_.find(key);
    if (known != prices_.end()) return known->second;
    return prices_.emplace(key, price(rows, row)).first->second;
  }

 private:
  std::optional<Rational> price(const RowStore& rows, std::size_t row) {
    Task task;
    task.operating_system = static_cast<OperatingSystem>(rows.systems[row]);
    task.architecture = static_cast<Architecture>(rows.architectures[row]);
    task.fargate_request = {Cpu::from_ticks(rows.ticks[row]), Bytes::from_bytes(rows.bytes[row]), 0};
    task.request = task.fargate_request;
    if (rows.ephemeral[row] > 0) task.ephemeral_storage = Bytes::from_bytes(rows.ephemeral[row]);
    const std::string& region = regions()[rows.regions[row]];
    try {
      const FargateRates rates =
          fargate_rates(book_, region, ControlPlane::ecs, task.operating_system, task.architecture);
      const FargateTask sized = size_fargate_task(task, ControlPlane::ecs, rates);
      Rational hour = hourly_cost(sized.size, task.operating_system, rates).amount();
      if (sized.billed_ephemeral_storage.bytes() == 0) return hour;
      const PriceRow& storage = book_.price("fargate/ecs/ephemeral_storage", region);
      return hour + storage.unit_price().money.amount() * sized.billed_ephemeral_storage.gib();
    } catch (const Error&) {
      return std::nullopt;
    }
  }

  PriceBook book_ = PriceBook::bundled();
  std::map<std::tuple<int, int, int, std::int64_t, std::int64_t, std::int64_t>, std::optional<Rational>> prices_;
};

/// The rows again, each shape many times with other counts.
RowStore repeated(const RowStore& shapes, std::size_t times) {
  std::mt19937_64 random(7);
  RowStore rows;
  for (std::size_t i = 0; i < shapes.size() * times; ++i) {
    const std::size_t s = i % shapes.size();
    rows.regions.push_back(shapes.regions[s]);
    rows.architectures.push_back(shapes.architectures[s]);
    rows.systems.push_back(shapes.systems[s]);
    rows.ticks.push_back(shapes.ticks[s]);
    rows.bytes.push_back(shapes.bytes[s]);
    rows.ephemeral.push_back(shapes.ephemeral[s]);
    rows.counts.push_back(i < shapes.size() ? shapes.counts[s] : draw_wide(random, 0, 1'000'000));
    rows.seconds.push_back(i < shapes.size() ? shapes.seconds[s] : draw_wide(random, 0, 2'678'400));
  }
  return rows;
}

bool same(const FargateBatch& a, const FargateBatch& b) {
  return a.amounts == b.amounts && a.errors == b.errors && a.vcpu_milli == b.vcpu_milli && a.memory_mib == b.memory_mib;
}

// price × count × seconds by plain division, at 1/scale of the currency.
std::size_t wrong_rows(const FargateTable& table, const RowStore& rows, const FargateBatch& batch) {
  std::size_t wrong = 0;
  const WholeScale scale(table.scale());
  HourPrices prices;
  std::vector<std::optional<std::int64_t>> units;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i < 4000) {
      const std::optional<Rational>& hour = prices.of(rows, i);
      units.push_back(hour ? scale.units(*hour) : std::nullopt);
    }
    const std::optional<std::int64_t>& unit = units[i % 4000];
    std::optional<std::int64_t> expected;
    if (unit) {
      const auto all = product(Wide(rows.counts[i]) * rows.seconds[i], *unit);
      if (all)
        expected = divide_half_even(*all, static_cast<std::int64_t>(Wide(table.scale()) * 3600 / amounts_per_unit));
    }
    wrong += expected.value_or(0) != batch.amounts[i] || expected.has_value() != (batch.errors[i] == 0);
  }
  return wrong;
}

}  // namespace

TEST_CASE("amounts have the digits of the exact rational, and errors stand where there is none") {
  const RowStore rows = repeated(random_rows(4000), 5);
  const FargateBatch batch =
      batch_fargate(rows.columns(), PriceBook::bundled(), options_with(InstructionSet::automatic, 1));
  HourPrices prices;
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::optional<Rational>& hour = prices.of(rows, i);
    const Rational most = Rational::ratio(std::numeric_limits<std::int64_t>::max(), amounts_per_unit);
    const Rational cost =
        hour ? *hour * Rational(rows.counts[i]) * Rational(rows.seconds[i]) / Rational(3600) : Rational();
    const bool is_good = hour && cost.rounded(10, Rounding::half_even) <= most;
    if (is_good != (batch.errors[i] == 0)) ++wrong;
    if (is_good) {
      wrong += Rational::ratio(batch.amounts[i], amounts_per_unit) != cost.rounded(amount_digits, Rounding::half_even);
    }
  }
  CHECK(wrong == 0);
  CHECK(batch.totals.good() > rows.size() / 3);
  CHECK(batch.totals.bad() > 0);
}

TEST_CASE("200,000 rows are the same on every instruction set and any number of threads, and right") {
  const RowStore rows = repeated(random_rows(4000), 50);
  const FargateTable table(PriceBook::bundled(), regions());
  const FargateBatch first =
      batch_fargate(rows.columns(), PriceBook::bundled(), options_with(InstructionSet::portable, 1));
  CHECK(wrong_rows(table, rows, first) == 0);
  for (const InstructionSet set : available_instruction_sets()) {
    for (const std::size_t threads : {1U, 2U, 3U, 5U}) {
      const FargateBatch batch = batch_fargate(rows.columns(), PriceBook::bundled(), options_with(set, threads));
      CHECK_MESSAGE(same(batch, first), to_string(set), " on ", threads);
    }
  }
}

// 1/4 vCPU and 1/2 GiB at 0.04048 and 0.004445 an hour are 123,425,000 / 3600 = 617,125 / 18 units a second, so that 9
// × an odd number of seconds ends in a half.
TEST_CASE("halves and their neighbours are rounded to even at every size of amounts") {
  RowStore rows;
  for (std::int64_t odd = 1; odd < 4000; odd += 2) {
    for (const std::int64_t count : {1LL, 3LL, 1'000'003LL, 3'000'000'001LL, 400'000'000'003LL}) {
      for (const std::int64_t more : {-1, 0, 1}) rows.add(256, 512, count, 9 * odd + more);
    }
  }
  constexpr std::int64_t units_an_hour = 123'425'000;  // Of 10^-10, 0.04048 / 4 + 0.004445 / 2.
  for (const InstructionSet set : available_instruction_sets()) {
    const FargateBatch batch =
        batch_fargate(rows.columns(), PriceBook::bundled(), {.regions = {"us-east-1"}, .instruction_set = set});
    std::size_t wrong = 0;
    std::size_t halves = 0;
    std::size_t large = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const Wide exact = Wide(rows.counts[i]) * rows.seconds[i] * units_an_hour;
      const std::optional<std::int64_t> expected = divide_half_even(exact, 3600);
      halves += exact % 3600 == 1800;
      large += expected && *expected >= std::int64_t{1} << 50;
      wrong += expected.value_or(0) != batch.amounts[i] || expected.has_value() != (batch.errors[i] == 0);
    }
    CHECK_MESSAGE(wrong == 0, to_string(set));
    CHECK(halves >= 2000 * 5);
    CHECK(large > 1000);
  }
}

TEST_CASE("every step of CPU and memory has the size that holds it") {
  RowStore rows;
  for (std::int64_t step = 0; step <= 258; ++step) {
    for (const std::int64_t more : {-1, 0, 1}) {
      rows.add(256 * step, 512);
      rows.ticks.back() += more;
      rows.add(256, 512 * step);
      rows.bytes.back() += more;
      rows.add(4096, 512 * step);
      rows.bytes.back() += more;
    }
  }
  HourPrices prices;
  for (const InstructionSet set : available_instruction_sets()) {
    const FargateBatch batch = batch_fargate(rows.columns(), PriceBook::bundled(), options_with(set, 1));
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const bool is_amount = rows.ticks[i] >= 0 && rows.bytes[i] > 0;
      const std::optional<Rational> hour = is_amount ? prices.of(rows, i) : std::nullopt;
      wrong += hour.has_value() != (batch.errors[i] == 0);
      if (hour) wrong += Rational::ratio(batch.amounts[i], amounts_per_unit) != *hour * Rational(730);
    }
    CHECK_MESSAGE(wrong == 0, to_string(set));
    CHECK(batch.totals.good() > rows.size() / 2);
  }
}

TEST_CASE("prices of more digits than published ones are exact, too") {
  PriceBook book = PriceBook::bundled();
  const auto with_price = [&](const char* key, const char* price) {
    PriceRow row = book.price(key, "us-east-1");
    row.tiers[0].price = Money(Rational::parse(price), Currency::usd());
    book = book.with_prices({row});
  };
  with_price("fargate/ecs/linux/x86_64/vcpu", "0.0404800012345");
  RowStore rows;
  for (std::int64_t i = 1; i < 2000; ++i) rows.add(1024, 2048, i, 3'599 + i);
  const auto check = [&] {
    const FargateBatch batch = batch_fargate(rows.columns(), book, {.regions = {"us-east-1"}});
    const Rational hour = book.price("fargate/ecs/linux/x86_64/vcpu", "us-east-1").unit_price().money.amount() +
                          Rational(2) * Rational::parse("0.004445");
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const Rational cost = hour * Rational(rows.counts[i]) * Rational(rows.seconds[i]) / Rational(3600);
      wrong += Rational::ratio(batch.amounts[i], amounts_per_unit) != cost.rounded(amount_digits, Rounding::half_even);
    }
    CHECK(wrong == 0);
  };
  check();
  with_price("fargate/ecs/linux/x86_64/vcpu", "0.040480001234567");  // Beyond what the estimate allows.
  check();
}

// Some minutes: CONTAINER_TCO_SLOW_TESTS=1 runs it.
TEST_CASE("0 of 10 million rows differ" * doctest::skip(std::getenv("CONTAINER_TCO_SLOW_TESTS") == nullptr)) {
  const RowStore rows = repeated(random_rows(4000), 2500);
  const FargateTable table(PriceBook::bundled(), regions());
  for (const InstructionSet set : available_instruction_sets()) {
    for (const std::size_t threads : {1U, 2U, 3U}) {
      FargateBatch batch(rows.size());
      batch_fargate(rows.columns(), table, batch.columns(), options_with(set, threads));
      CHECK_MESSAGE(wrong_rows(table, rows, batch) == 0, to_string(set), " on ", threads);
    }
  }
}

}  // namespace fargate_digits_test
