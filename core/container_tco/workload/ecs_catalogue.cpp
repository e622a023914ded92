#include "container_tco/workload/ecs_catalogue.hpp"

#include <algorithm>

namespace container_tco {
namespace {

constexpr std::int64_t no_revision = -1;

std::string describe_command(const EcsTaskDefinitionName& wanted) {
  return "Add the output of 'aws ecs describe-task-definition --task-definition " + printable(wanted.text()) + "'";
}

}  // namespace

void EcsCatalogue::add(Entry entry) {
  const EcsTaskDefinitionName& name = entry.name;
  const std::size_t index = entries_.size();
  by_revision_[{name.family, name.revision.value_or(no_revision), name.account}].push_back(index);
  Family& family = families_[name.family];
  if (name.revision) {
    family.has_revisions = true;
    const auto [newest, is_first] = family.newest.emplace(name.account, index);
    if (!is_first && *entries_[newest->second].name.revision < *name.revision) newest->second = index;
  }
  entries_.push_back(std::move(entry));
  used_.push_back(false);
}

// An ARN finds its account, or a definition that does not say its account; a name without an account finds any.
std::vector<std::size_t> EcsCatalogue::find_revision(const EcsTaskDefinitionName& wanted, std::int64_t revision) const {
  auto found = by_revision_.find({wanted.family, revision, wanted.account});
  if (found == by_revision_.end()) found = by_revision_.lower_bound({wanted.family, revision, ""});
  if (found == by_revision_.end()) return {};
  const auto& [family, found_revision, account] = found->first;
  const bool fits = account.empty() || wanted.account.empty() || account == wanted.account;
  if (family != wanted.family || found_revision != revision || !fits) return {};
  return found->second;
}

std::optional<std::int64_t> EcsCatalogue::newest_revision(const EcsTaskDefinitionName& wanted) const {
  std::optional<std::int64_t> newest;
  const auto family = families_.find(wanted.family);
  if (family == families_.end()) return newest;
  for (const auto& [account, index] : family->second.newest) {
    if (!wanted.account.empty() && !account.empty() && account != wanted.account) continue;
    newest = std::max(newest, entries_[index].name.revision);
  }
  return newest;
}

std::vector<std::size_t> EcsCatalogue::find(const EcsTaskDefinitionName& wanted) const {
  const std::optional<std::int64_t> revision = wanted.revision ? wanted.revision : newest_revision(wanted);
  if (revision) {
    const std::vector<std::size_t> found = find_revision(wanted, *revision);
    // A revision never changes, so the same one given twice is one definition.
    if (!found.empty()) return {found.front()};
  }
  return find_revision(wanted, no_revision);
}

const EcsCatalogue::Entry& EcsCatalogue::use(const JsonCursor& reference, std::size_t index) {
  const Entry& entry = entries_[index];
  used_[index] = true;
  Family& family = families_[entry.name.family];
  family.used = true;
  family.used_accounts.insert(entry.name.account);
  if (!entry.definition) {
    throw ParseError(reference.location(), "a task definition that could be read",
                     "'" + printable(entry.name.text()) + "', whose problem is reported for " + entry.location.file);
  }
  return entry;
}

const EcsCatalogue::Entry& EcsCatalogue::find_one(const JsonCursor& reference) {
  const EcsTaskDefinitionName wanted = EcsTaskDefinitionName::parse(reference.text());
  const std::vector<std::size_t> found = find(wanted);
  if (found.size() == 1) return use(reference, found.front());
  if (found.empty()) {
    reference.fail("the name of a task definition among the documents", describe_command(wanted));
  }
  reference.fail("one task definition of this family without a revision among the documents, not " +
                     std::to_string(found.size()) + " as in " + entries_[found[0]].location.file + " and " +
                     entries_[found[1]].location.file,
                 describe_command(wanted) + ", which carries its revision");
}

const EcsCatalogue::Entry& EcsCatalogue::find_only(const JsonCursor& service) {
  if (entries_.size() == 1) return use(service, 0);
  throw ParseError(
      service.location(), "a member 'taskDefinition', or just one task definition among the documents",
      entries_.empty() ? "neither" : "no such member and " + std::to_string(entries_.size()) + " task definitions",
      entries_.empty() ? "Give the task definition that the service runs, too"
                       : "Add \"taskDefinition\": \"<family>\" to the service");
}

bool EcsCatalogue::is_superseded(std::size_t index) const {
  const EcsTaskDefinitionName& name = entries_[index].name;
  const Family& family = families_.at(name.family);
  const bool is_run = name.account.empty()
                          ? family.used
                          : family.used_accounts.contains(name.account) || family.used_accounts.contains("");
  if (is_run) return true;
  if (!name.revision) return family.has_revisions;
  return family.newest.at(name.account) != index;
}

EcsCatalogue::Unused EcsCatalogue::list_unused() const {
  Unused unused;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (used_[i] || !entries_[i].definition) continue;
    (is_superseded(i) ? unused.superseded : unused.own).push_back(&entries_[i]);
  }
  return unused;
}

}  // namespace container_tco
