#include "container_tco/pricebook/write_book.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <set>
#include <sstream>

#include "container_tco/error.hpp"
#include "container_tco/pricebook/book_folder.hpp"
#include "error_text.hpp"

namespace write_book_test {

using namespace container_tco;
namespace fs = std::filesystem;

namespace {

class Place {
 public:
  Place() : folder_(fs::temp_directory_path() / ("write_book_" + std::to_string(std::random_device()()))) {
    fs::create_directories(folder_);
  }
  ~Place() { fs::remove_all(folder_); }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  std::size_t entry_count() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }

 private:
  fs::path folder_;
};

std::string file_text(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  REQUIRE(stream.good());
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

PriceRow own_row(const std::string& key, const char* unit, const char* price, const char* currency = "USD",
                 const char* region = "us-east-1") {
  const Money money(Rational::parse(price), Currency::parse(currency));
  return {key, region, PricingUnit::parse(unit), {{0, {}, money}}, {"contract", "2026-01", "user", "yearly"}};
}

// A few of the bundled tables, so that the tests are fast.
PriceBook made_small_book() {
  const Place place;
  const std::string folder = place.path("book");
  std::string entries;
  for (const TableEntry& entry : read_manifest(CONTAINER_TCO_PRICING).tables) {
    const bool has_rows = entry.kind == TableKind::prices || entry.kind == TableKind::spot;
    const bool is_kept = entry.path == "eks.json" || entry.path == "fargate.json" ||
                         (has_rows && entry.regions == std::vector<std::string>{"us-east-1"});
    if (has_rows && !is_kept) continue;
    fs::create_directories(fs::path(folder + "/" + entry.path).parent_path());
    fs::copy(CONTAINER_TCO_PRICING "/" + entry.path, folder + "/" + entry.path);
    entries += (entries.empty() ? "" : ",") + std::string(R"({"path": ")") + entry.path + R"(", "kind": ")" +
               to_string(entry.kind) + "\"";
    if (!entry.keys.empty()) entries += R"(, "keys": [")" + entry.keys.front() + "\"";
    for (std::size_t i = 1; i < entry.keys.size(); ++i) entries += ", \"" + entry.keys[i] + "\"";
    if (!entry.keys.empty()) entries += "]";
    if (!entry.regions.empty()) entries += R"(, "regions": ["us-east-1"])";
    entries += "}";
  }
  std::ofstream(folder + "/price_book.json")
      << R"({"schema_version": "1", "version": "1", "tables": [)" << entries << "]}";
  write_price_book(PriceBook::load(folder), folder);  // The manifest above is not as a written one.
  return PriceBook::load(folder);
}

const PriceBook& small_book() {
  static const PriceBook book = made_small_book();
  return book;
}

int error_number(const PriceBook& book, const std::string& path) {
  try {
    write_price_book(book, path);
  } catch (const FileError& error) {
    return error.error_number();
  }
  return 0;
}

}  // namespace

TEST_CASE("the bundled book is written byte for byte as it stands in the repository") {
  const Place place;
  write_price_book(PriceBook::load(CONTAINER_TCO_PRICING), place.path("book"));
  for (const TableEntry& entry : read_manifest(CONTAINER_TCO_PRICING).tables) {
    CAPTURE(entry.path);
    CHECK((file_text(place.path("book/" + entry.path)) == file_text(CONTAINER_TCO_PRICING "/" + entry.path)));
  }
  CHECK(file_text(place.path("book/price_book.json")) == file_text(CONTAINER_TCO_PRICING "/price_book.json"));
  CHECK(PriceBook::load(place.path("book")).digest() == PriceBook::bundled().digest());
  CHECK(place.entry_count() == 1);
}

