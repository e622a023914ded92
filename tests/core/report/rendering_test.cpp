#include <doctest/doctest.h>

#include "hand_made.hpp"

namespace rendering_test {

using namespace container_tco;
using namespace container_tco::test;

namespace {
Comparison with_unranked() {
  Comparison comparison = claim_that_holds();
  Estimate incomplete = estimate_of("eks-ec2", {line("compute/pool", CostCategory::compute, "1", "777")});
  incomplete.gaps = {{"gp3: no price", "State it in an overlay"}};
  Estimate impossible = estimate_of("eks-fargate", {});
  Finding finding;
  finding.verdict = Verdict::impossible;
  finding.service = "agent";
  finding.rule = "X6";
  finding.reason = "Fargate runs no privileged containers";
  impossible.feasibility.findings = {finding};
  comparison.estimates.push_back(incomplete);
  comparison.estimates.push_back(impossible);
  return comparison;
}
constexpr ReportFormat for_people[] = {ReportFormat::table, ReportFormat::markdown, ReportFormat::html};
}  // namespace

TEST_CASE("every format for people opens with the answer and names region, period, prices and rounding") {
  for (const ReportFormat format : for_people) {
    const std::string text = render(claim_that_holds(), format);
    CHECK(text.find("ecs-fargate costs least") < 600);
    for (const char* part : {"us-east-1", "730 h", "2026.11", "sha256:abc", "Two zones", "600.00", "900.00"}) {
      CHECK(contains(text, part));
    }
  }
}

TEST_CASE("what is incomplete or impossible stands apart with its reason and without a total") {
  for (const ReportFormat format : for_people) {
    const std::string text = render(with_unranked(), format);
    CHECK(contains(text, "eks-ec2, incomplete: gp3: no price. State it in an overlay."));
    CHECK(contains(text, "eks-fargate, impossible: agent: Fargate runs no privileged containers."));
    CHECK_FALSE(contains(text, "777"));
  }
}

// Fargate 600, EC2 900: 300 above, half as much again. The longest bar has 24 columns: 500/900 × 24 = 13.3,
// 600/900 × 24 = 16; 300/900 × 24 = 8, 900/900 × 24 = 24.
TEST_CASE("the terminal table ranks with differences and bars") {
  const std::string text = render(claim_that_holds(), ReportFormat::table);
  CHECK(contains(text, "ecs-fargate                500.00        100.00       600.00" + std::string(27, ' ') +
                           "#############===\n"));
  CHECK(contains(text,
                 "ecs-ec2                    300.00        600.00       900.00           +300.00  +50 %  "
                 "########================\n"));
}

TEST_CASE("bars in HTML have words for those who do not see them") {
  const std::string text = render(claim_that_holds(), ReportFormat::html);
  CHECK(contains(text, "role=\"img\" aria-label=\"infrastructure 56, labour 11, where 100 is the highest total\""));
  CHECK(contains(text, "</span>infrastructure&ensp;"));
  CHECK_FALSE(contains(text, "<style"));
  CHECK_FALSE(contains(text, "http"));
  CHECK(contains(text, "<details>"));
}

TEST_CASE("CSV of a comparison has a row a deployment and no total for what is not complete") {
  const std::string text = render(with_unranked(), ReportFormat::csv);
  CHECK(contains(text, "rank,deployment,standing,infrastructure,labour,total,above_best,"));
  CHECK(contains(text, "\r\n1,ecs-fargate,complete,500.00,100.00,600.00,0.00,"));
  CHECK(contains(text, "\r\n2,ecs-ec2,complete,300.00,600.00,900.00,300.00,"));
  CHECK(contains(text, "\r\n,eks-ec2,incomplete,,,,,,"));
  CHECK(contains(text, "\r\n,eks-fargate,impossible,,,,,,"));
}

TEST_CASE("unit prices are shown with every digit") {
  const Estimate estimate =
      estimate_of("ecs-fargate", {line("compute/web/vcpu", CostCategory::compute, "2592000", "0.000011244")});
  for (const ReportFormat format : for_people) {
    const std::string text = render(estimate, format);
    CHECK(contains(text, "0.000011244"));
    CHECK(contains(text, "2,592,000"));
    // 2592000 × 0.000011244 = 29.144448
    CHECK(contains(text, "29.14"));
  }
  CHECK(contains(render(estimate, ReportFormat::csv), ",2592000,Hours,0.000011244,29.14,29.144448,USD,"));
}

// 1/3 h: the report shows ten digits, the CSV twelve and no fraction, which a spreadsheet would take for a date.
TEST_CASE("quantities without a last digit are cut visibly, and are decimals in CSV") {
  const Estimate estimate = estimate_of("ecs-fargate", {line("compute/run", CostCategory::compute, "1/3", "0.04048")});
  CHECK(contains(render(estimate, ReportFormat::table), " 0.3333333333… "));
  CHECK(contains(render(estimate, ReportFormat::csv), ",0.333333333333,Hours,0.04048,0.01,0.013493333333,USD,"));
}

TEST_CASE("an estimate shows sizes with their parts and hosts with their deductions") {
  Estimate estimate = estimate_of("ecs-ec2", {line("compute/pool", CostCategory::compute, "730", "0.1")});
  FargatePurchase purchase;
  purchase.service = "web";
  purchase.task.size = {512, 1024};
  purchase.task.parts = {{"pod overhead", {Cpu(), Bytes::from_mib(256), 0}, "K9"}};
  estimate.fargate = {purchase};
  HostPool pool;
  pool.name = "linux/x86_64";
  pool.instance_type = "m5.large";
  pool.hosts = 3;
  pool.capacity.advertised = {Cpu::from_vcpu(2), Bytes::from_gib(8), 0};
  pool.capacity.deductions = {{"kernel memory", {Cpu(), Bytes::from_mib(512), 0}, "S9"}};
  pool.capacity.allocatable = {Cpu::from_vcpu(2), Bytes::from_mib(7680), 0};
  pool.requested = {Cpu::from_vcpu(3), Bytes::from_gib(3), 0};
  pool.plan.emplace();
  pool.plan->host_count = 3;
  pool.plan->lower_bound = {2, "cpu"};
  pool.runners_up = {{"m6i.large", 3, usd("230")}};
  estimate.pools = {pool};
  const std::string text = render(estimate, ReportFormat::table);
  // 3 of 6 vCPU are requested; 3 hosts are half more than the bound of 2.
  for (const char* part :
       {"pod overhead", "0.25", "kernel memory", "-0.5", "7.5", "3 hosts of type m5.large", "tasks request 50 %",
        "fewer than 2 (by cpu); this one is at most 50 % above", "Next best: 3 × m6i.large, $230.00"}) {
    CHECK(contains(text, part));
  }
}

TEST_CASE("shown parts and total obey the summation that is asked for") {
  // Two lines of 0.005: 0.01 + 0.01 when rounded first, 0.01 in all when added first.
  const Estimate estimate = estimate_of("ecs-ec2", {line("compute/a", CostCategory::compute, "1", "0.005"),
                                                    line("compute/b", CostCategory::compute, "1", "0.005")});
  CHECK(contains(render(estimate, ReportFormat::table), "costs $0.01 "));
  CHECK(contains(render(estimate, ReportFormat::table, {2, Rounding::half_up, Summation::round_lines_then_sum}),
                 "costs $0.02 "));
}

}  // namespace rendering_test
