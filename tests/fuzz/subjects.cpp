#include "subjects.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "container_tco/contract/contract.hpp"
#include "container_tco/offers/import.hpp"
#include "container_tco/verification/worked_example.hpp"
#include "container_tco/workload/read.hpp"

namespace container_tco::fuzz {
namespace {

std::map<std::string, std::string> read_seeds(const std::string& folder) {
  std::map<std::string, std::string> seeds;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream file(entry.path(), std::ios::binary);
    seeds[entry.path().stem().string()] = std::string(std::istreambuf_iterator<char>(file), {});
    if (!file) throw std::runtime_error("cannot read " + entry.path().string());
  }
  return seeds;
}

bool use(const ReadResult& result, Bench& bench) {
  for (const InputProblem& problem : result.problems) expect_readable(problem.message);
  for (const std::string& ignored : result.ignored) expect_readable(ignored);
  for (const Assumption& assumption : result.workload.assumptions) expect_readable(assumption.text);
  bench.compare(result.workload);
  return !result.workload.services.empty() && result.problems.empty();
}

bool read_ecs_documents(const std::string& seed, const std::string& text, Bench& bench) {
  const std::string other = seed == "ecs_services" ? "ecs_task_definition" : "ecs_services";
  return use(read_ecs({{"broken.json", text}, {other + ".json", bench.seed(other)}}), bench);
}

bool read_kubernetes_objects(const std::string&, const std::string& text, Bench& bench) {
  return use(read_kubernetes({{"broken.json", text}}), bench);
}

bool read_own_words(const std::string&, const std::string& text, Bench& bench) {
  return use(read_scenario({"broken.json", text}), bench);
}

bool read_any_format(const std::string&, const std::string& text, Bench& bench) {
  return use(read_workload({{"broken.json", text}, {"scenario.json", bench.seed("scenario")}}), bench);
}

bool read_usage(const std::string&, const std::string& text, Bench& bench) {
  Workload workload = bench.shop();
  apply_usage(workload, {"broken.json", text});
  bench.compare(workload);
  return true;
}

bool read_prices(const std::string&, const std::string& text, Bench& bench) {
  const PriceBook book = bench.book().with_prices(PriceBook::parse_prices(text, "broken.json"));
  bench.compare(bench.scenario(), book, small_options());
  return true;
}

bool import_published(const std::string&, const std::string& text, Bench& bench) {
  TextSource source(text, "broken.json");
  const ImportResult result = import_offer(source, bench.book());
  for (const OfferFile& file : result.files) {
    for (const auto& [reason, skipped] : file.skipped) {
      expect_readable(reason);
      if (!skipped.example.empty()) expect_readable(skipped.example);
    }
    for (const std::string& warning : file.warnings) expect_readable(warning);
  }
  for (const PriceRow& row : result.prices) require_valid(row);
  return !result.prices.empty() || !result.spot.empty();
}

bool read_labour(const std::string&, const std::string& text, Bench& bench) {
  EstimateOptions options = small_options();
  options.labour.profile = parse_labour_profile(text, "broken.json");
  bench.compare(bench.scenario(), bench.book(), options);
  return true;
}

bool read_terms(const std::string&, const std::string& text, Bench& bench) {
  EstimateOptions options = small_options();
  options.contract = parse_contract(text, "broken.json", bench.book());
  bench.compare(bench.scenario(), bench.book(), options);
  return true;
}

bool read_examples(const std::string&, const std::string& text, Bench& bench) {
  bool is_used = true;
  const std::vector<ExampleResult> results = verify_examples(text, "broken.json", bench.book());
  if (results.empty()) throw BrokenPromise("a document of examples without a result");
  for (const ExampleResult& result : results) {
    if (result.verdict == ExampleVerdict::error) expect_readable(result.reason);
    for (const ExampleCheck& check : result.checks) {
      if (!check.note.empty()) expect_readable(check.note);
    }
    is_used = is_used && result.verdict != ExampleVerdict::error;
  }
  return is_used;
}

}  // namespace

Bench::Bench(const std::string& seeds_folder) : seeds_(read_seeds(seeds_folder)) {
  scenario_ = read_scenario({"scenario.json", seed("scenario")}).workload;
  shop_ = read_ecs({{"task.json", seed("ecs_task_definition")}, {"services.json", seed("ecs_services")}}).workload;
}

void Bench::compare(const Workload& workload) { compare(workload, book_, small_options()); }

void Bench::compare(const Workload& workload, const PriceBook& book, const EstimateOptions& options) {
  expect_comparable(workload, book, options, depth, counts);
}

const std::vector<Subject>& subjects() {
  static const std::vector<Subject> all = {
      {"read_ecs", {"ecs_task_definition", "ecs_services"}, read_ecs_documents},
      {"read_kubernetes", {"kubernetes"}, read_kubernetes_objects},
      {"read_scenario", {"scenario", "scenario_hosts"}, read_own_words},
      {"read_workload", {"ecs_task_definition", "ecs_services", "kubernetes", "usage"}, read_any_format},
      {"apply_usage", {"usage"}, read_usage},
      {"parse_prices", {"price_list", "price_table"}, read_prices},
      {"import_offer", {"offer", "savings_plan", "spot_history"}, import_published},
      {"parse_labour_profile", {"labour_profile"}, read_labour},
      {"parse_contract", {"contract"}, read_terms},
      {"verify_examples", {"worked_example"}, read_examples},
  };
  return all;
}

}  // namespace container_tco::fuzz
