#include <doctest/doctest.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <random>

#include "container_tco/error.hpp"
#include "container_tco/pricebook/price_book.hpp"
#include "error_text.hpp"

namespace book_folder_test {

using namespace container_tco;
namespace fs = std::filesystem;

namespace {

// A copy of the bundled tables that a test may spoil.
class BookCopy {
 public:
  BookCopy() : folder_(fs::temp_directory_path() / ("price_book_" + std::to_string(std::random_device()()))) {
    fs::create_directories(folder_);
    for (const char* name : {"ec2", "fees", "labour", "reserved", "spot"}) {
      fs::copy(fs::path(CONTAINER_TCO_PRICING) / name, folder_ / name);
    }
    for (const fs::directory_entry& entry : fs::directory_iterator(CONTAINER_TCO_PRICING)) {
      if (entry.path().extension() == ".json") fs::copy(entry.path(), folder_);
    }
  }
  ~BookCopy() { fs::remove_all(folder_); }
  BookCopy(const BookCopy&) = delete;
  BookCopy& operator=(const BookCopy&) = delete;

  std::string path(const std::string& name = "") const { return (folder_ / name).string(); }

  void replace(const std::string& name, const std::string& from, const std::string& to) const {
    std::ifstream in(path(name), std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    const std::size_t place = text.find(from);
    REQUIRE(place != std::string::npos);
    std::ofstream(path(name), std::ios::binary) << text.replace(place, from.size(), to);
  }

 private:
  fs::path folder_;
};

}  // namespace

TEST_CASE("a copy of the bundled tables on disk is the same book") {
  const BookCopy copy;
  const PriceBook book = PriceBook::load(copy.path());
  const PriceBook bundled = PriceBook::bundled();
  CHECK(book.digest() == bundled.digest());
  CHECK(book.version() == bundled.version());
  CHECK(book.origin() == copy.path());
  CHECK(PriceBook::load(copy.path("price_book.json")).digest() == bundled.digest());
  CHECK(book.prices("fargate/") == bundled.prices("fargate/"));
  CHECK(book.instance_types().size() == bundled.instance_types().size());
}

TEST_CASE("a changed price is read and changes the digest") {
  const BookCopy copy;
  copy.replace("fargate.json", R"(["us-east-1", "fargate/ecs/linux/x86_64/vcpu", "0.04048")",
               R"(["us-east-1", "fargate/ecs/linux/x86_64/vcpu", "0.05")");
  const PriceBook book = PriceBook::load(copy.path());
  CHECK(book.price("fargate/ecs/linux/x86_64/vcpu", "us-east-1").unit_price().money.amount() ==
        Rational::parse("0.05"));
  CHECK(book.digest() != PriceBook::bundled().digest());
}

TEST_CASE("a broken table anywhere in the book is found when it is loaded") {
  const BookCopy copy;
  copy.replace("ec2/me-south-1.json", R"("ec2/linux/on_demand/m5.large", ")", R"("ec2/linux/on_demand/m5.large", "-)");
  const std::string message = error_text<ParseError>([&] { PriceBook::load(copy.path()); });
  CHECK(contains(message, "ec2/me-south-1.json at $.rows["));
  CHECK(contains(message, "a price above zero"));
}

TEST_CASE("two tables that price the same thing are an error that names both") {
  const BookCopy copy;
  copy.replace("price_book.json",
               R"("keys": ["ec2/linux/on_demand/", "ec2/windows/on_demand/"], "regions": ["us-east-1"])",
               R"("keys": ["ec2/linux/on_demand/", "ec2/windows/on_demand/", "fargate/"], "regions": ["us-east-1"])");
  copy.replace("ec2/us-east-1.json", R"("ec2/linux/on_demand/a1.large")", R"("fargate/ecs/linux/x86_64/vcpu")");
  copy.replace("ec2/us-east-1.json", R"("units": {)", R"("units": {"fargate/*": "vCPU-Hours",)");
  const std::string message = error_text<AmbiguousPriceError>([&] { PriceBook::load(copy.path()); });
  CHECK(contains(message, "fargate.json"));
  CHECK(contains(message, "ec2/us-east-1.json"));
}

TEST_CASE("a table of one region may not hold another") {
  const BookCopy copy;
  copy.replace("ec2/us-east-1.json", R"(["us-east-1")", R"(["us-east-2")");
  CHECK(contains(error_text<ParseError>([&] { PriceBook::load(copy.path()); }), "as the manifest says"));
}

TEST_CASE("a table may not hold a key that the manifest does not give it") {
  const BookCopy copy;
  copy.replace("ec2/us-east-1.json", R"("ec2/linux/on_demand/a1.large")", R"("ec2/linux/on_demad/a1.large")");
  const std::string message = error_text<ParseError>([&] { PriceBook::load(copy.path()); });
  CHECK(contains(message, "a key that starts with ec2/linux/on_demand/"));
  CHECK(contains(message, "as the manifest says"));
}

TEST_CASE("files that are missing or are no files are file errors with the path") {
  const BookCopy copy;
  const auto number_of = [](const std::string& path) {
    try {
      PriceBook::load(path);
    } catch (const FileError& error) {
      CHECK_FALSE(contains(error.path(), "//"));
      return error.error_number();
    }
    return 0;
  };
  CHECK(number_of(copy.path("nowhere")) == ENOENT);
  CHECK(number_of(copy.path("labour")) == ENOENT);  // a folder without a manifest
  CHECK(number_of("") == ENOENT);
  CHECK(number_of(std::string("a\0b", 3)) == ENOENT);
  fs::remove(copy.path("ebs.json"));
  CHECK(number_of(copy.path()) == ENOENT);
  fs::create_directory(copy.path("ebs.json"));
  CHECK(number_of(copy.path()) == EISDIR);
}

TEST_CASE("a file that is not a manifest is a parse error") {
  const BookCopy copy;
  CHECK(contains(error_text<ParseError>([&] { PriceBook::load(copy.path("fargate.json")); }), "one of the members"));
}

}  // namespace book_folder_test
