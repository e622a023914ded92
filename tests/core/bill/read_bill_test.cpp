#include "container_tco/bill/read_bill.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>

#include "bill_rows.hpp"
#include "container_tco/bill/text_template.hpp"
#include "container_tco/error.hpp"

namespace read_bill_test {

using namespace container_tco;

namespace {

Money usd(const std::string& amount) { return {Rational::parse(amount), Currency::usd()}; }

std::string refusal(const TextRow& names, const std::vector<TextRow>& rows) {
  try {
    RecordStream stream = stream_of(text_table(names, rows));
    read_bill(stream, PriceBook::bundled());
  } catch (const InvalidInputError& error) {
    return error.what();
  }
  return "";
}

bool says(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("templates of usage types and descriptions") {
  using detail::TextTemplate;
  CHECK(TextTemplate::parse("BoxUsage:{type}").match("BoxUsage:m5.large") == "m5.large");
  CHECK_FALSE(TextTemplate::parse("BoxUsage:{type}").match("BoxUsage:"));
  CHECK_FALSE(TextTemplate::parse("BoxUsage:{type}").match("HostBoxUsage:m5"));
  CHECK(TextTemplate::parse("Fargate-GB-Hours").match("Fargate-GB-Hours") == "");
  CHECK_FALSE(TextTemplate::parse("Fargate-GB-Hours").match("Fargate-ARM-GB-Hours"));
  const auto hours = TextTemplate::parse("${price} per On Demand Linux {type} Instance Hour");
  CHECK(hours.match("$0.0416 per On Demand Linux t3.medium Instance Hour") == "t3.medium");
  CHECK_FALSE(hours.match("$ per On Demand Linux t3.medium Instance Hour"));
  CHECK_FALSE(hours.match("$1 per On Demand Linux  Instance Hour"));
}

TEST_CASE("of a table only the columns that a bill has are read") {
  TextRow names = cur_names;
  names.insert(names.begin() + 2, "bill_payer_account_id");
  names.push_back("product");
  CHECK(BillReader::columns_read(stream_of(text_table(names, {})).schema()) == cur_names);
  CHECK_THROWS_AS(BillReader::columns_read(stream_of(text_table({"a", "b"}, {})).schema()), InvalidInputError);
}

TEST_CASE("a usage type tells region, role and price key") {
  const Bill bill = bill_of(
      {{.usage_type = "APN2-Fargate-vCPU-Hours:perCPU"},
       {.usage_type = "USE1-Fargate-ARM-GB-Hours"},
       {.usage_type = "USW2-SpotUsage-Fargate-vCPU-Hours:perCPU"},
       {.service = "AmazonEKS", .usage_type = "EUC1-Fargate-GB-Hours"},
       {.service = "AmazonEC2", .usage_type = "BoxUsage:m5.large", .operation = "RunInstances"},
       {.service = "AmazonEC2", .usage_type = "EU-BoxUsage:c5.large", .operation = "RunInstances:0010"},
       {.service = "AmazonEC2", .usage_type = "USW2-SpotUsage:c4.large", .operation = "RunInstances:SV001"},
       {.service = "AmazonEC2", .usage_type = "APS3-SpotUsage:m5.large", .operation = "RunInstances:0002:SV003"},
       {.service = "AmazonEKS", .usage_type = "EKS-Auto:c6g.large-management-hours"},
       {.service = "AmazonEC2", .usage_type = "EBS:VolumeUsage.gp3"},
       {.service = "AmazonS3", .usage_type = "TimedStorage-ByteHrs"}});
  const BillLine& seoul = line_of(bill, "APN2-Fargate-vCPU-Hours:perCPU");
  CHECK(seoul.role == BillRole::fargate_vcpu);
  CHECK(seoul.region == "ap-northeast-2");
  CHECK(seoul.price_key == "fargate/ecs/linux/x86_64/vcpu");
  CHECK(line_of(bill, "USE1-Fargate-ARM-GB-Hours").price_key == "fargate/ecs/linux/arm64/memory");
  CHECK(line_of(bill, "USW2-SpotUsage-Fargate-vCPU-Hours:perCPU").purchase == BillPurchase::spot);
  CHECK(line_of(bill, "EUC1-Fargate-GB-Hours").price_key == "fargate/eks/linux/x86_64/memory");
  CHECK(line_of(bill, "BoxUsage:m5.large").price_key == "ec2/linux/on_demand/m5.large");
  CHECK(line_of(bill, "BoxUsage:m5.large").region == "us-east-1");
  const BillLine& red_hat = line_of(bill, "EU-BoxUsage:c5.large");
  CHECK(red_hat.role == BillRole::instance);
  CHECK(red_hat.price_key.empty());
  CHECK(says(red_hat.no_price, "operating system"));
  CHECK(line_of(bill, "USW2-SpotUsage:c4.large").price_key == "ec2/linux/spot/c4.large");
  CHECK(line_of(bill, "APS3-SpotUsage:m5.large").price_key == "ec2/windows/spot/m5.large");
  CHECK(line_of(bill, "APS3-SpotUsage:m5.large").region == "ap-south-1");
  CHECK(line_of(bill, "EKS-Auto:c6g.large-management-hours").price_key == "eks/auto_mode/c6g.large");
  CHECK(line_of(bill, "EBS:VolumeUsage.gp3").role == BillRole::disk);
  CHECK(line_of(bill, "TimedStorage-ByteHrs").role == BillRole::other);
}

TEST_CASE("lines add up to the bill, to the last digit, and nothing is dropped") {
  // 0.1 + 0.2 − 0.3 = 0, so that what is left is the 10^-25 that no 18 digits hold, and what S3 and a credit cost.
  const Bill bill =
      bill_of({{.usage_type = "USE1-Fargate-GB-Hours", .cost = "0.1"},
               {.usage_type = "USE1-Fargate-GB-Hours", .cost = "0.2"},
               {.usage_type = "USE1-Fargate-GB-Hours", .cost = "-0.3"},
               {.usage_type = "USE1-Fargate-GB-Hours", .cost = "1e-25"},
               {.service = "AmazonS3", .usage_type = "Requests-Tier1", .cost = "12.5"},
               {.usage_type = "USE1-Fargate-GB-Hours", .quantity = "0", .cost = "-7", .charge_type = "Credit"}});
  REQUIRE(bill.totals.size() == 1);
  CHECK(bill.totals[0].billed == usd("5.5") + usd("1e-25"));
  CHECK(bill.totals[0].container_billed == usd("1e-25"));
  Money sum = usd("0");
  std::int64_t rows = 0;
  for (const BillLine& line : bill.lines) {
    sum += line.billed;
    rows += line.row_count;
  }
  CHECK(sum == bill.totals[0].billed);
  CHECK(rows == 6);
  CHECK(bill.row_count == 6);
}

TEST_CASE("refunds of container usage lower its cost and are no usage") {
  const Bill bill =
      bill_of({{.usage_type = "USE1-Fargate-GB-Hours", .quantity = "8", .cost = "0.03556"},
               {.usage_type = "USE1-Fargate-GB-Hours", .quantity = "8", .cost = "-0.03", .charge_type = "Refund"}});
  REQUIRE(bill.lines.size() == 2);
  CHECK(bill.lines[0].charge_type == "Refund");
  CHECK(bill.lines[0].role == BillRole::fargate_memory);
  CHECK(bill.lines[0].quantity == Rational(0));
  CHECK(bill.lines[1].quantity == Rational(8));
  CHECK(bill.totals[0].container_billed == usd("0.00556"));
}

TEST_CASE("effective costs of a CUR follow the kind of charge") {
  TextRow names = cur_names;
  for (const char* name : {"savings_plan_savings_plan_effective_cost", "savings_plan_total_commitment_to_date",
                           "savings_plan_used_commitment", "reservation_effective_cost",
                           "reservation_unused_amortized_upfront_fee_for_billing_period",
                           "reservation_unused_recurring_fee", "reservation_reservation_arn"}) {
    names.emplace_back(name);
  }
  const auto row = [](const std::string& charge, const std::string& cost, TextRow extra) {
    TextRow texts = {"AmazonEC2", "BoxUsage:m5.large",    "RunInstances",         "1", cost, charge,
                     "USD",       "2026-02-01T00:00:00Z", "2026-02-01T01:00:00Z", "",  ""};
    texts.insert(texts.end(), extra.begin(), extra.end());
    return texts;
  };
  // By the rules of AWS's query for amortised costs: 0.07 + 0 + (2 − 1.5) + 0.06 + (0.01 + 0.02) + 0 + 0.096.
  RecordStream stream =
      stream_of(text_table(names, {row("SavingsPlanCoveredUsage", "0.096", {"0.07", "", "", "", "", "", ""}),
                                   row("SavingsPlanNegation", "-0.096", {"", "", "", "", "", "", ""}),
                                   row("SavingsPlanRecurringFee", "2", {"", "2", "1.5", "", "", "", ""}),
                                   row("DiscountedUsage", "0", {"", "", "", "0.06", "", "", ""}),
                                   row("RIFee", "40", {"", "", "", "", "0.01", "0.02", "arn:1"}),
                                   row("Fee", "500", {"", "", "", "", "", "", "arn:1"}),
                                   row("Usage", "0.096", {"", "", "", "", "", "", ""})}));
  const Bill bill = read_bill(stream, PriceBook::bundled());
  CHECK(bill.totals[0].effective == usd("0.756"));
  CHECK(bill.totals[0].billed == usd("542.096"));
  // No task names the instance as its host, which every bill says of such.
  REQUIRE(bill.notes.size() == 1);
  CHECK(says(bill.notes[0], "m5.large"));
  // Without these columns the billed cost stands in, and the bill says so.
  const Bill plain = bill_of(
      {{.service = "AmazonEC2", .usage_type = "BoxUsage:m5.large", .cost = "0.096", .charge_type = "DiscountedUsage"}});
  CHECK(std::any_of(plain.notes.begin(), plain.notes.end(),
                    [](const auto& note) { return says(note, "DiscountedUsage"); }));
}

TEST_CASE("binary floats are read as their shortest decimals") {
  const std::vector<double> costs = {0.1, 0.2, 1e-7};
  std::vector<std::byte> bytes(costs.size() * sizeof(double));
  std::memcpy(bytes.data(), costs.data(), bytes.size());
  ColumnType type;
  type.kind = TypeKind::binary_floating_point;
  type.value_bits = 64;
  const TextRow row = {"AmazonECS", "USE1-Fargate-GB-Hours", "", "1", "", "Usage", "USD", "2026-02-01", "", "", ""};
  const Table text = text_table(cur_names, {row, row, row});
  std::vector<TableField> fields = text.fields();
  std::vector<TableColumn> columns = text.chunks()[0].columns;
  fields[4].type = type;
  columns[4] = TableColumn::of_values(type, 3, bytes);
  RecordStream stream = stream_of(Table(fields, {TableChunk{3, columns}}));
  CHECK(read_bill(stream, PriceBook::bundled()).totals[0].billed == usd("0.3000001"));
}

TEST_CASE("currencies are never added up") {
  const Bill bill = bill_of({{.usage_type = "EUC1-Fargate-GB-Hours", .cost = "3", .currency = "EUR"},
                             {.usage_type = "EUC1-Fargate-GB-Hours", .cost = "4"}});
  REQUIRE(bill.totals.size() == 2);
  CHECK(bill.totals[0].billed == Money(Rational(3), Currency::parse("EUR")));
  CHECK(bill.totals[1].billed == usd("4"));
}

TEST_CASE("legacy names with slashes and capitals are the same columns") {
  TextRow legacy;
  for (const char* name : {"lineItem/ProductCode", "lineItem/UsageType", "lineItem/Operation", "lineItem/UsageAmount",
                           "lineItem/UnblendedCost", "lineItem/LineItemType", "lineItem/CurrencyCode",
                           "lineItem/UsageStartDate", "lineItem/UsageEndDate", "resourceTags/aws:ecs:serviceName"}) {
    legacy.emplace_back(name);
  }
  RecordStream stream =
      stream_of(text_table(legacy, {{"AmazonECS", "USE1-Fargate-vCPU-Hours:perCPU", "", "2", "0.08096", "Usage", "USD",
                                     "2023-06-01 00:00:00", "2023-06-01 01:00:00", "web"}}));
  const Bill bill = read_bill(stream, PriceBook::bundled());
  CHECK(bill.lines[0].role == BillRole::fargate_vcpu);
  CHECK(bill.services.at(0).name == "web");
}

TEST_CASE("what is no bill is refused with what to do") {
  CHECK(says(refusal({"EndTimestamp", "InstanceID", "Region"}, {{"a", "b", "c"}}), "EndTimestamp"));
  TextRow names = cur_names;
  names[4] = "line_item_unblendedcost";
  const TextRow row = {"AmazonECS", "x", "", "1", "1", "Usage", "USD", "2026-02-01", "", "", ""};
  const std::string missing = refusal(names, {row});
  CHECK(says(missing, "line_item_unblended_cost"));
  CHECK(says(missing, "line_item_unblendedcost"));
  TextRow twice = cur_names;
  twice[9] = "lineItem/UsageType";
  CHECK(says(refusal(twice, {row}), "once"));
  CHECK(says(refusal(cur_names, {}), "no rows"));
  TextRow bad = row;
  bad[4] = "12,50";
  CHECK(says(refusal(cur_names, {row, bad}), "row 2"));
  bad[4] = "nan";
  CHECK(says(refusal(cur_names, {bad}), "'nan'"));
  bad = row;
  bad[7] = "yesterday";
  CHECK(says(refusal(cur_names, {bad}), "yesterday"));
  bad = row;
  bad[6] = "dollars";
  CHECK(says(refusal(cur_names, {bad}), "dollars"));
}

TEST_CASE("headers among the rows are skipped and counted") {
  const TextRow row = {"AmazonECS", "USE1-Fargate-GB-Hours", "", "1", "1", "Usage", "USD", "2026-02-01", "", "", ""};
  RecordStream stream = stream_of(text_table(cur_names, {row, cur_names, row}));
  const Bill bill = read_bill(stream, PriceBook::bundled());
  CHECK(bill.row_count == 2);
  CHECK(bill.totals[0].billed == usd("2"));
  REQUIRE(bill.notes.size() == 1);
  CHECK(says(bill.notes[0], "1 place"));
}

}  // namespace read_bill_test
