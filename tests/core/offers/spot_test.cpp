// Averages are worked out by hand beside each test.

#include "container_tco/offers/spot_collector.hpp"
#include "offer_text.hpp"

namespace spot_test {

using namespace offer_text;

namespace {

std::string change(const std::string& zone, const std::string& price, const std::string& time,
                   const std::string& product = "Linux/UNIX") {
  return R"({"AvailabilityZone": ")" + zone + R"(", "InstanceType": "m5.large", "ProductDescription": ")" + product +
         R"(", "SpotPrice": ")" + price + R"(", "Timestamp": ")" + time + "\"}";
}

std::string history(const std::string& changes) { return R"({"SpotPriceHistory": [)" + changes + "]}"; }

std::string amount(const std::optional<Money>& money) { return money ? money->amount().to_text() : "none"; }

}  // namespace

TEST_CASE("a Spot price counts for as long as it held in its zone, newest first or last") {
  // us-east-1a: 0.03 for 3 h, then 0.05 for 1 h until the latest time, 04:00. us-east-1b: 0.04 for 4 h.
  // Average: (3 x 0.03 + 1 x 0.05 + 4 x 0.04) / 8 = 0.30 / 8 = 0.0375. Half of the 8 h are over within 0.04.
  const ImportResult result = import_text(history(change("us-east-1b", "0.0400", "2026-11-20T04:00:00.000Z") + "," +
                                                  change("us-east-1a", "0.0500", "2026-11-20T03:00:00+00:00") + "," +
                                                  change("us-east-1a", "0.0300", "2026-11-20T00:00:00.000Z") + "," +
                                                  change("us-east-1b", "4.0E-2", "2026-11-20T09:00:00+09:00")));
  REQUIRE(result.spot.size() == 1);
  const SpotObservation& spot = result.spot.front();
  CHECK(spot.key == "ec2/linux/spot/m5.large");
  CHECK(spot.region == "us-east-1");
  CHECK(amount(spot.average) == "0.0375");
  CHECK(amount(spot.median) == "0.04");
  CHECK(amount(spot.minimum) == "0.03");
  CHECK(amount(spot.maximum) == "0.05");
  CHECK(amount(spot.last) == "0.04");
  CHECK(spot.snapshots == 4);
  CHECK(spot.provenance.as_of == "2026-11-20");
  CHECK(result.prices.empty());
  CHECK(result.files.front().kind == "spot history");
}

TEST_CASE("an average that is no decimal is rounded to ten digits, so that a book can keep it") {
  // (1 x 0.01 + 2 x 0.02) / 3 = 0.05 / 3 = 1/60
  const ImportResult result = import_text(history(change("us-east-1a", "0.01", "2026-11-20T00:00:00Z") + "," +
                                                  change("us-east-1a", "0.02", "2026-11-20T01:00:00Z") + "," +
                                                  change("us-east-1a", "0.03", "2026-11-20T03:00:00Z")));
  CHECK(amount(result.spot.front().average) == "0.0166666667");  // 1/60
  CHECK(amount(result.spot.front().last) == "0.03");
}

TEST_CASE("one moment in several zones counts each zone alike") {
  const ImportResult result = import_text(history(change("us-east-1a", "0.01", "2026-11-20T00:00:00Z") + "," +
                                                  change("us-east-1b", "0.02", "2026-11-20T00:00:00Z")));
  CHECK(amount(result.spot.front().average) == "0.015");
}

TEST_CASE("systems are told apart, and those without a key are left out") {
  const ImportResult result = import_text(history(
      change("us-east-1a", "0.01", "2026-11-20T00:00:00Z", "Linux/UNIX (Amazon VPC)") + "," +
      change("us-east-1a", "0.10", "2026-11-20T00:00:00Z", "Windows") + "," +
      change("us-east-1a", "0.05", "2026-11-20T00:00:00Z", "SUSE Linux") + "," +
      change("mars-1a", "0.05", "2026-11-20T00:00:00Z") + "," + change("us-east-1a", "N/A*", "2026-11-20T00:00:00Z")));
  REQUIRE(result.spot.size() == 2);
  CHECK(result.spot[0].key == "ec2/linux/spot/m5.large");
  CHECK(result.spot[1].key == "ec2/windows/spot/m5.large");
  CHECK(skipped(result, "operating system") == 1);
  CHECK(skipped(result, "region not in the price book") == 1);
  CHECK(skipped(result, "no price") == 1);
}

TEST_CASE("times and prices that cannot be read are errors") {
  CHECK(mentions(failure_of(history(change("us-east-1a", "0.01", "yesterday"))).message, "expected a time"));
  CHECK(mentions(failure_of(history(change("us-east-1a", "0.01", "2026-02-30T00:00:00Z"))).message, "expected a time"));
  CHECK(
      mentions(failure_of(history(change("us-east-1a", "cheap", "2026-11-20T00:00:00Z"))).message, "expected a price"));
}

TEST_CASE("a time is read in any of the forms of the command line tools") {
  // 2026-11-20 is 20777 days after 1970-01-01.
  const std::int64_t midnight = 20777LL * 86400;
  CHECK(detail::parse_time("2026-11-20T00:00:00Z") == midnight);
  CHECK(detail::parse_time("2026-11-20T00:00:00.000Z") == midnight);
  CHECK(detail::parse_time("2026-11-20T09:00:00+09:00") == midnight);
  CHECK(detail::parse_time("2026-11-19T19:30:00-0430") == midnight);
  for (const char* text : {"", "2026-11-20", "2026-11-20T00:00:00", "2026-13-20T00:00:00Z", "2026-11-20T00:00:00+9"}) {
    CHECK_MESSAGE(!detail::parse_time(text), text);
  }
}

TEST_CASE("the Fargate Spot feed is one observation of each dimension") {
  const std::string entry_end = R"("}, "attributes": {"aws:region": "us-east-1", "aws:label": "per vCPU per hour"}})";
  const std::string feed = R"({"metadata": {"source:version": "20260928010203"}, "prices": [
    {"id": "1", "unit": "vCPU-Hours", "price": {"USD": "0.01288871)" +
                           entry_end + R"(,
    {"id": "2", "unit": "GB-Hours", "price": {"USD": "0.00141527)" +
                           entry_end + R"(,
    {"id": "3", "unit": "vCPU-Hours", "price": {"USD": "0.01030969"},
     "attributes": {"aws:region": "us-east-1", "aws:label": "ARM per vCPU per hour"}}]})";
  const ImportResult result = import_text(feed);
  REQUIRE(result.spot.size() == 3);
  CHECK(result.spot[0].key == "fargate/ecs_spot/linux/arm64/vcpu");
  CHECK(amount(result.spot[0].average) == "0.01030969");
  CHECK(result.spot[1].key == "fargate/ecs_spot/linux/x86_64/memory");
  CHECK(result.spot[1].unit.name() == "GB-Hours");
  CHECK(amount(result.spot[2].last) == "0.01288871");
  CHECK(result.spot[2].provenance.as_of == "2026-09-28");
  CHECK(result.files.front().kind == "fargate spot");
}

}  // namespace spot_test
