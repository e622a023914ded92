// The fee of an EKS cluster by the support of its Kubernetes version, on a small book with a table of versions.

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "container_tco/costing/shared_costs.hpp"
#include "container_tco/error.hpp"

namespace kubernetes_costs_test {

using namespace container_tco;
namespace fs = std::filesystem;

namespace {

const char* const manifest = R"({"schema_version": "1", "version": "test", "tables": [
  {"path": "eks.json", "kind": "prices", "keys": ["eks/"]},
  {"path": "kubernetes_versions.json", "kind": "kubernetes_versions"},
  {"path": "instance_types.json", "kind": "instance_types"},
  {"path": "regions.json", "kind": "regions"},
  {"path": "labour/rates.json", "kind": "labour_rates"},
  {"path": "labour/activities.json", "kind": "labour_activities"}]})";

// Rule M7: 0.10 and 0.50 on top.
const char* const fees = R"({"schema_version": "1", "table": "eks", "currency": "USD",
  "units": {"eks/control_plane/*": "Hours"},
  "provenance": {"a": {"source": "price list", "as_of": "2025-10-28", "confidence": "verified"}},
  "rows": [["us-east-1", "eks/control_plane/extended_support_surcharge", "0.50", "a"],
           ["us-east-1", "eks/control_plane/standard", "0.10", "a"]]})";

// Rule M8.
const char* const versions = R"({"schema_version": "1",
  "provenance": {"a": {"source": "EKS User Guide", "as_of": "2025-12", "confidence": "single_source"}},
  "rows": [{"version": "1.32", "released": "2025-01-23", "end_of_standard_support": "2026-03-23",
            "end_of_extended_support": "2027-03-23", "provenance": "a"},
           {"version": "1.34", "released": "2025-10-02", "end_of_standard_support": "2026-12-02",
            "end_of_extended_support": "2027-12-02", "provenance": "a"}]})";

PriceBook load_small_book() {
  const fs::path folder = fs::temp_directory_path() / ("small_book_" + std::to_string(std::random_device()()));
  fs::create_directories(folder / "labour");
  for (const char* name : {"instance_types.json", "regions.json", "labour/rates.json", "labour/activities.json"}) {
    fs::copy(fs::path(CONTAINER_TCO_PRICING) / name, folder / name);
  }
  std::ofstream(folder / "price_book.json") << manifest;
  std::ofstream(folder / "eks.json") << fees;
  std::ofstream(folder / "kubernetes_versions.json") << versions;
  PriceBook book = PriceBook::load(folder.string());
  fs::remove_all(folder);
  return book;
}

const PriceBook& small_book() {
  static const PriceBook book = load_small_book();
  return book;
}

Ledger priced(const KubernetesChoice& choice, const std::optional<bool>& stated = {}) {
  Ledger ledger(small_book(), "us-east-1", BillingPeriod());
  Workload workload;
  workload.surroundings.eks_extended_support = stated;
  add_control_plane_costs(ledger, workload, ControlPlane::eks, choice);
  return ledger;
}

Money cost(const Ledger& ledger) { return sum_costs(ledger.lines, Currency::usd()); }
Money usd(const char* amount) { return {Rational::parse(amount), Currency::usd()}; }

}  // namespace

TEST_CASE("a cluster in extended support costs 438.00 a month, as published, and one in standard support 73.00") {
  const Ledger extended = priced({"1.32", "2026-11-25"});
  CHECK(cost(extended) == usd("438"));  // 730 × (0.10 + 0.50)
  REQUIRE(extended.assumptions.size() == 1);
  CHECK(extended.assumptions.front().text ==
        "Kubernetes 1.32 is under extended support on 2026-11-25 (2026-03-23 until 2027-03-23)");
  CHECK(extended.assumptions.front().source == "EKS User Guide");
  CHECK(cost(priced({"1.34", "2026-11-25"})) == usd("73"));
  CHECK(cost(priced({"1.34", "2026-12-02"})) == usd("438"));
}

TEST_CASE("without a version nothing changes") {
  CHECK(cost(priced({})) == usd("73"));
  CHECK(priced({}).assumptions.front().text == "The Kubernetes version is under standard support");
  CHECK(cost(priced({}, true)) == usd("438"));
}

TEST_CASE("a version counts more than the plain answer of the input, and says so") {
  const Ledger ledger = priced({"1.34", "2026-11-25"}, true);
  CHECK(cost(ledger) == usd("73"));
  REQUIRE(ledger.warnings.size() == 1);
  CHECK(ledger.warnings.front().find("eks_extended_support says otherwise") != std::string::npos);
  CHECK(priced({"1.32", "2026-11-25"}, true).warnings.empty());
}

TEST_CASE("a version that the book does not know is refused") {
  CHECK_THROWS_AS(priced({"1.31", "2026-11-25"}), InvalidInputError);
}

TEST_CASE("ECS has no cluster fee, whatever the version") {
  Ledger ledger(small_book(), "us-east-1", BillingPeriod());
  add_control_plane_costs(ledger, Workload(), ControlPlane::ecs, {"1.32", "2026-11-25"});
  CHECK(ledger.lines.empty());
}

}  // namespace kubernetes_costs_test
