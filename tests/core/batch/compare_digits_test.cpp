// Rows of a batch against the single estimate of the same row: every amount, size, type and count, and the winner.

#include <doctest/doctest.h>

#include <algorithm>

#include "container_tco/batch/batch_compare.hpp"
#include "container_tco/estimate/estimate.hpp"
#include "row_store.hpp"

namespace compare_digits_test {

using namespace container_tco;

namespace {

const std::vector<std::string> regions = {"us-east-1", "eu-central-1", "ap-northeast-2", "sa-east-1", "us-gov-west-1"};

std::vector<Deployment> deployments_named(const std::vector<std::string>& names) {
  std::vector<Deployment> deployments;
  for (const std::string& name : names) deployments.push_back(Deployment::parse(name));
  return deployments;
}

CompareBatchOptions options_for(const std::vector<std::string>& names) {
  CompareBatchOptions options;
  options.regions = regions;
  options.deployments = deployments_named(names);
  return options;
}

// Tasks of all sizes that Fargate and hosts have, and some that neither has.
RowStore random_rows(std::size_t count, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  const auto below = [&](std::int64_t n) { return std::uniform_int_distribution<std::int64_t>(0, n - 1)(random); };
  RowStore rows;
  for (std::size_t i = 0; i < count; ++i) {
    const std::int64_t units = draw_wide(random, 100, 40'000);
    rows.add(units, std::max<std::int64_t>(1, units * (50 + below(1200)) / 100), draw_wide(random, 1, 3000),
             below(2) == 0 ? 2'628'000 : draw_wide(random, 1, 2'628'000));
    rows.regions.back() = static_cast<std::uint16_t>(below(static_cast<std::int64_t>(regions.size())));
    rows.systems.back() = static_cast<std::uint8_t>(below(6) == 0);
    rows.architectures.back() = static_cast<std::uint8_t>(below(2));
    rows.ticks.back() += below(100);
    rows.bytes.back() += below(1'048'576);
    if (below(3) == 0) rows.ephemeral.back() = Bytes::from_gib(below(220)).bytes();
    if (below(3) == 0) rows.ephemeral.back() += below(1'073'741'824);
    rows.filters.push_back(static_cast<std::uint16_t>(below(2)));
    rows.profiles.push_back(static_cast<std::uint16_t>(below(2)));
  }
  return rows;
}

// In 10^-10, by the digits of its text.
Int128 rounded(const Money& money) {
  Int128 amount = 0;
  for (const char c : money.amount().to_decimal(amount_digits, Rounding::half_even)) {
    if (c != '.') amount = amount * 10 + (c - '0');
  }
  return amount;
}

void check_side(const DeploymentColumns& side, const std::vector<std::string>& types, std::size_t row,
                const Estimate& single) {
  REQUIRE((side.errors[row] == 0) == single.is_complete());
  if (!single.is_complete()) {
    REQUIRE(side.totals[row] == no_amount);
    return;
  }
  REQUIRE(side.infrastructure[row] == rounded(single.infrastructure()));
  REQUIRE(side.labour[row] == rounded(single.labour()));
  REQUIRE(side.totals[row] == rounded(single.total()));
  if (single.pools.empty()) {
    REQUIRE(side.memory_mib[row] == single.fargate.front().task.size.memory_mib);
    REQUIRE(side.vcpu_milli[row] == Cpu::from_units(single.fargate.front().task.size.cpu_units).milli());
    REQUIRE(side.instance_types[row] == no_type);
  } else if (single.pools.size() == 1) {
    REQUIRE(types[side.instance_types[row]] == single.pools.front().instance_type);
    REQUIRE(side.instances[row] == single.pools.front().hosts);
  }
}

// Complete estimates by total, then name, as Comparison ranks them.
std::vector<const Estimate*> ranked(const std::vector<Estimate>& singles) {
  std::vector<const Estimate*> complete;
  for (const Estimate& single : singles) {
    if (single.is_complete()) complete.push_back(&single);
  }
  std::sort(complete.begin(), complete.end(), [](const Estimate* a, const Estimate* b) {
    return a->total() != b->total() ? a->total() < b->total() : a->deployment.name() < b->deployment.name();
  });
  return complete;
}

void check_rows(const RowStore& rows, const CompareBatchOptions& options) {
  const PriceBook book = PriceBook::bundled();
  const CompareBatch batch = batch_compare(rows.columns(), book, options);
  std::size_t complete = 0;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    CAPTURE(row);
    std::vector<Estimate> singles;
    const Workload workload = row_workload(rows.columns(), row, options);
    for (const Deployment& deployment : options.deployments) {
      singles.push_back(estimate(workload, deployment, book, row_options(rows.columns(), row, options)));
      CAPTURE(deployment.name());
      check_side(batch.deployments[singles.size() - 1], *batch.instance_type_names, row, singles.back());
    }
    const std::vector<const Estimate*> order = ranked(singles);
    complete += order.size();
    if (order.empty()) {
      REQUIRE(batch.winners[row] == no_winner);
      REQUIRE(batch.errors[row] != 0);
    } else {
      REQUIRE(options.deployments[batch.winners[row]] == order[0]->deployment);
      REQUIRE(batch.errors[row] == 0);
    }
    REQUIRE(batch.savings[row] ==
            (order.size() < 2 ? Int128(no_amount) : rounded(order[1]->total() - order[0]->total())));
  }
  CHECK(complete > rows.size());
}

}  // namespace

TEST_CASE("a row of a batch is its single estimate, digit for digit") {
  CompareBatchOptions options = options_for({"ecs-fargate", "ecs-ec2", "ecs-fargate-spot"});
  options.candidate_filters = {{}, made<CandidateFilter>([](auto& filter) {
                                 filter.burstable = true;
                                 filter.max_vcpu = 16;
                               })};
  LabourOptions high;
  high.level = LabourLevel::high;
  high.country = "NL";
  high.exchange_rates.push_back({Currency::parse("EUR"), Rational::parse("1.0837"), "2026-11-01"});
  options.labour_profiles = {{}, high};
  check_rows(random_rows(400, 1), options);
}

TEST_CASE("zones, addresses, minimum hosts, setup and period count as in the single estimate") {
  CompareBatchOptions options = options_for({"ecs-ec2", "ecs-fargate"});
  options.candidate_filters = {{}, made<CandidateFilter>([](auto& filter) { filter.current_generation_only = true; })};
  options.labour_profiles = {
      {}, made<LabourOptions>([](auto& labour) { labour.ec2_hours_per_month = Rational::parse("7.3"); })};
  options.estimate.hosts.zones = 3;
  options.estimate.hosts.min_hosts = 4;
  options.estimate.hosts.setup.root_disk_gib = 77;
  options.estimate.hosts.setup.eni_trunking = false;
  options.egress = Egress::public_subnets;
  RowStore rows = random_rows(200, 2);
  check_rows(rows, options);
  options.estimate.period = BillingPeriod::calendar_month(2026, 1);
  options.network_mode = NetworkMode::bridge;
  options.estimate.hosts.zones = 1;
  check_rows(rows, options);
  options.estimate.period = BillingPeriod(Rational(1000));  // No month: 1000 / 730 of one.
  check_rows(rows, options);
}

TEST_CASE("deployments that no table answers are those of the single estimate, too") {
  CompareBatchOptions options = options_for(
      {"ecs-fargate", "ecs-ec2", "ecs-ec2-spot", "ecs-managed-instances", "eks-fargate", "eks-ec2", "eks-auto-mode"});
  options.candidate_filters = {{}, {}};
  options.labour_profiles = {{}, {}};
  check_rows(random_rows(25, 3), options);
  options.estimate.hosts.target_capacity_percent = 80;
  options.estimate.resilience.host_replacements_per_month = Rational(2);
  options.deployments = deployments_named({"ecs-fargate", "ecs-ec2"});
  check_rows(random_rows(40, 4), options);
}

// Every other row is of nearly ten million large tasks.
RowStore wide_rows() {
  RowStore rows = random_rows(60, 6);
  for (std::size_t i = 0; i < rows.size(); i += 2) {
    rows.ticks[i] = Cpu::from_units(4'000 + 200 * static_cast<std::int64_t>(i)).ticks();
    rows.bytes[i] = Bytes::from_gib(30).bytes();
    rows.counts[i] = 9'990'000 + static_cast<std::int64_t>(i);
    rows.seconds[i] = 2'628'000;
  }
  rows.filters.clear();
  rows.profiles.clear();
  return rows;
}

TEST_CASE("amounts of more than 63 bits are those of the single estimate") {
  CompareBatchOptions options = options_for({"ecs-fargate", "ecs-ec2", "ecs-fargate-spot"});
  check_rows(wide_rows(), options);
  const CompareBatch batch = batch_compare(wide_rows().columns(), PriceBook::bundled(), options);
  for (const DeploymentColumns& side : batch.deployments) {
    CHECK(side.totals.wide_amounts().size() > 10);
    CHECK(side.totals.wide_amounts().size() < 30);
  }
  CHECK(batch.savings.wide_amounts().size() > 5);
  options.deployments = deployments_named({"ecs-fargate", "eks-ec2"});
  check_rows(wide_rows(), options);
}

TEST_CASE("ten million of the largest tasks cost what the price page says") {
  RowStore rows;
  rows.add(16'384, 122'880, 10'000'000);
  CompareBatchOptions options = options_for({"ecs-fargate"});
  const CompareBatch batch = batch_compare(rows.columns(), PriceBook::bundled(), options);
  // (16 × 0.04048 + 120 × 0.004445) USD × 730 hours × 10,000,000 tasks; us-east-1.
  CHECK(batch.deployments[0].infrastructure[0] == Int128(8'621'884'000) * amounts_per_unit);
}

TEST_CASE("the same columns come out of any number of threads") {
  RowStore rows = random_rows(3000, 5);
  for (std::size_t row = 0; row < rows.size(); row += 100) rows.counts[row] = 10'000'000;
  CompareBatchOptions options = options_for({"ecs-fargate", "ecs-ec2"});
  options.candidate_filters = {{}, made<CandidateFilter>([](auto& filter) { filter.burstable = true; })};
  options.labour_profiles = {{}, made<LabourOptions>([](auto& labour) { labour.level = LabourLevel::low; })};
  const CompareBatch one = batch_compare(rows.columns(), PriceBook::bundled(), options);
  for (const std::size_t threads : {2U, 3U, 7U}) {
    options.threads = threads;
    const CompareBatch many = batch_compare(rows.columns(), PriceBook::bundled(), options);
    CHECK(many.winners == one.winners);
    CHECK(many.savings == one.savings);
    CHECK(many.errors == one.errors);
    CHECK(many.wins == one.wins);
    for (std::size_t d = 0; d < one.deployments.size(); ++d) {
      CHECK(many.deployments[d].totals == one.deployments[d].totals);
      CHECK(many.deployments[d].instance_types == one.deployments[d].instance_types);
      CHECK(many.deployments[d].errors == one.deployments[d].errors);
    }
  }
}

}  // namespace compare_digits_test