TEST_CASE("own prices and observations are written into the tables of their keys and read back") {
  const Place place;
  PriceRow tiers = own_row("fargate/ecs/linux/x86_64/vcpu", "vCPU-Hours", "0.03");
  tiers.tiers = {{0, Rational(10), tiers.tiers[0].price}, {10, {}, Money(Rational::parse("0.02"), Currency::usd())}};
  tiers.tier_unit = "vCPU-Hours a month";
  PriceRow silent = own_row("my_service/gpu/hour", "Hours", "1.5", "EUR", "eu-west-1");
  silent.provenance = {"user", "", "user", ""};
  const std::vector<PriceRow> rows = {tiers,
                                      silent,
                                      own_row("ec2/linux/on_demand/m5.large", "Hours", "0.05"),
                                      own_row("ec2/linux/on_demand/z9.large", "Hours", "0.05"),
                                      own_row("ec2/linux/on_demand/m5.xlarge", "Hours", "0.09", "EUR"),
                                      own_row("my_service/gpu/hour", "Hours", "1.5"),
                                      own_row("my_service/cpu/hour", "GB", "1.5")};
  const PriceBook bundled = small_book();
  SpotObservation spot = *bundled.find_spot("ec2/linux/spot/m5.large", "us-east-1");
  spot.average = Money(Rational::parse("0.01"), Currency::usd());
  spot.provenance = {"own observation", "2026-11", "user", ""};
  SpotObservation added = spot;
  added.key = "ec2/linux/spot/z9.large";
  added.saving_percent = {};
  const PriceBook book = bundled.with_prices(rows).with_spot({spot, added});
  write_price_book(book, place.path("book"), {"2026-12-01"});

  const PriceBook loaded = PriceBook::load(place.path("book"));
  CHECK(loaded.version() == "2026-12-01");
  CHECK((loaded.prices("") == book.prices("")));
  CHECK((loaded.spot_observations("") == book.spot_observations("")));
  CHECK(file_text(place.path("book/ec2/us-east-1.json")).find("z9.large") != std::string::npos);
  CHECK(file_text(place.path("book/my_service.json")).find("EUR") != std::string::npos);
  CHECK(file_text(place.path("book/my_service-2.json")).find("my_service/cpu/hour") != std::string::npos);  // USD
  CHECK(file_text(place.path("book/eks.json")) == file_text(CONTAINER_TCO_PRICING "/eks.json"));

  write_price_book(loaded, place.path("again"));
  CHECK(PriceBook::load(place.path("again")).digest() == loaded.digest());
}

TEST_CASE("an existing book is replaced, and files that are not of the book stay") {
  const Place place;
  write_price_book(small_book(), place.path("book"));
  fs::create_directories(place.path("book/schema"));
  std::ofstream(place.path("book/schema/notes.md")) << "mine";
  fs::create_directory(place.path(".book.unfinished"));  // left by a process that was killed
  std::ofstream(place.path(".book.unfinished/price_book.json")) << "{";
  const PriceBook changed = small_book().with_prices({own_row("my_service/gpu/hour", "Hours", "1.5")});
  write_price_book(changed, place.path("book") + "/");
  CHECK(PriceBook::load(place.path("book")).find_price("my_service/gpu/hour", "us-east-1"));
  CHECK(file_text(place.path("book/schema/notes.md")) == "mine");
  CHECK(place.entry_count() == 1);

  write_price_book(small_book(), place.path("book"));
  CHECK_FALSE(fs::exists(place.path("book/my_service.json")));  // a table of the old book only
  CHECK(PriceBook::load(place.path("book")).digest() == small_book().digest());
}

TEST_CASE("a book that was moved aside when the replacement was interrupted comes back") {
  const Place place;
  write_price_book(small_book(), place.path("book"));
  std::ofstream(place.path("book/notes.md")) << "mine";
  fs::rename(place.path("book"), place.path(".book.old"));
  write_price_book(small_book(), place.path("book"));
  CHECK(file_text(place.path("book/notes.md")) == "mine");
  CHECK(place.entry_count() == 1);
}

