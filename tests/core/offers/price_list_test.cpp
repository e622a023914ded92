// Expected prices are those written into the files of data/.

#include "offer_text.hpp"

namespace price_list_test {

using namespace offer_text;

namespace {

const std::string seoul = "ap-northeast-2";

void check_ec2(const ImportResult& result) {
  CHECK(price_text(result, "ec2/linux/on_demand/m5.large", seoul) == "0.118 USD");
  CHECK(price_text(result, "ec2/windows/on_demand/m5.large", seoul) == "0.21 USD");
  CHECK(price_text(result, "ec2/linux/on_demand/m5.metal", seoul) == "5.664 USD");
  CHECK(price_text(result, "ec2/linux/on_demand/m5.large", "us-west-2") == "0.096 USD");
  CHECK(price_text(result, "ec2/linux/reserved/standard/1yr/all_upfront/fee/m5.large", seoul) == "609 USD");
  CHECK(price_text(result, "ec2/linux/reserved/standard/1yr/all_upfront/hour/m5.large", seoul) == "none");
  CHECK(price_text(result, "ec2/linux/reserved/standard/1yr/no_upfront/hour/m5.large", seoul) == "0.074 USD");
  CHECK(price_text(result, "ec2/linux/reserved/standard/1yr/partial_upfront/fee/m5.large", seoul) == "311 USD");
  CHECK(price_text(result, "ec2/linux/reserved/standard/1yr/partial_upfront/hour/m5.large", seoul) == "0.0355 USD");
  CHECK(price_text(result, "ec2/linux/reserved/convertible/3yr/all_upfront/fee/m5.large", seoul) == "1347 USD");
  CHECK(price_text(result, "ebs/gp3/storage", seoul) == "0.0912 USD");
  // 46.6944 / 1024
  CHECK(price_text(result, "ebs/gp3/throughput", seoul) == "0.0456 USD");
  CHECK(price_text(result, "ebs/io2/iops", seoul) ==
        "[0,32000) 0.0666 USD, [32000,64000) 0.0466 USD, [64000,inf) 0.0326 USD");
  CHECK(price_text(result, "nat/gateway/hour", seoul) == "0.059 USD");
  CHECK(price_text(result, "elb/alb/hour", seoul) == "0.0225 USD");
  CHECK(price_text(result, "elb/nlb/hour", seoul) == "0.0226 USD");
  CHECK(result.prices.size() == 15);
}

}  // namespace

TEST_CASE(
    "an EC2 offer file gives its shared, unlicensed and used instances, volumes and network, in JSON and in CSV "
    "alike") {
  const ImportResult json = import_data("ec2.json");
  const ImportResult csv = import_data("ec2.csv");
  check_ec2(json);
  check_ec2(csv);
  CHECK(json.prices == csv.prices);
}

TEST_CASE("what an import leaves out is counted by reason, with an example") {
  for (const char* name : {"ec2.json", "ec2.csv"}) {
    CAPTURE(name);
    const ImportResult result = import_data(name);
    const OfferFile& file = result.files.front();
    CHECK(file.kind == "price list");
    CHECK(file.offer == "AmazonEC2");
    CHECK(file.version == "20260917001122");
    CHECK(file.publication_date == "2026-09-17T00:11:22Z");
    CHECK(file.products_seen == 26);
    CHECK(skipped(result, "tenancy") == 1);         // DEDBOX
    CHECK(skipped(result, "capacitystatus") == 1);  // UNUSEDBOX
    CHECK(skipped(result, "location type") == 1);   // OUTPOST
    CHECK(skipped(result, "zero price") == 3);      // ZERO, and the hours of two all-upfront reservations
    CHECK(file.skipped.at("capacitystatus").example == "UNUSEDBOX");
  }
}

TEST_CASE("each imported row names offer, version, SKU and date") {
  const ImportResult result = import_data("ec2.json");
  CHECK(result.skus.at({"ec2/linux/on_demand/m5.large", "ap-northeast-2"}) == "LINUX");
  for (const PriceRow& row : result.prices) {
    CHECK(row.provenance.source == "AWS Price List AmazonEC2 20260917001122");
    CHECK(row.provenance.as_of == "2026-09-17");
    CHECK(row.provenance.confidence == "single_source");
    CHECK_FALSE(mentions(row.provenance.note, "SKU "));
    CHECK_FALSE(result.skus.at({row.key, row.region}).empty());
  }
}

TEST_CASE("imported rows can be laid on the bundled book") {
  const ImportResult result = import_data("ec2.json");
  const PriceBook book = PriceBook::bundled().with_prices(import_data("ecs.csv").prices);
  CHECK(book.find_price("fargate/ecs/linux/x86_64/vcpu", "us-east-1"));
  CHECK(result.prices.front().unit.name() == "GB-Months");
}

TEST_CASE("only the regions asked for are taken, and an unknown one is refused") {
  const ImportResult result = import_data("ec2.json", {.regions = {"us-west-2"}});
  CHECK(result.prices.size() == 1);
  CHECK(skipped(result, "region not asked for") > 20);
  CHECK_THROWS_AS(import_data("ec2.json", {.regions = {"mars-east-1"}}), InvalidInputError);
}

TEST_CASE("Fargate prices are found by the whole usage type, and ECS Anywhere without the free variant") {
  for (const char* name : {"ecs.json", "ecs.csv"}) {
    CAPTURE(name);
    const ImportResult result = import_data(name);
    const std::string region = "us-east-1";
    CHECK(price_text(result, "fargate/ecs/linux/x86_64/vcpu", region) == "0.04048 USD");
    CHECK(price_text(result, "fargate/ecs/linux/x86_64/memory", region) == "0.004445 USD");
    CHECK(price_text(result, "fargate/ecs/linux/arm64/vcpu", region) == "0.03238 USD");
    CHECK(price_text(result, "fargate/ecs/linux/arm64/memory", region) == "0.00356 USD");
    CHECK(price_text(result, "fargate/ecs/windows/x86_64/vcpu", region) == "0.046552 USD");
    CHECK(price_text(result, "fargate/ecs/windows/x86_64/memory", region) == "0.00511175 USD");
    CHECK(price_text(result, "fargate/ecs/windows/x86_64/licence", region) == "0.046 USD");
    CHECK(price_text(result, "fargate/ecs/ephemeral_storage", region) == "0.000111 USD");
    CHECK(price_text(result, "ecs/anywhere/instance", region) == "0.01025 USD");
    CHECK(price_text(result, "ecs/managed_instances/g6e.48xlarge", region) == "3.615744 USD");
    CHECK(result.prices.size() == 10);
  }
}

TEST_CASE("EKS fees come with their tiers in order") {
  const ImportResult result = import_data("eks.json");
  CHECK(price_text(result, "eks/control_plane/standard", seoul) == "0.1 USD");
  CHECK(price_text(result, "eks/control_plane/extended_support_surcharge", seoul) == "0.5 USD");
  CHECK(price_text(result, "eks/control_plane/provisioned_xl_surcharge", seoul) == "1.65 USD");
  CHECK(price_text(result, "eks/auto_mode/m7g.large", seoul) == "0.012 USD");
  CHECK(price_text(result, "fargate/eks/linux/x86_64/vcpu", seoul) == "0.04656 USD");
  CHECK(price_text(result, "eks/hybrid_nodes/vcpu", seoul) ==
        "[0,576000) 0.02 USD, [576000,1152000) 0.014 USD, [1152000,inf) 0.01 USD");
  CHECK(result.prices.size() == 6);
}

TEST_CASE("transfer prices know both regions, and egress its binary tiers") {
  const ImportResult result = import_data("transfer.json");
  CHECK(price_text(result, "transfer/inter_region/us-west-2/gb", "us-east-1") == "0.02 USD");
  CHECK(price_text(result, "transfer/inter_region/us-east-1/gb", "us-west-2") == "0.02 USD");
  CHECK(price_text(result, "transfer/inter_az/gb", "us-east-1") == "0.01 USD");
  CHECK(price_text(result, "transfer/internet_egress/gb", "us-east-1") ==
        "[0,10240) 0.09 USD, [10240,51200) 0.085 USD, [51200,153600) 0.07 USD, [153600,inf) 0.05 USD");
  CHECK(result.prices.size() == 4);
}

TEST_CASE("a free first tier is left out, and the note says so") {
  const ImportResult result = import_data("cloudwatch.json");
  CHECK(price_text(result, "cloudwatch/alarm/standard", seoul) == "0.1 USD");
  CHECK(price_text(result, "cloudwatch/logs/ingest", seoul) == "0.76 USD");
  CHECK(price_text(result, "cloudwatch/logs/storage", seoul) == "0.0314 USD");
  CHECK(price_text(result, "cloudwatch/metrics/custom", seoul) ==
        "[0,10000) 0.3 USD, [10000,250000) 0.1 USD, [250000,1000000) 0.05 USD, [1000000,inf) 0.02 USD");
  for (const PriceRow& row : result.prices) {
    if (row.key == "cloudwatch/alarm/standard") CHECK(mentions(row.provenance.note, "the first 10 units"));
  }
}

TEST_CASE("addresses, endpoints and image storage come from their own offers") {
  const ImportResult vpc = import_data("vpc.json");
  CHECK(price_text(vpc, "vpc/public_ipv4/in_use", "us-east-1") == "0.005 USD");
  CHECK(price_text(vpc, "vpc/interface_endpoint/hour", "us-east-1") == "0.01 USD");
  CHECK(price_text(vpc, "vpc/interface_endpoint/gb", "us-east-1") ==
        "[0,1000000) 0.01 USD, [1000000,5000000) 0.006 USD, [5000000,inf) 0.004 USD");
  CHECK(vpc.prices.size() == 3);
  CHECK(price_text(import_data("ecr.json"), "ecr/private_storage", "us-east-1") == "0.1 USD");
}

TEST_CASE("get-products output is read with products as strings and as objects") {
  for (const char* name : {"get_products_strings.json", "get_products_objects.json"}) {
    CAPTURE(name);
    const ImportResult result = import_data(name);
    CHECK(result.files.front().kind == "get-products");
    CHECK(price_text(result, "ec2/linux/on_demand/m5.large", seoul) == "0.118 USD");
    CHECK(price_text(result, "ec2/windows/on_demand/m5.large", seoul) == "0.21 USD");
    CHECK(price_text(result, "ec2/linux/reserved/standard/1yr/all_upfront/fee/m5.large", seoul) == "609 USD");
    CHECK(price_text(result, "fargate/ecs/linux/x86_64/vcpu", "us-east-1") == "0.04048 USD");
  }
}

TEST_CASE("range names of the documentation and of real files are both read") {
  std::string text = data_text("vpc.json");
  for (std::size_t at; (at = text.find("beginRange")) != std::string::npos;) text.replace(at, 10, "startingRange");
  for (std::size_t at; (at = text.find("endRange")) != std::string::npos;) text.replace(at, 8, "endingRange");
  CHECK(import_text(text).prices == import_data("vpc.json").prices);
}

TEST_CASE("several files are one result") {
  FileSource ec2(data_path("ec2.json")), ecs(data_path("ecs.csv")), again(data_path("ecs.json"));
  const ImportResult result = import_offers({&ec2, &ecs, &again}, PriceBook::bundled());
  CHECK(result.prices.size() == 25);
  CHECK(result.files.size() == 3);
  CHECK(std::is_sorted(result.prices.begin(), result.prices.end(),
                       [](const PriceRow& a, const PriceRow& b) { return a.key < b.key; }));
}

}  // namespace price_list_test
