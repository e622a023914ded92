#include "container_tco/batch/row_comparer.hpp"

#include <doctest/doctest.h>

#include <thread>

#include "container_tco/arrow/cell_text.hpp"
#include "container_tco/arrow/export.hpp"
#include "container_tco/batch/group_comparer.hpp"
#include "container_tco/batch/table_maker.hpp"
#include "container_tco/error.hpp"

namespace row_comparer_test {

using namespace container_tco;

namespace {

CompareBatchOptions both() {
  CompareBatchOptions options;
  options.deployments = {Deployment::parse("ecs-fargate"), Deployment::parse("ecs-ec2")};
  options.estimate.hosts.candidates.families = {"m5"};
  return options;
}

/// Services of two teams: `vcpu` as text, so that a row can be bad.
Table services(const std::vector<std::string>& vcpu) {
  TableMaker made;
  std::vector<std::string> teams;
  for (std::size_t i = 0; i < vcpu.size(); ++i) teams.emplace_back(i % 2 == 0 ? "even" : "odd");
  made.add_texts("team", teams);
  made.add_texts("region", std::vector<std::string>(vcpu.size(), "us-east-1"));
  made.add_texts("vcpu", vcpu);
  made.add_counts("memory_mib", std::vector<std::int64_t>(vcpu.size(), 2048));
  return made.finish();
}

RecordStream stream_of(const Table& table) {
  OwnedStream stream;
  export_stream(std::make_shared<const Table>(table), stream.get());
  return RecordStream(std::move(stream));
}

/// The texts of one column; "" for null.
std::vector<std::string> texts(const Table& table, const std::string& name) {
  std::vector<std::string> made;
  for (const TableChunk& chunk : table.chunks()) {
    for (std::size_t i = 0; i < table.fields().size(); ++i) {
      if (table.fields()[i].name != name) continue;
      const ColumnView view = chunk.columns[i].view(name);
      for (std::int64_t row = 0; row < view.length; ++row) made.push_back(cell_text(view, row));
    }
  }
  return made;
}

Table compare(RowComparer& comparer, const Table& rows) {
  RecordStream stream = stream_of(rows);
  return comparer.compare(stream);
}

}  // namespace

TEST_CASE("rows of a stream come out with amounts, and bad ones with an error") {
  RowComparer comparer(PriceBook::bundled(), both(), {});
  const Table result = compare(comparer, services({"1", "none", "0.25"}));
  CHECK(result.row_count() == 3);
  // 730 h × (1 × 0.04048 + 2 × 0.004445) = 730 × 0.04937 = 36.0401, and 730 × (0.25 × 0.04048 + 0.00889) = 13.8773.
  CHECK(texts(result, "ecs_fargate_infrastructure") == std::vector<std::string>{"36.0401000000", "", "13.8773000000"});
  CHECK(texts(result, "error") == std::vector<std::string>{"", "unreadable_value", ""});
  CHECK(texts(result, "currency") == std::vector<std::string>{"USD", "", "USD"});
  CHECK(comparer.summary().totals().bad() == 1);
}

TEST_CASE("the first bad row stops when asked to, counted over all batches") {
  RowComparerOptions rows;
  rows.on_error = OnRowError::stop;
  RowComparer comparer(PriceBook::bundled(), both(), rows);
  CHECK_NOTHROW(compare(comparer, services({"1", "1"})));
  CHECK_THROWS_WITH_AS(compare(comparer, services({"1", "-2"})), doctest::Contains("row 4"), InvalidInputError);
  CHECK(comparer.summary().totals().rows == 2);
}

TEST_CASE("threads that share a comparer add up to one summary") {
  RowComparerOptions rows;
  rows.summary.group_by = {"team"};
  RowComparer alone(PriceBook::bundled(), both(), rows);
  RowComparer shared(PriceBook::bundled(), both(), rows);
  const Table table = services({"1", "2", "x", "0.5"});
  for (int i = 0; i < 8; ++i) compare(alone, table);
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        for (int turn = 0; turn < 2; ++turn) compare(shared, table);
      });
    }
  }
  for (const char* column : {"team", "currency", "rows", "bad_rows", "cheapest", "saving", "ecs_ec2_total"}) {
    CHECK(texts(alone.summary().groups(), column) == texts(shared.summary().groups(), column));
  }
  CHECK(texts(alone.summary().groups(), "rows") == std::vector<std::string>{"8", "8", "16"});
}