TEST_CASE("a failure leaves the old book and nothing beside it") {
  const Place place;
  const PriceBook bundled = small_book();
  write_price_book(bundled, place.path("book"));
  REQUIRE(mkfifo(place.path("book/pipe").c_str(), 0600) == 0);
  CHECK(error_number(bundled, place.path("book")) == EINVAL);
  fs::remove(place.path("book/pipe"));
  std::ofstream(place.path("book/my_service.json")) << "mine";
  const PriceBook changed = bundled.with_prices({own_row("my_service/gpu/hour", "Hours", "1.5")});
  CHECK(error_number(changed, place.path("book")) == EEXIST);
  CHECK(file_text(place.path("book/my_service.json")) == "mine");
  CHECK(PriceBook::load(place.path("book")).digest() == bundled.digest());
  CHECK(place.entry_count() == 1);
}

TEST_CASE("what is not a price book is not replaced") {
  const Place place;
  const PriceBook book = small_book();
  std::ofstream(place.path("file")) << "mine";
  CHECK(error_number(book, place.path("file")) == ENOTDIR);
  fs::create_directory(place.path("folder"));
  std::ofstream(place.path("folder/thesis.txt")) << "mine";
  CHECK(error_number(book, place.path("folder")) == ENOTEMPTY);
  std::ofstream(place.path("folder/price_book.json")) << "{}";
  CHECK_THROWS_AS(write_price_book(book, place.path("folder")), ParseError);
  CHECK(file_text(place.path("folder/thesis.txt")) == "mine");
  CHECK(error_number(book, "") == ENOENT);
}

TEST_CASE("a price that no decimal gives, and a version that is no name, are refused before anything is written") {
  const Place place;
  PriceRow third = own_row("my_service/gpu/hour", "Hours", "1");
  third.tiers[0].price = Money(Rational::ratio(1, 3), Currency::usd());
  const auto write = [&] { write_price_book(small_book().with_prices({third}), place.path("book")); };
  const std::string message = error_text<InvalidInputError>(write);
  CHECK(contains(message, "my_service/gpu/hour in us-east-1"));
  CHECK(contains(message, "'1/3'"));
  const auto name = [&] { write_price_book(small_book(), place.path("book"), {"a\nb"}); };
  CHECK(contains(error_text<InvalidInputError>(name), "version"));
  PriceRow vague = own_row("my_service/gpu/hour", "Hours", "1");
  vague.provenance.confidence = "sure";
  const auto unsure = [&] { write_price_book(small_book().with_prices({vague}), place.path("book")); };
  CHECK(contains(error_text<InvalidInputError>(unsure), "one of verified"));
  CHECK(place.entry_count() == 0);
}

TEST_CASE("a new price changes only its own lines: origins keep their ids, and the row stands in a grid") {
  const Place place;
  const std::string table = "/reserved/us-east-1.json";
  const std::string key = "ec2/linux/reserved/standard/1yr/all_upfront/fee/m5.large";
  write_price_book(small_book(), place.path("old"));
  write_price_book(small_book().with_prices({own_row(key, "Reservations", "500")}), place.path("new"));
  const auto lines_of = [&](const std::string& book) {
    std::istringstream text(file_text(place.path(book) + table));
    std::multiset<std::string> lines;
    for (std::string line; std::getline(text, line);) lines.insert(line);
    return lines;
  };
  const std::multiset<std::string> before = lines_of("old");
  const std::multiset<std::string> after = lines_of("new");
  std::vector<std::string> added;
  std::set_difference(after.begin(), after.end(), before.begin(), before.end(), std::back_inserter(added));
  // The origin, the head of the grid and its row, and the old row, which keeps its other price.
  CHECK(added.size() <= 6);
  CHECK(std::count(added.begin(), added.end(), R"(   ["m5.large", "500", null])") == 1);
  CHECK(std::count(added.begin(), added.end(), R"(   ["m5.large", null, "949"],)") == 1);
  CHECK(PriceBook::load(place.path("new")).price(key, "us-east-1").provenance.source == "contract");
}

}  // namespace write_book_test
