// Gives broken documents to every reader. Arguments: the first round and the number of rounds (all when absent).

#include <ctime>
#include <iomanip>
#include <iostream>
#include <string>
#include <vector>

#include "mutation.hpp"
#include "subjects.hpp"

namespace {

using namespace container_tco;
using namespace container_tco::fuzz;

constexpr std::uint64_t all_rounds = 2'400;
constexpr std::size_t rounds_per_thorough_one = 12;
constexpr std::uint64_t rounds_shown_singly = 20;
constexpr std::uint64_t rounds_between_signs_of_life = 500;
// Of processor time, so that a busy machine does not matter. The slowest round of all takes less than one.
constexpr double most_seconds_per_round = 10;
// A generator that breaks everything, or nothing, tests nothing.
constexpr std::uint64_t least_share_percent = 5;

struct Tally {
  std::uint64_t used = 0;
  std::uint64_t refused = 0;
  std::uint64_t broken_promises = 0;
  double seconds = 0;
};

double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

class Fuzzer {
 public:
  Fuzzer() : bench_(CONTAINER_TCO_FUZZ_SEEDS), mutator_(parsed_seeds()), tallies_(subjects().size()) {}

  void run_round(std::uint64_t round, bool show_input) {
    const std::size_t index = static_cast<std::size_t>(round % subjects().size());
    const Subject& subject = subjects()[index];
    Random random(round);
    const std::string& seed = random.pick(subject.seeds);
    const std::string text = mutator_.mutate(parse_json(bench_.seed(seed)), random);
    bench_.depth = random.one_in(rounds_per_thorough_one) ? all_the_way() : quick(random);
    if (show_input) std::cout << subject.name << " reads:\n" << text << '\n' << std::flush;
    const double start = processor_seconds();
    std::string broken = outcome(subject, seed, text, tallies_[index]);
    const double seconds = processor_seconds() - start;
    tallies_[index].seconds += seconds;
    if (seconds > slowest_seconds_) {
      slowest_seconds_ = seconds;
      slowest_round_ = round;
    }
    if (seconds > most_seconds_per_round) broken += " took " + std::to_string(seconds) + " s";
    if (broken.empty()) return;
    ++tallies_[index].broken_promises;
    std::cout << "round " << round << ", " << subject.name << ": " << broken << '\n' << std::flush;
  }

  /// Prints what came of the rounds and returns whether all is well.
  bool conclude(std::uint64_t rounds) const {
    const std::uint64_t least = rounds == all_rounds ? rounds / subjects().size() * least_share_percent / 100 : 0;
    const WorkloadCounts& counts = bench_.counts;
    bool is_well = counts.complete >= least * subjects().size();
    for (std::size_t i = 0; i < tallies_.size(); ++i) {
      const Tally& tally = tallies_[i];
      std::cout << std::left << std::setw(22) << subjects()[i].name << tally.used << " used, " << tally.refused
                << " refused, " << tally.broken_promises << " broken promises, " << tally.seconds << " s\n";
      is_well = is_well && tally.broken_promises == 0 && tally.used >= least && tally.refused >= least;
    }
    std::cout << rounds << " rounds: " << counts.compared << " workloads compared and rendered (" << counts.complete
              << " with a complete estimate), " << counts.invalid << " invalid, " << counts.incomparable
              << " not comparable; slowest round " << slowest_round_ << " with " << slowest_seconds_ << " s\n"
              << "Each subject must use and refuse at least " << least << ". "
              << (is_well ? "All is well." : "This is a failure.") << '\n';
    return is_well;
  }

 private:
  std::vector<JsonValue> parsed_seeds() const {
    std::vector<JsonValue> parsed;
    for (const auto& [name, text] : bench_.seeds()) parsed.push_back(parse_json(text, name));
    return parsed;
  }

  // The promise that was broken, or nothing.
  std::string outcome(const Subject& subject, const std::string& seed, const std::string& text, Tally& tally) {
    try {
      ++(subject.read(seed, text, bench_) ? tally.used : tally.refused);
      return "";
    } catch (const Error& error) {
      ++tally.refused;
      return complaint_about(error);
    } catch (const std::exception& error) {
      return error.what();
    }
  }

  static std::string complaint_about(const Error& error) {
    try {
      expect_readable(error.what());
      return "";
    } catch (const BrokenPromise& broken) {
      return broken.what();
    }
  }

  Bench bench_;
  Mutator mutator_;
  std::vector<Tally> tallies_;
  double slowest_seconds_ = 0;
  std::uint64_t slowest_round_ = 0;
};

}  // namespace

int main(int argument_count, char** arguments) {
  const std::uint64_t first = argument_count > 1 ? std::stoull(arguments[1]) : 0;
  const std::uint64_t rounds = argument_count > 2 ? std::stoull(arguments[2]) : all_rounds;
  Fuzzer fuzzer;
  for (std::uint64_t round = first; round < first + rounds; ++round) {
    if (rounds <= rounds_shown_singly || round % rounds_between_signs_of_life == 0) {
      std::cout << "from round " << round << '\n' << std::flush;
    }
    fuzzer.run_round(round, rounds == 1);
  }
  return fuzzer.conclude(rounds) ? 0 : 1;
}
