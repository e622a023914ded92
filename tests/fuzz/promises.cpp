#include "promises.hpp"

#include <algorithm>
#include <cctype>

#include "container_tco/error/utf8.hpp"

namespace container_tco::fuzz {
namespace {

constexpr std::size_t longest_message = 10'000;

// What std:: exceptions of this toolchain say, and our own InternalError.
constexpr const char* alien_words[] = {"this is a bug in container_tco",
                                       "std::",
                                       "basic_string",
                                       "vector::",
                                       "map::at",
                                       "bad_alloc",
                                       "stoi",
                                       "stoll",
                                       "json.exception"};

bool is_control(std::uint32_t code_point) {
  return (code_point < 0x20 && code_point != '\n') || (code_point >= 0x7F && code_point < 0xA0);
}

void expect_no_script(const std::string& html) {
  std::string lower = html;
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char character) { return static_cast<char>(std::tolower(character)); });
  if (lower.find("<script") != std::string::npos) throw BrokenPromise("HTML with a script");
}

void expect_readable_json(const std::string& json) {
  try {
    if (!parse_json(json).is_object()) throw BrokenPromise("JSON that is no object");
  } catch (const ParseError& error) {
    throw BrokenPromise(std::string("JSON that cannot be read back: ") + error.what());
  }
}

template <typename Result>
void expect_renderable(const Result& result, const std::vector<ReportFormat>& formats) {
  for (const ReportFormat format : formats) {
    const std::string text = render(result, format);
    if (text.empty()) throw BrokenPromise("an empty report");
    if (format == ReportFormat::html) expect_no_script(text);
    if (format == ReportFormat::json) expect_readable_json(text);
  }
}

// Nothing for a workload that validate() or compare() refuses.
std::optional<Comparison> compared(const Workload& workload, const PriceBook& book, const EstimateOptions& options,
                                   const Depth& depth, WorkloadCounts& counts) {
  std::uint64_t* refusals = &counts.invalid;
  try {
    validate(workload);
    refusals = &counts.incomparable;
    return compare(workload, book, options, depth.deployments);
  } catch (const Error& error) {
    expect_readable(error.what());
    ++*refusals;
    return std::nullopt;
  }
}

}  // namespace

void expect_readable(const std::string& message) {
  if (message.empty()) throw BrokenPromise("an empty message");
  if (message.size() > longest_message) {
    throw BrokenPromise("a message of " + std::to_string(message.size()) + " bytes: " + message.substr(0, 400));
  }
  for (std::size_t at = 0; at < message.size();) {
    const detail::Utf8Character character = detail::utf8_character(message, at);
    if (!character.is_valid || is_control(character.code_point)) {
      throw BrokenPromise("a message with control characters or bytes that are no UTF-8: " + printable(message, 2000));
    }
    at += character.length;
  }
  for (const char* word : alien_words) {
    if (message.find(word) != std::string::npos) throw BrokenPromise("a message for nobody: " + message);
  }
}

EstimateOptions small_options() {
  EstimateOptions options;
  options.region = "us-east-1";
  options.hosts.candidates.instance_types = {"m5.large", "m7g.large", "g4dn.xlarge"};
  return options;
}

Depth all_the_way() {
  return {Deployment::uninterrupted(),
          {ReportFormat::table, ReportFormat::markdown, ReportFormat::html, ReportFormat::csv, ReportFormat::json}};
}

Depth quick(Random& random) {
  return {{{ControlPlane::ecs, DataPlane::ec2}, {ControlPlane::eks, DataPlane::fargate}},
          {random.pick(all_the_way().formats)}};
}

void expect_comparable(const Workload& workload, const PriceBook& book, const EstimateOptions& options,
                       const Depth& depth, WorkloadCounts& counts) {
  const std::optional<Comparison> comparison = compared(workload, book, options, depth, counts);
  if (!comparison) return;
  expect_renderable(*comparison, depth.formats);
  for (const Estimate& estimate : comparison->estimates) expect_renderable(estimate, depth.formats);
  ++counts.compared;
  if (comparison->best() != nullptr) ++counts.complete;
}

}  // namespace container_tco::fuzz
