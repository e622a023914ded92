#pragma once
// The manifest of a price book: its version and which tables it has.

#include <string>
#include <string_view>
#include <vector>

namespace container_tco {

enum class TableKind {
  prices,
  spot,  ///< What Spot capacity cost: observations, never prices.
  instance_types,
  regions,
  labour_rates,
  labour_activities,
  kubernetes_versions,
  management_fees,
  commitment_ratios
};
std::string to_string(TableKind kind);

struct TableEntry {
  std::string path;  ///< Below the folder of the manifest, with forward slashes.
  TableKind kind = TableKind::prices;
  std::vector<std::string> keys = {};     ///< Prices and Spot: each key of the table starts with one of these.
  std::vector<std::string> regions = {};  ///< Prices and Spot: all that the table may hold; any when empty.

  bool may_hold(std::string_view key, std::string_view region) const { return has_prefix_of(key) && allows(region); }
  bool has_prefix_of(std::string_view key) const;
  /// Whether a key that starts with `key_prefix` may be in the table.
  bool meets(std::string_view key_prefix) const;
  bool allows(std::string_view region) const;
};

struct Manifest {
  std::string version;
  std::string description;  ///< May be empty.
  std::vector<TableEntry> tables;

  /// The one table of `kind`, which must be a kind that every book has once.
  const TableEntry& only(TableKind kind) const;
  /// The first table of `kind`, or nullptr.
  const TableEntry* find(TableKind kind) const;
};

/// Throws ParseError, also when a path leaves the folder or stands twice, when a table of prices or Spot has no `keys`,
/// and unless there is one table each of instance types, regions, labour rates and labour activities, at least one of
/// prices, and at most one each of Kubernetes versions, management fees and commitment ratios.
Manifest parse_manifest(std::string_view text, const std::string& file);

}  // namespace container_tco
