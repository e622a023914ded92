#include <doctest/doctest.h>

#include <atomic>
#include <map>
#include <mutex>
#include <thread>

#include "container_tco/pricebook/book_tables.hpp"

namespace container_tco {
std::optional<std::string> bundled_table(std::string_view path);
}

namespace lazy_opening_test {

using namespace container_tco;

namespace {

// A book over the embedded tables that counts how often each is read.
struct CountedBook {
  std::mutex mutex;
  std::map<std::string, int> reads;
  BookTables tables{parse_manifest(*bundled_table("price_book.json"), "price_book.json"), "",
                    [this](const std::string& path) {
                      const std::lock_guard lock(mutex);
                      ++reads[path];
                      return *bundled_table(path);
                    }};
};

}  // namespace

TEST_CASE("a book reads nothing before it is asked, and then no other region's table") {
  CountedBook book;
  CHECK(book.reads.empty());
  CHECK(book.tables.find("ec2/linux/on_demand/m5.large", "us-east-1"));
  CHECK(book.reads.at("ec2/us-east-1.json") == 1);
  for (const auto& [path, count] : book.reads) CHECK((!path.starts_with("ec2/") || path == "ec2/us-east-1.json"));
  CHECK_FALSE(book.reads.contains("instance_types.json"));
}

TEST_CASE("a lookup opens no table whose keys or regions do not match") {
  CountedBook book;
  CHECK(book.tables.find("fargate/ecs/linux/x86_64/vcpu", "us-east-1"));
  CHECK(book.reads == std::map<std::string, int>{{"fargate.json", 1}, {"regions.json", 1}});
  CHECK(book.tables.find_spot("ec2/linux/spot/m5.large", "us-east-1"));
  CHECK(book.reads.size() == 3);
  CHECK(book.reads.at("spot/us-east-1.json") == 1);
  CHECK_FALSE(book.tables.find("no_such_service/hour", "us-east-1"));
  CHECK(book.tables.rows("no_such_service/", std::nullopt).empty());
  CHECK(book.reads.size() == 3);
  CHECK(book.tables.keys_like("fargate/ecs/linux/x86/vcpu", "us-east-1").size() > 5);
  CHECK(book.reads.size() == 3);
}

TEST_CASE("threads that ask at once read each table once and get the same answers") {
  CountedBook book;
  const std::vector<std::string> codes = {"us-east-1", "eu-west-1", "ap-northeast-2"};
  std::atomic<int> found = 0;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 8; ++thread) {
    threads.emplace_back([&] {
      for (const std::string& code : codes) {
        if (book.tables.find("ec2/linux/on_demand/m5.large", code)) ++found;
        if (book.tables.find("fargate/ecs/linux/x86_64/vcpu", code)) ++found;
      }
      if (book.tables.instances().type("m5.large").vcpu == 2) ++found;
      if (!book.tables.labour().rates.empty()) ++found;
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(found == 8 * (3 * 2 + 2));
  for (const auto& [path, count] : book.reads) {
    CAPTURE(path);
    CHECK(count == 1);
  }
}

}  // namespace lazy_opening_test
