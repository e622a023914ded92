#pragma once
// Which ECS document is this? Takes apart what the AWS command line prints and what its users keep in files (rule J1).

#include <string>
#include <vector>

#include "container_tco/json/json_cursor.hpp"

namespace container_tco {

/// The parts of one document that say something about size or count. Cursors point into the document.
struct EcsParts {
  std::vector<JsonCursor> task_definitions;
  std::vector<JsonCursor> services;
  std::vector<JsonCursor> clusters;
  std::vector<JsonCursor> capacity_providers;
  std::vector<std::string> ignored;   ///< What says nothing about size or count, by name.
  std::vector<std::string> failures;  ///< What AWS said it could not describe.
};

/// Throws ParseError for a document that is none of ECS's; for well-known ones (CloudFormation, Terraform, Compose) the
/// message says how to get from there to a document that can be read.
EcsParts take_apart_ecs_document(const JsonCursor& document);

}  // namespace container_tco
