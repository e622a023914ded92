#include <doctest/doctest.h>

#include <limits>

#include "container_tco/batch/batch_compare.hpp"
#include "container_tco/error.hpp"
#include "row_store.hpp"

namespace compare_batch_test {

using namespace container_tco;

namespace {

CompareBatchOptions options_for(const std::vector<std::string>& names) {
  CompareBatchOptions options;
  options.regions = {"us-east-1", "xx-nowhere-1"};
  for (const std::string& name : names) options.deployments.push_back(Deployment::parse(name));
  return options;
}

CompareBatch compare_rows(const RowStore& rows, const CompareBatchOptions& options) {
  return batch_compare(rows.columns(), PriceBook::bundled(), options);
}

/// Half of a vCPU and 1 GiB.
RowStore plain_rows(std::size_t count) {
  RowStore rows;
  for (std::size_t i = 0; i < count; ++i) rows.add(512, 1024, 4);
  return rows;
}

RowError error_at(const std::vector<std::uint8_t>& errors, std::size_t row) {
  return static_cast<RowError>(errors[row]);
}

}  // namespace

TEST_CASE("a bad row has an error and no amounts, and the others go on") {
  RowStore rows = plain_rows(12);
  rows.filters.assign(12, 0);
  rows.profiles.assign(12, 0);
  rows.regions[0] = 1;
  rows.regions[1] = 7;
  rows.architectures[2] = 9;
  rows.counts[3] = 0;
  rows.seconds[4] = 0;
  rows.seconds[5] = 2'628'001;
  rows.counts[6] = 10'000'001;
  rows.bytes[7] = std::numeric_limits<std::int64_t>::max();
  rows.filters[8] = 1;
  rows.profiles[9] = 3;
  rows.ticks[10] = -1;
  const CompareBatch batch = compare_rows(rows, options_for({"ecs-fargate", "ecs-ec2"}));
  const RowError expected[] = {RowError::unknown_region, RowError::unknown_region, RowError::unknown_architecture,
                               RowError::nothing_runs,   RowError::nothing_runs,   RowError::longer_than_period,
                               RowError::too_many_tasks, RowError::too_many_tasks, RowError::unknown_option,
                               RowError::unknown_option, RowError::negative_amount};
  for (std::size_t i = 0; i < std::size(expected); ++i) {
    CHECK_MESSAGE(error_at(batch.errors, i) == expected[i], i);
    CHECK(error_at(batch.deployments[0].errors, i) == expected[i]);
    CHECK(batch.deployments[1].totals[i] == no_amount);
    CHECK(batch.winners[i] == no_winner);
    CHECK(batch.savings[i] == no_amount);
  }
  CHECK(batch.errors[11] == 0);
  CHECK(batch.totals.bad() == 11);
  CHECK(batch.totals.by_error[static_cast<std::size_t>(RowError::unknown_option)] == 2);
  CHECK(batch.wins[0] + batch.wins[1] == 1);
}

TEST_CASE("what one side cannot run is priced on the other") {
  RowStore rows = plain_rows(3);
  rows.ticks[0] = Cpu::from_vcpu(40).ticks();         // Above every Fargate size.
  rows.systems[1] = rows.systems[2] = 1;              // Windows
  rows.architectures[1] = rows.architectures[2] = 1;  // on Arm: nowhere.
  const CompareBatch batch = compare_rows(rows, options_for({"ecs-fargate", "ecs-ec2"}));
  CHECK(error_at(batch.deployments[0].errors, 0) == RowError::too_large_for_fargate);
  CHECK(batch.deployments[1].totals[0] > 0);
  CHECK(batch.winners[0] == 1);
  CHECK(batch.savings[0] == no_amount);
  CHECK(error_at(batch.deployments[0].errors, 1) == RowError::not_offered_by_fargate);
  CHECK(error_at(batch.deployments[1].errors, 1) == RowError::price_not_found);
  CHECK(batch.winners[1] == no_winner);
  CHECK(error_at(batch.errors, 0) == RowError::none);
  CHECK(error_at(batch.errors, 1) == RowError::no_deployment_priced);
  CHECK(batch.totals.bad() == 2);
  CHECK(batch.deployment_totals[0].bad() == 3);
  CHECK(batch.deployment_totals[1].bad() == 2);
}

TEST_CASE("a batch of before is written anew, whatever it holds") {
  RowStore rows = plain_rows(2'000);
  rows.ticks[1] = Cpu::from_vcpu(40).ticks();  // Above every Fargate size.
  rows.counts[2] = 0;
  rows.regions[1'999] = 7;
  rows.masks.assign(2'000, 3);
  rows.masks[3] = 2;
  const CompareTable table(PriceBook::bundled(), options_for({"ecs-fargate", "ecs-ec2"}));
  const CompareBatch fresh = batch_compare(rows.columns(), table);
  RowStore before = plain_rows(3'000);
  before.add(16'384, 122'880, 10'000'000);  // Of more than 63 bits.
  CompareBatch used = compare_rows(before, options_for({"ecs-ec2", "ecs-fargate", "ecs-fargate-spot"}));
  for (int turn = 0; turn < 2; ++turn) {
    batch_compare(rows.columns(), table, used);
    REQUIRE(used.deployments.size() == 2);
    for (std::size_t d = 0; d < 2; ++d) {
      const DeploymentColumns& is = used.deployments[d];
      const DeploymentColumns& expected = fresh.deployments[d];
      CHECK(is.deployment == expected.deployment);
      CHECK(is.errors == expected.errors);
      CHECK(is.infrastructure == expected.infrastructure);
      CHECK(is.labour == expected.labour);
      CHECK(is.totals == expected.totals);
      CHECK(is.vcpu_milli == expected.vcpu_milli);
      CHECK(is.memory_mib == expected.memory_mib);
      CHECK(is.instance_types == expected.instance_types);
      CHECK(is.instances == expected.instances);
      CHECK(used.deployment_totals[d].by_error == fresh.deployment_totals[d].by_error);
    }
    CHECK(used.errors == fresh.errors);
    CHECK(used.winners == fresh.winners);
    CHECK(used.savings == fresh.savings);
    CHECK(used.totals.by_error == fresh.totals.by_error);
    CHECK(used.wins == fresh.wins);
  }
}

TEST_CASE("types that hold nothing leave the hosts without amounts") {
  CompareBatchOptions options = options_for({"ecs-fargate", "ecs-ec2"});
  options.estimate.hosts.candidates.instance_types = {"m7i.large"};
  RowStore rows = plain_rows(2);
  rows.ticks[0] = Cpu::from_vcpu(16).ticks();
  rows.bytes[0] = Bytes::from_gib(100).bytes();
  const CompareBatch batch = compare_rows(rows, options);
  CHECK(error_at(batch.deployments[1].errors, 0) == RowError::fits_no_host);
  CHECK(batch.winners[0] == 0);
  CHECK((*batch.instance_type_names)[batch.deployments[1].instance_types[1]] == "m7i.large");
}

TEST_CASE("the mask says which deployments a row asks for") {
  RowStore rows = plain_rows(3);
  rows.masks = {1, 2, 3};
  const CompareBatch batch = compare_rows(rows, options_for({"ecs-fargate", "ecs-ec2"}));
  CHECK(error_at(batch.deployments[1].errors, 0) == RowError::not_requested);
  CHECK(error_at(batch.deployments[0].errors, 1) == RowError::not_requested);
  CHECK(batch.winners[0] == 0);
  CHECK(batch.winners[1] == 1);
  CHECK(batch.savings[2] != no_amount);
}

TEST_CASE("labour of a fleet and of a cluster is shared by the services in it, that of services and hosts is not") {
  CompareBatchOptions options = options_for({"ecs-fargate", "ecs-ec2", "eks-fargate"});
  LabourProfile profile;
  const auto add = [&](const char* name, LabourDriver driver, const char* hours) {
    LabourActivity activity;
    activity.name = name;
    activity.deployments = {"ecs-fargate", "ecs-ec2", "eks-fargate"};
    activity.driver = driver;
    activity.hours_per_month = {Rational::parse(hours), Rational::parse(hours), Rational::parse(hours)};
    activity.role = "any";
    profile.activities.push_back(activity);
  };
  add("fleet work", LabourDriver::fleet, "12");
  add("cluster work", LabourDriver::cluster, "4");
  add("host work", LabourDriver::host, "0.5");
  add("service work", LabourDriver::service, "0.25");
  options.estimate.labour.profile = profile;
  options.estimate.labour.hourly_rate = Money(Rational(60), Currency::usd());
  options.estimate.hosts.zones = 1;
  options.share = {.services_per_fleet = 10, .services_per_cluster = 4};
  const CompareBatch batch = compare_rows(plain_rows(1), options);
  const std::int64_t hosts = batch.deployments[1].instances[0];
  CHECK(hosts > 0);
  // (12 / 10 + 4 / 4 + 0.25) h × 60 = 147; of hosts 0.5 h × 60 = 30 each more.
  CHECK(batch.deployments[0].labour[0] == 147 * amounts_per_unit);
  CHECK(batch.deployments[1].labour[0] == (147 + 30 * hosts) * amounts_per_unit);
  CHECK(batch.deployments[2].labour[0] == 147 * amounts_per_unit);
  options.share = {};
  const CompareBatch alone = compare_rows(plain_rows(1), options);
  // Alone (12 + 4 + 0.25) h × 60 = 975.
  CHECK(alone.deployments[0].labour[0] == 975 * amounts_per_unit);
  // The fee of the EKS cluster, 0.10 an hour (Amazon EKS pricing), is shared by four: 73 − 18.25.
  CHECK(alone.deployments[2].infrastructure[0] - batch.deployments[2].infrastructure[0] == 547'500'000'000);
}

TEST_CASE("wages in another currency than the prices leave the row without amounts") {
  CompareBatchOptions options = options_for({"ecs-fargate"});
  options.estimate.labour.hourly_rate = Money(Rational(60), Currency::parse("EUR"));
  const CompareBatch batch = compare_rows(plain_rows(1), options);
  CHECK(error_at(batch.deployments[0].errors, 0) == RowError::currency_mismatch);
}

TEST_CASE("a row without any cost is a bad row, by the reason of its deployments where they share one") {
  CompareBatchOptions options = options_for({"ecs-fargate", "ecs-ec2"});
  options.estimate.labour.hourly_rate = Money(Rational(60), Currency::parse("EUR"));
  RowStore rows = plain_rows(3);
  rows.masks = {3, 1, 2};
  const CompareBatch batch = compare_rows(rows, options);
  for (std::size_t row = 0; row < 3; ++row) {
    CHECK(error_at(batch.errors, row) == RowError::currency_mismatch);
    CHECK(batch.winners[row] == no_winner);
  }
  CHECK(batch.totals.bad() == 3);
  CHECK(batch.totals.by_error[static_cast<std::size_t>(RowError::currency_mismatch)] == 3);
  options.on_error = OnRowError::stop;
  CHECK_THROWS_AS(compare_rows(rows, options), InvalidInputError);
}

TEST_CASE("a row that asks only for what cannot run has the reason of that") {
  RowStore rows = plain_rows(1);
  rows.ticks[0] = Cpu::from_vcpu(40).ticks();
  rows.masks = {1};
  const CompareBatch batch = compare_rows(rows, options_for({"ecs-fargate", "ecs-ec2"}));
  CHECK(error_at(batch.errors, 0) == RowError::too_large_for_fargate);
}

TEST_CASE("options that no estimate takes are refused at once") {
  const RowStore rows = plain_rows(1);
  CHECK_THROWS_AS(compare_rows(rows, options_for({})), InvalidInputError);
  CHECK_THROWS_AS(compare_rows(rows, options_for({"ecs-ec2", "ecs-ec2"})), InvalidInputError);
  CompareBatchOptions options = options_for({"ecs-ec2"});
  options.estimate.hosts.zones = 0;
  CHECK_THROWS_AS(compare_rows(rows, options), InvalidInputError);
  options = options_for({"ecs-ec2"});
  options.estimate.hosts.headroom_percent = 10;  // Only of mixed fleets.
  CHECK_THROWS_AS(compare_rows(rows, options), InvalidInputError);
  options = options_for({"ecs-ec2"});
  options.candidate_filters = {made<CandidateFilter>([](auto& filter) { filter.families = {"nonsense"}; })};
  CHECK_THROWS_AS(compare_rows(rows, options), InvalidInputError);
  options = options_for({"ecs-ec2"});
  options.labour_profiles = {made<LabourOptions>([](auto& labour) { labour.country = "Atlantis"; })};
  CHECK_THROWS_AS(compare_rows(rows, options), InvalidInputError);
  options = options_for({"ecs-ec2"});
  options.share.services_per_fleet = 0;
  CHECK_THROWS_AS(compare_rows(rows, options), InvalidInputError);
  options = options_for({"ecs-ec2"});
  options.on_error = OnRowError::stop;
  RowStore bad = plain_rows(1);
  bad.bytes[0] = 0;
  CHECK_THROWS_WITH_AS(compare_rows(bad, options), doctest::Contains("no_memory"), InvalidInputError);
}

}  // namespace compare_batch_test
