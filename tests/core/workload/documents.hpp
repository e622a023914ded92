#pragma once
// Short ways to hand text to the readers.

#include <algorithm>
#include <string>
#include <vector>

#include "container_tco/json/json_cursor.hpp"
#include "container_tco/workload/read.hpp"

namespace container_tco::testing {

/// A parsed document and the cursor to its root.
struct Parsed {
  explicit Parsed(const std::string& text) : value(parse_json(text, "input.json")) {}
  JsonCursor root() const { return JsonCursor(value, "input.json"); }
  JsonValue value;
};

inline ReadResult read_ecs_texts(const std::vector<std::string>& texts) {
  std::vector<InputDocument> documents;
  for (const std::string& text : texts) {
    documents.push_back({"file" + std::to_string(documents.size() + 1) + ".json", text});
  }
  return read_ecs(documents);
}

/// A task definition of one container with 256 CPU units and 512 MiB, and `more` members (each followed by a comma).
inline std::string small_task(const std::string& family, const std::string& more = "") {
  return R"({"family": ")" + family + R"(", )" + more +
         R"("containerDefinitions": [{"name": "main", "image": "example/app", "cpu": 256, "memory": 512}]})";
}

inline bool has_assumption(const Workload& workload, const std::string& id, const std::string& part = "") {
  return std::any_of(workload.assumptions.begin(), workload.assumptions.end(), [&](const Assumption& assumption) {
    return assumption.id == id && assumption.text.find(part) != std::string::npos;
  });
}

inline bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// The only problem of `result`, or a text that no test expects.
inline std::string only_problem(const ReadResult& result) {
  return result.problems.size() == 1 ? result.problems.front().message
                                     : std::to_string(result.problems.size()) + " problems";
}

/// The message of the Error that `call` throws, or "nothing was thrown".
template <typename Call>
std::string error_of(Call call) {
  try {
    call();
  } catch (const Error& error) {
    return error.what();
  }
  return "nothing was thrown";
}

}  // namespace container_tco::testing
