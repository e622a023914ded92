#pragma once
// The task definitions that the documents hold, and how services find theirs among them.

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "container_tco/workload/ecs_task_definition.hpp"

namespace container_tco {

/// What follows the last "/" of an ARN; a name as it is.
inline std::string name_of_arn(const std::string& name_or_arn) {
  return name_or_arn.substr(name_or_arn.rfind('/') + 1);
}

class EcsCatalogue {
 public:
  struct Entry {
    EcsTaskDefinitionName name;
    InputLocation location;
    std::optional<EcsTaskDefinition> definition;  ///< Nothing when it could not be read.
  };

  /// What no service runs: `own` stand for services of their own, `superseded` are other revisions of a family that is
  /// run or stands for itself.
  struct Unused {
    std::vector<const Entry*> own;
    std::vector<const Entry*> superseded;
  };

  void add(Entry entry);

  /// The definition that `reference` names: that revision, or one without a revision; the highest revision when only
  /// the family is given. Throws ParseError when there is none, when several fit, and when it could not be read.
  const Entry& find_one(const JsonCursor& reference);
  /// The only definition of all documents, for a service that names none. Throws ParseError unless there is just one.
  const Entry& find_only(const JsonCursor& service);

  Unused list_unused() const;

 private:
  struct Family {
    bool used = false;
    bool has_revisions = false;
    std::map<std::string, std::size_t> newest;  ///< The highest revision, by account.
    std::set<std::string> used_accounts;
  };
  using Key = std::tuple<std::string, std::int64_t, std::string>;  // family, revision, account

  const Entry& use(const JsonCursor& reference, std::size_t index);
  std::vector<std::size_t> find(const EcsTaskDefinitionName& wanted) const;
  std::vector<std::size_t> find_revision(const EcsTaskDefinitionName& wanted, std::int64_t revision) const;
  std::optional<std::int64_t> newest_revision(const EcsTaskDefinitionName& wanted) const;
  bool is_superseded(std::size_t index) const;

  std::vector<Entry> entries_;
  std::vector<bool> used_;
  std::map<Key, std::vector<std::size_t>> by_revision_;
  std::map<std::string, Family> families_;
};

}  // namespace container_tco