TEST_CASE("names that are not as many as the options are refused") {
  CompareBatchOptions options = both();
  options.candidate_filters.resize(2);
  CHECK_THROWS_WITH_AS(RowComparer(PriceBook::bundled(), options, {}), doctest::Contains("candidate_filters"),
                       InvalidInputError);
}

TEST_CASE("a summary of other groups cannot be merged") {
  BatchSummary summary({"ecs-fargate"}, {{"team"}});
  CHECK_THROWS_AS(summary.merge(BatchSummary({"ecs-fargate"}, {{"service"}})), InvalidInputError);
  CHECK_THROWS_AS(summary.merge(BatchSummary({"ecs-ec2"}, {{"team"}})), InvalidInputError);
  CHECK_NOTHROW(summary.merge(BatchSummary({"ecs-fargate"}, {{"team"}})));
  SummaryOptions too_many;
  too_many.top = 10'001;
  CHECK_THROWS_AS(BatchSummary({"ecs-fargate"}, too_many), InvalidInputError);
}

TEST_CASE("rows of a group share hosts, on any number of threads") {
  const auto compared = [](std::size_t threads) {
    CompareBatchOptions options = both();
    options.threads = threads;
    GroupComparer comparer(PriceBook::bundled(), options, {"team"}, {}, "");
    RecordStream stream = stream_of(services({"1", "1", "0.5", "x"}));
    comparer.add(stream);
    return comparer.compare();
  };
  const Table one = compared(1);
  CHECK(texts(one, "team") == std::vector<std::string>{"even", "odd"});
  CHECK(texts(one, "rows") == std::vector<std::string>{"2", "2"});
  CHECK(texts(one, "error") == std::vector<std::string>{"", "unreadable_value"});
  CHECK(texts(one, "error_text")[1].find("Row 4: Column vcpu") == 0);
  // 36.0401 for 1 vCPU and 2 GiB; half a vCPU and 2 GiB: 730 × (0.5 × 0.04048 + 0.00889) = 21.2649.
  CHECK(texts(one, "ecs_fargate_infrastructure") == std::vector<std::string>{"57.3050000000", ""});
  for (const TableField& field : one.fields()) CHECK(texts(compared(2), field.name) == texts(one, field.name));
}

TEST_CASE("groups compared in parts are those compared at once, and so is their summary") {
  CompareBatchOptions options = both();
  options.threads = 1;
  SummaryOptions summary;
  summary.group_by = {"vcpu"};
  summary.top = 2;
  GroupComparer comparer(PriceBook::bundled(), options, {"vcpu"}, {}, "", summary);
  RecordStream stream = stream_of(services({"1", "2", "x", "0.5", "1", "4"}));
  comparer.add(stream);
  CHECK(comparer.group_count() == 5);
  const ComparedGroups whole = comparer.compare_all();
  CHECK(texts(whole.table, "vcpu") == std::vector<std::string>{"0.5", "1", "2", "4", "x"});
  for (const std::size_t size : {1, 2, 4, 5, 9}) {
    std::vector<std::string> totals;
    ComparedGroups parts = comparer.compare_some(0, size);
    totals = texts(parts.table, "ecs_ec2_total");
    for (std::size_t first = size; first < comparer.group_count(); first += size) {
      // As a run does that goes on with what another one wrote down.
      BatchSummary so_far =
          comparer.summary_of(parts.summary.groups(), parts.summary.top_savings(), parts.summary.errors());
      const ComparedGroups next = comparer.compare_some(first, size);
      for (const std::string& total : texts(next.table, "ecs_ec2_total")) totals.push_back(total);
      so_far.merge(next.summary);
      parts.summary = std::move(so_far);
    }
    CHECK(totals == texts(whole.table, "ecs_ec2_total"));
    for (const char* column : {"vcpu", "currency", "rows", "bad_rows", "cheapest", "saving", "ecs_ec2_total"}) {
      CHECK(texts(parts.summary.groups(), column) == texts(whole.summary.groups(), column));
    }
    for (const char* column : {"vcpu", "region", "row", "winner", "saving"}) {
      CHECK(texts(parts.summary.top_savings(), column) == texts(whole.summary.top_savings(), column));
    }
    CHECK(texts(parts.summary.errors(), "rows") == std::vector<std::string>{"1"});
  }
  const ComparedGroups none = comparer.compare_some(9, 1);
  CHECK(none.table.row_count() == 0);
  CHECK(none.table.metadata() == whole.table.metadata());
}

