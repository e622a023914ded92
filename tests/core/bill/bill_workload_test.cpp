#include "container_tco/bill/bill_workload.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "bill_rows.hpp"
#include "container_tco/bill/measured_task.hpp"
#include "container_tco/bill/read_bill.hpp"
#include "container_tco/error.hpp"
#include "container_tco/estimate/estimate.hpp"

namespace bill_workload_test {

using namespace container_tco;

namespace {

const std::string vcpu_type = "USE1-Fargate-vCPU-Hours:perCPU";
const std::string memory_type = "USE1-Fargate-GB-Hours";

CurRow task_row(const std::string& usage_type, const std::string& quantity, const std::string& cost,
                const std::string& task, int hour = 0) {
  const auto time = [](int h) {
    return "2026-02-01T" + std::string(h < 10 ? "0" : "") + std::to_string(h) + ":00:00Z";
  };
  return {.usage_type = usage_type,
          .quantity = quantity,
          .cost = cost,
          .start = time(hour),
          .end = time(hour + 1),
          .resource = "arn:aws:ecs:us-east-1:123456789012:task/shop/" + task,
          .tags = R"({"aws:ecs:serviceName": "web"})"};
}

}  // namespace

TEST_CASE("a full hour of one task shows its size, and the bill its task-hours") {
  // Two tasks of 0.5 vCPU / 1 GB in hour 0, one of them for half of hour 1: 2.5 task-hours over 2 hours, 2 at a time.
  const Bill bill =
      bill_of({task_row(vcpu_type, "0.5", "0.02024", "a"), task_row(memory_type, "1", "0.004445", "a"),
               task_row(vcpu_type, "0.5", "0.02024", "b"), task_row(memory_type, "1", "0.004445", "b"),
               task_row(vcpu_type, "0.25", "0.01012", "a", 1), task_row(memory_type, "0.5", "0.0022225", "a", 1)});
  REQUIRE(bill.services.size() == 1);
  CHECK(bill.services[0].name == "web");
  const MeasuredTask task = measured_task(bill.services[0]);
  CHECK(task.basis == SizeBasis::seen);
  CHECK(task.vcpu == Rational::parse("0.5"));
  CHECK(task.gib == Rational(1));
  CHECK(task.task_hours == Rational::parse("2.5"));

  const std::vector<BillWorkload> workloads = bill_workloads(bill);
  REQUIRE(workloads.size() == 1);
  CHECK(workloads[0].period.hours() == Rational(2));
  CHECK(workloads[0].ran_on().name() == "ecs-fargate");
  CHECK(workloads[0].other_side().name() == "ecs-ec2");
  const auto& demand = std::get<RunDemand>(workloads[0].workload.services.at(0).demand);
  CHECK(demand.concurrent == 2);
  CHECK(mean_count(workloads[0].workload.services[0].demand) == Rational::parse("1.25"));

  // The estimate of where it ran is the bill: 1.25 vCPU-hours × 0.04048 + 2.5 GB-hours × 0.004445 = 0.0617125.
  EstimateOptions options;
  options.region = workloads[0].region;
  options.period = workloads[0].period;
  const Estimate estimated = estimate(workloads[0].workload, workloads[0].ran_on(), PriceBook::bundled(), options);
  CHECK(sum_costs(estimated.lines, Currency::usd()) - estimated.labour() - workloads[0].effective ==
        Money::zero(Currency::usd()));
  CHECK(workloads[0].effective.amount() == Rational::parse("0.0617125"));
}

TEST_CASE("without rows of a task the size follows from the ratio and says that it is assumed") {
  // 4 GB for each vCPU: sold from 0.25 vCPU / 1 GB on.
  const Bill bill = bill_of({{.usage_type = vcpu_type, .quantity = "100", .cost = "4.048"},
                             {.usage_type = memory_type, .quantity = "400.00001", .cost = "1.778"}});
  const MeasuredTask task = measured_task(bill.services.at(0));
  CHECK(task.basis == SizeBasis::ratio);
  CHECK(task.vcpu == Rational::parse("0.25"));
  CHECK(task.gib == Rational(1));
  CHECK(task.task_hours == Rational(400));
  CHECK(task.explanation.find("lower bound") != std::string::npos);
  const auto workload = bill_workloads(bill).at(0).workload;
  CHECK(std::any_of(workload.assumptions.begin(), workload.assumptions.end(),
                    [](const Assumption& each) { return each.id == "bill_task_size_assumed"; }));
}

TEST_CASE("tasks of several sizes are a mean") {
  // 10 GB for each vCPU is sold nowhere.
  const Bill bill =
      bill_of({{.usage_type = vcpu_type, .quantity = "10"}, {.usage_type = memory_type, .quantity = "100"}});
  const MeasuredTask task = measured_task(bill.services.at(0));
  CHECK(task.basis == SizeBasis::mean);
  CHECK(task.vcpu == Rational::parse("0.25"));
  CHECK(task.gib == Rational::parse("2.5"));
}

TEST_CASE("a service with CPU alone is left out and named") {
  const Bill bill = bill_of({{.usage_type = vcpu_type, .quantity = "10"}});
  CHECK_THROWS_AS(measured_task(bill.services.at(0)), InvalidInputError);
  const BillWorkload workload = bill_workloads(bill).at(0);
  CHECK(workload.workload.services.empty());
  REQUIRE(workload.left_out.size() == 1);
}

TEST_CASE("split cost allocation: what tasks reserved of their hosts, and its cost") {
  TextRow names = cur_names;
  for (const char* name : {"split_line_item_reserved_usage", "split_line_item_split_cost",
                           "split_line_item_unused_cost", "split_line_item_parent_resource_id"}) {
    names.emplace_back(name);
  }
  const std::string pod = "arn:aws:ecs:us-east-1:1:task/shop/x";
  const std::string hour = "2026-02-01T00:00:00Z";
  const std::string end = "2026-02-01T01:00:00Z";
  const auto split = [&](const std::string& type, const std::string& reserved, const std::string& cost,
                         const std::string& unused) {
    return TextRow{"AmazonECS", type, "", "0.1",    "0",  "Usage", "USD", hour,
                   end,         pod,  "", reserved, cost, unused,  "i-1"};
  };
  RecordStream stream = stream_of(text_table(names, {{"AmazonEC2", "BoxUsage:m6g.large", "RunInstances", "1", "0.077",
                                                      "Usage", "USD", hour, end, "i-1", "", "", "", "", ""},
                                                     split("USE1-ECS-EC2-vCPU-Hours", "1", "0.03", "0.01"),
                                                     split("USE1-ECS-EC2-GB-Hours", "3", "0.02", "0.005")}));
  const Bill bill = read_bill(stream, PriceBook::bundled());
  REQUIRE(bill.services.size() == 1);
  const MeasuredService& service = bill.services[0];
  CHECK(service.plane == BillPlane::hosts);
  CHECK(service.name == "tasks of cluster shop");
  CHECK(service.architecture == Architecture::arm64);  // Of m6g, on which it ran.
  CHECK(service.effective.amount() == Rational::parse("0.065"));
  CHECK(service.billed.amount() == Rational(0));  // The money stands in the line of the instance, once.
  CHECK(bill.totals[0].billed.amount() == Rational::parse("0.077"));
  const MeasuredTask task = measured_task(service);
  CHECK(task.basis == SizeBasis::reserved);
  CHECK(task.vcpu == Rational(1));
  CHECK(task.gib == Rational(3));
  CHECK(bill_workloads(bill).at(0).other_side().name() == "ecs-fargate");
}

TEST_CASE("services of one name in two clusters are two services, each with its own size") {
  // An hour each: 0.25 vCPU / 0.5 GB in cluster shop, 4 vCPU / 8 GB in cluster lab, which sell at the same ratio.
  const auto in = [](const std::string& cluster, CurRow row) {
    row.resource = "arn:aws:ecs:us-east-1:123456789012:task/" + cluster + "/0";
    return row;
  };
  const Bill bill = bill_of({in("shop", task_row(vcpu_type, "0.25", "0.01012", "")),
                             in("shop", task_row(memory_type, "0.5", "0.0022225", "")),
                             in("lab", task_row(vcpu_type, "4", "0.16192", "")),
                             in("lab", task_row(memory_type, "8", "0.03556", ""))});
  REQUIRE(bill.services.size() == 2);
  CHECK(bill.services[0].name == "lab/web");
  CHECK(bill.services[0].cluster == "lab");
  CHECK(bill.services[1].name == "shop/web");
  const std::vector<BillWorkload> workloads = bill_workloads(bill);
  REQUIRE(workloads.size() == 1);
  REQUIRE(workloads[0].workload.services.size() == 2);
  for (const Service& service : workloads[0].workload.services) {
    CAPTURE(service.name);
    const bool is_lab = service.name == "lab/web";
    CHECK(service.task.request.cpu == Cpu::from_vcpu(is_lab ? Rational(4) : Rational::parse("0.25")));
    CHECK(service.task.request.memory == Bytes::from_gib(is_lab ? Rational(8) : Rational::parse("0.5")));
    CHECK(mean_count(service.demand) == Rational(1));
  }
  // 0.01012 + 0.0022225 + 0.16192 + 0.03556
  CHECK(workloads[0].effective.amount() == Rational::parse("0.2098225"));
  // Estimated as one cluster, which is said.
  const std::vector<Assumption>& assumptions = workloads[0].workload.assumptions;
  const auto said = std::find_if(assumptions.begin(), assumptions.end(),
                                 [](const Assumption& each) { return each.id == "bill_clusters"; });
  REQUIRE(said != assumptions.end());
  CHECK(said->text.find("2 clusters (lab, shop)") != std::string::npos);
}

TEST_CASE("pods of one name are told apart by what differs: cluster, namespace or account") {
  TextRow names = cur_names;
  names.emplace_back("line_item_usage_account_id");
  const auto pod = [](const std::string& place, const std::string& account) {
    return TextRow{"AmazonEKS",
                   "USE1-Fargate-vCPU-Hours:perCPU",
                   "FargatePod",
                   "1",
                   "0.04048",
                   "Usage",
                   "USD",
                   "2026-02-01T00:00:00Z",
                   "2026-02-01T01:00:00Z",
                   place.empty() ? "" : "arn:aws:eks:us-east-1:1:pod/" + place + "/cart-5d78c9869d-2x7vq/0",
                   R"({"aws:eks:workload-name": "cart"})",
                   account};
  };
  const auto names_of = [&](const std::vector<TextRow>& rows) {
    RecordStream stream = stream_of(text_table(names, rows));
    std::vector<std::string> found;
    for (const MeasuredService& service : read_bill(stream, PriceBook::bundled()).services) {
      found.push_back(service.name);
    }
    return found;
  };
  using Names = std::vector<std::string>;
  CHECK(names_of({pod("one/a", "1"), pod("one/a", "1")}) == Names{"cart"});
  CHECK(names_of({pod("one/a", "1"), pod("one/b", "1")}) == Names{"a/cart", "b/cart"});
  CHECK(names_of({pod("one/a", "1"), pod("two/b", "1")}) == Names{"one/a/cart", "two/b/cart"});
  CHECK(names_of({pod("one/a", "1"), pod("one/a", "2")}) == Names{"1/cart", "2/cart"});
  CHECK(names_of({pod("one/a", "1"), pod("", "1")}) == Names{"cart", "one/a/cart"});
}

TEST_CASE("a bill without end times has no workload") {
  const Bill bill = bill_of({{.usage_type = vcpu_type, .end = ""}});
  CHECK_THROWS_AS(bill_workloads(bill), InvalidInputError);
}

TEST_CASE("a whole month is a calendar month") {
  const Bill bill = bill_of({{.usage_type = vcpu_type, .end = "2026-03-01T00:00:00Z"}});
  CHECK(bill_workloads(bill).at(0).period.hours() == Rational(672));
  CHECK(bill_workloads(bill).at(0).period.name().starts_with("2026-02"));
}

TEST_CASE("hostile tags name no service") {
  const Bill bill = bill_of({{.usage_type = vcpu_type, .tags = "{\"aws:ecs:serviceName\": \"web\""},
                             {.usage_type = memory_type, .tags = "[]"}});
  REQUIRE(bill.services.size() == 1);
  CHECK(bill.services[0].name == "linux/x86_64");
}

}  // namespace bill_workload_test
