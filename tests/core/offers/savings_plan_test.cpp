// Rates as published for us-east-1 (1-year no upfront, Fargate) or written into the text.

#include "offer_text.hpp"

namespace savings_plan_test {

using namespace offer_text;

namespace {

const char* const plans = R"({"version": "20260925010203", "publicationDate": "2026-09-25T01:02:03Z",
 "regionCode": "us-east-1",
 "products": [
  {"sku": "COMPUTE", "productFamily": "ComputeSavingsPlans", "serviceCode": "ComputeSavingsPlans",
   "usageType": "ComputeSP:1yrNoUpfront", "operation": "",
   "attributes": {"purchaseOption": "No Upfront", "purchaseTerm": "1yr", "location": "Any"}},
  {"sku": "M5", "productFamily": "EC2InstanceSavingsPlans", "serviceCode": "ComputeSavingsPlans",
   "usageType": "EC2SP:m5.3yrAllUpfront", "operation": "",
   "attributes": {"purchaseOption": "All Upfront", "purchaseTerm": "3yr", "instanceType": "m5"}},
  {"sku": "SAGEMAKER", "productFamily": "MachineLearningSavingsPlans", "attributes": {}}],
 "terms": {"savingsPlan": [
  {"sku": "COMPUTE", "description": "text", "leaseContractLength": {"duration": 1, "unit": "year"}, "rates": [
   {"discountedSku": "A", "discountedUsageType": "USE1-Fargate-vCPU-Hours:perCPU", "discountedOperation": "",
    "discountedServiceCode": "AmazonECS", "rateCode": "COMPUTE.A", "unit": "hours",
    "discountedRate": {"price": "0.032384", "currency": "USD"}},
   {"discountedSku": "B", "discountedUsageType": "USE1-Fargate-ARM-GB-Hours", "discountedOperation": "",
    "discountedServiceCode": "AmazonECS", "rateCode": "COMPUTE.B", "unit": "hours",
    "discountedRate": {"price": "0.0028", "currency": "USD"}},
   {"discountedSku": "C", "discountedUsageType": "BoxUsage:m5.large", "discountedOperation": "RunInstances",
    "discountedServiceCode": "AmazonEC2", "rateCode": "COMPUTE.C", "unit": "Hrs",
    "discountedRate": {"price": "0.07", "currency": "USD"}},
   {"discountedSku": "D", "discountedUsageType": "BoxUsage:m5.large", "discountedOperation": "RunInstances:0010",
    "discountedServiceCode": "AmazonEC2", "rateCode": "COMPUTE.D", "unit": "Hrs",
    "discountedRate": {"price": "0.13", "currency": "USD"}},
   {"discountedSku": "E", "discountedUsageType": "DedicatedUsage:m5.large", "discountedOperation": "RunInstances",
    "discountedServiceCode": "AmazonEC2", "rateCode": "COMPUTE.E", "unit": "Hrs",
    "discountedRate": {"price": "0.08", "currency": "USD"}}]},
  {"sku": "M5", "rates": [
   {"discountedSku": "C", "discountedUsageType": "BoxUsage:m5.large", "discountedOperation": "RunInstances:0002",
    "discountedServiceCode": "AmazonEC2", "rateCode": "M5.C", "unit": "Hrs",
    "discountedRate": {"price": "0.12", "currency": "USD"}}]},
  {"sku": "LOST", "rates": [{"rateCode": "LOST.A"}]}]}})";

const std::string csv_head =
    "FormatVersion,v1.0\nDisclaimer,none\nPublication Date,2026-09-25T01:02:03Z\nVersion,20260925010203\n"
    "OfferCode,AmazonComputeSavingsPlan\n"
    "SKU,RateCode,Unit,EffectiveDate,DiscountedRate,Currency,DiscountedSKU,DiscountedServiceCode,DiscountedUsageType,"
    "DiscountedOperation,PurchaseOption,LeaseContractLength,LeaseContractLengthUnit,ServiceCode,UsageType,Operation,"
    "Product Family,DiscountedRegionCode\n";

}  // namespace

TEST_CASE("Savings Plan rates are joined by usage type, operation and service") {
  const ImportResult result = import_text(plans);
  const std::string region = "us-east-1";
  CHECK(price_text(result, "savings_plan/compute/1yr/no_upfront/fargate/linux/x86_64/vcpu", region) == "0.032384 USD");
  CHECK(price_text(result, "savings_plan/compute/1yr/no_upfront/fargate/linux/arm64/memory", region) == "0.0028 USD");
  CHECK(price_text(result, "savings_plan/compute/1yr/no_upfront/ec2/linux/m5.large", region) == "0.07 USD");
  CHECK(price_text(result, "savings_plan/ec2_instance/3yr/all_upfront/ec2/windows/m5.large", region) == "0.12 USD");
  CHECK(result.prices.size() == 4);
  CHECK(result.files.front().kind == "savings plan");
  CHECK(skipped(result, "operation") == 1);
  CHECK(skipped(result, "usage type") == 1);
  CHECK(skipped(result, "plan of another kind") == 1);
  CHECK(skipped(result, "term without product") == 1);
}

TEST_CASE("a Savings Plan CSV file gives the same keys") {
  const std::string rows =
      "P,P.A,Hrs,2025-06-05,0.0425,USD,A,AmazonEC2,APE2-BoxUsage:r7g.medium,RunInstances,Partial Upfront,3,year,"
      "ComputeSavingsPlans,APE2-EC2SP:r7g.3yrPartialUpfront,,EC2InstanceSavingsPlans,ap-east-2\n"
      "P,P.B,Hrs,2025-06-05,0.0600,USD,B,AmazonEC2,APE2-BoxUsage:r7g.medium,RunInstances:000g,Partial Upfront,3,year,"
      "ComputeSavingsPlans,APE2-EC2SP:r7g.3yrPartialUpfront,,EC2InstanceSavingsPlans,ap-east-2\n";
  const ImportResult result = import_text(csv_head + rows);
  CHECK(result.prices.size() == 1);
  CHECK(price_text(result, "savings_plan/ec2_instance/3yr/partial_upfront/ec2/linux/r7g.medium", "ap-east-2") ==
        "0.0425 USD");
}

TEST_CASE("a rate that no region names is placed by the prefix of its usage type") {
  const std::string row =
      "P,P.A,Hrs,2025-06-05,0.05,USD,A,AmazonECS,EU-Fargate-vCPU-Hours:perCPU,,No Upfront,1,year,"
      "ComputeSavingsPlans,ComputeSP:1yrNoUpfront,,ComputeSavingsPlans,\n";
  const ImportResult result = import_text(csv_head + row);
  CHECK(price_text(result, "savings_plan/compute/1yr/no_upfront/fargate/linux/x86_64/vcpu", "eu-west-1") == "0.05 USD");
}

}  // namespace savings_plan_test