TEST_CASE("rows that share hosts have no constraints of their own") {
  CompareBatchOptions options = both();
  options.labour_profiles.resize(2);
  CHECK_THROWS_AS(GroupComparer(PriceBook::bundled(), options, {"team"}, {}, ""), InvalidInputError);
  CHECK_THROWS_AS(GroupComparer(PriceBook::bundled(), both(), {}, {}, ""), InvalidInputError);
}

namespace {

/// Tasks of 1 vCPU and 2 GiB in us-east-1, one row for each purchase option.
Table bought_as(const std::vector<std::string>& purchase_options, const std::vector<std::string>& deployments) {
  TableMaker made;
  const std::size_t rows = purchase_options.size();
  made.add_texts("region", std::vector<std::string>(rows, "us-east-1"));
  made.add_counts("vcpu", std::vector<std::int64_t>(rows, 1));
  made.add_counts("memory_gib", std::vector<std::int64_t>(rows, 2));
  made.add_texts("purchase_option", purchase_options);
  made.add_texts("deployments", deployments);
  return made.finish();
}

}  // namespace

TEST_CASE("a row may ask for a purchase option, and for one that none of its deployments has") {
  CompareBatchOptions options = both();
  options.deployments = {Deployment::parse("ecs-fargate"), Deployment::parse("ecs-fargate-spot"),
                         Deployment::parse("ecs-ec2")};
  RowComparer comparer(PriceBook::bundled(), options, {});
  const Table result = compare(
      comparer, bought_as({"on_demand", "spot", "", "reserved", "spot"}, {"", "", "", "", "ecs-fargate,ecs-ec2"}));
  CHECK(texts(result, "error") == std::vector<std::string>{"", "", "", "unknown_option", "unknown_option"});
  CHECK(texts(result, "error_text")[3].find("Column purchase_option: ") == 0);
  CHECK(texts(result, "error_text")[4].find("Column purchase_option: ") == 0);
  const std::string not_requested = "not_requested";
  const std::string unknown = "unknown_option";
  CHECK(texts(result, "ecs_fargate_error") == std::vector<std::string>{"", not_requested, "", unknown, unknown});
  CHECK(texts(result, "ecs_ec2_error") == std::vector<std::string>{"", not_requested, "", unknown, unknown});
  CHECK(texts(result, "ecs_fargate_spot_error") == std::vector<std::string>{not_requested, "", "", unknown, unknown});
  CHECK(texts(result, "winner")[1] == "ecs-fargate-spot");
}

TEST_CASE("only on demand where no deployment compared is on Spot") {
  RowComparer comparer(PriceBook::bundled(), both(), {});
  const Table result = compare(comparer, bought_as({"on_demand", "spot"}, {"", ""}));
  CHECK(texts(result, "error") == std::vector<std::string>{"", "unknown_option"});
}

}  // namespace row_comparer_test
