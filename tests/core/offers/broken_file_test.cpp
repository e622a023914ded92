// Files that are cut off, contradict themselves, or are something else.

#include <algorithm>

#include "offer_text.hpp"

namespace broken_file_test {

using namespace offer_text;

TEST_CASE("a cut-off JSON file is an error at every length, and names where it ends") {
  const std::string text = data_text("ecr.json");
  for (std::size_t length = 1; length + 2 < text.size(); length += 7) {
    CAPTURE(length);
    CHECK_THROWS_AS(import_text(text.substr(0, length)), OfferImportError);
  }
  const Failure failure = failure_of(text.substr(0, text.size() / 2));
  CHECK(mentions(failure.message, "cut off"));
  CHECK(mentions(failure.where, "byte "));
  CHECK(mentions(failure.message, "Nothing was taken over"));
}

TEST_CASE("what stands before the cut is kept for those who ask") {
  const std::string text = data_text("ecs.json");
  const Failure failure = failure_of(text.substr(0, text.find("FlatRate")));
  CHECK(failure.kept_prices == 10);
  CHECK(mentions(failure.where, "after SKU MANAGED"));
}

TEST_CASE("a CSV row with too few or too many fields names its line") {
  const std::string text = data_text("ecs.csv");
  const Failure cut = failure_of(text.substr(0, text.size() - 40));
  CHECK(mentions(cut.message, "cut off"));
  // Five lines, the header, and 13 rows.
  CHECK(cut.where == "line 19");
  const Failure extra = failure_of(text + "\"A\"" + std::string(60, ',') + "\n");
  CHECK(extra.where == "line 20");
  const Failure quote = failure_of(text + "\"A,\n");
  CHECK(mentions(quote.message, "quoted field"));
  CHECK(quote.kept_prices == 10);
}

TEST_CASE("a CSV file without a line break at its end is read, with a warning") {
  std::string text = data_text("ecs.csv");
  text.pop_back();
  const ImportResult result = import_text(text);
  CHECK(result.prices.size() == 10);
  CHECK(result.files.front().warnings.size() == 1);
}

TEST_CASE("CSV columns are found by name, in any order and with any others") {
  const std::string text =
      "sep=,\nFormatVersion,v1.0\nDisclaimer,none\nPublication Date,2026-09-17T00:11:22Z\nVersion,20260917001122\n"
      "OfferCode,AmazonECR\r\n"
      "usageType,Region Code,New Column,Location Type,PricePerUnit,Currency,Unit,TermType,SKU\r\n"
      "EU-TimedStorage-ByteHrs,eu-west-1,\"a, \"\"b\"\"\",AWS Region,0.1000000000,USD,GB-Mo,OnDemand,S\r\n";
  CHECK(price_text(import_text(text), "ecr/private_storage", "eu-west-1") == "0.1 USD");
  const Failure failure = failure_of(replaced(text, "PricePerUnit", "Price"));
  CHECK(mentions(failure.message, "expected a column 'PricePerUnit'"));
  CHECK(failure.where == "line 7");
}

TEST_CASE("a product that comes twice is an error") {
  const std::string text = data_text("ecr.json");
  const std::size_t begin = text.find("\"STORAGE\""), end = text.find("\n },", begin);
  const std::string product = text.substr(begin, end - begin);
  const Failure failure = failure_of(replaced(text, "\"products\": {", "\"products\": {" + product + ","));
  CHECK(mentions(failure.message, "SKU STORAGE stands there twice"));
}

TEST_CASE("two prices of one key in one file name both SKUs") {
  std::string text = data_text("ecs.csv");
  const std::size_t begin = text.find("\"FCPU\""), end = text.find('\n', begin);
  std::string row = text.substr(begin, end - begin + 1);
  for (std::size_t at; (at = row.find("FCPU")) != std::string::npos;) row.replace(at, 4, "TWIN");
  CHECK(import_text(text + row).prices.size() == 10);
  try {
    import_text(text + replaced(row, "0.0404800000", "0.0505600000"));
    FAIL("no error");
  } catch (const AmbiguousPriceError& error) {
    CHECK(error.key() == "fargate/ecs/linux/x86_64/vcpu");
    CHECK(error.matches() ==
          std::vector<std::string>{"SKU FCPU in offer: USD 0.04048", "SKU TWIN in offer: USD 0.05056"});
  }
}

TEST_CASE("another price in another file names both files") {
  const std::string text = data_text("ecr.json");
  TextSource a(text, "a.json"), b(replaced(text, "0.1000000000", "0.2000000000"), "b.json");
  try {
    import_offers({&a, &b}, PriceBook::bundled());
    FAIL("no error");
  } catch (const AmbiguousPriceError& error) {
    CHECK(error.matches() ==
          std::vector<std::string>{"SKU STORAGE in a.json: USD 0.1", "SKU STORAGE in b.json: USD 0.2"});
  }
}

TEST_CASE("tiers with a gap are an error that names the SKU") {
  const Failure failure =
      failure_of(replaced(data_text("vpc.json"), "\"beginRange\": \"5000000\"", "\"beginRange\": \"6000000\""));
  CHECK(mentions(failure.message, "SKU ENDBYTES"));
  CHECK(mentions(failure.message, "begin at 5000000"));
  CHECK(failure.kept_prices == 2);
}

TEST_CASE("prices that are no numbers, and below zero, are errors") {
  for (const char* price : {"free", "-0.1", "", "1e999", "NaN"}) {
    CAPTURE(price);
    CHECK(mentions(failure_of(replaced(data_text("ecr.json"), "0.1000000000", price)).message, "STORAGE"));
  }
}

TEST_CASE("an unknown unit leaves the price out with a warning") {
  const ImportResult result = import_text(replaced(data_text("ecr.json"), "GB-Mo", "TB-Mo"));
  CHECK(result.prices.empty());
  REQUIRE(result.files.front().warnings.size() == 1);
  CHECK(mentions(result.files.front().warnings.front(), "'TB-Mo', expected GB-Months"));
}

TEST_CASE("terms without a product and products without a price are counted and named") {
  const std::string text = data_text("ecr.json");
  const ImportResult orphan = import_text(replaced(text, "\"OnDemand\": {", "\"OnDemand\": {\"LOST\": {},"));
  CHECK(skipped(orphan, "term without product") == 1);
  CHECK(orphan.files.front().skipped.at("term without product").example == "LOST");
  const ImportResult priceless = import_text(replaced(text, "\"OnDemand\"", "\"Unknown\""));
  CHECK(skipped(priceless, "product without price") == 1);
  CHECK(skipped(priceless, "term type Unknown") == 1);
  CHECK(priceless.prices.empty());
}

TEST_CASE("a file of another kind is called what it is") {
  const std::pair<const char*, const char*> cases[] = {
      {"", "an empty file"},
      {"  \n", "white space only"},
      {"<html><body>Access Denied</body></html>", "HTML or XML"},
      {"\x1f\x8b\x08 ", "gzip"},
      {R"({"formatVersion": "v1.0", "offers": {"AmazonEC2": {}}})", "index of all offers"},
      {R"({"formatVersion": "v1.0", "regions": {}})", "region index"},
      {R"({"formatVersion": "v1.0", "versions": {}})", "version index"},
      {R"({"offerCode": "AmazonS3", "products": {}})", "found AmazonS3"},
      {R"({"version": "1", "products": [{"sku": "A", "productFamily": "DatabaseSavingsPlans"}]})",
       "DatabaseSavingsPlans"},
      {"/* */\ncallback({vers:0.01})", "old pricing page"},
      {"region,price\n", "text that begins with 'region,price'"},
      {"{}", "other JSON"},
      {"[]  x", "expected JSON"},
  };
  for (const auto& [text, part] : cases) {
    CAPTURE(text);
    const std::string message = failure_of(text).message;
    CHECK_MESSAGE(mentions(message, part), message);
  }
}

TEST_CASE("progress is told, and can stop the import") {
  std::uint64_t last = 0;
  import_data("ec2.json", {.progress = [&](const std::string&, std::uint64_t bytes) {
                CHECK(bytes > last);
                last = bytes;
                return true;
              }});
  CHECK(last == data_text("ec2.json").size());
  const Failure failure =
      failure_of(data_text("ec2.json"), {.progress = [](const std::string&, std::uint64_t) { return false; }});
  CHECK(mentions(failure.message, "the import was stopped"));
}

TEST_CASE("a CSV file with any one byte replaced is read or refused, never worse") {
  const std::string text = data_text("ecs.csv");
  std::size_t refused = 0;
  for (std::size_t at = 0; at < text.size(); at += 11) {
    std::string broken = text;
    broken[at] = std::string_view("\",\n\0\xff\\", 6)[at / 11 % 6];
    TextSource source(broken, "offer");
    try {
      for (const PriceRow& row : import_offer(source, PriceBook::bundled()).prices) require_valid(row);
    } catch (const Error& error) {
      ++refused;
      CHECK(!std::string(error.what()).empty());
    }
  }
  CHECK(refused > 20);
}

TEST_CASE("a missing file is a file error") { CHECK_THROWS_AS(FileSource("no such file"), FileError); }

}  // namespace broken_file_test
