#pragma once
// The manifest of a price book: its version and which tables it has.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace container_tco {

enum class TableKind { prices, instance_types, regions, labour_rates, labour_activities };

struct TableEntry {
  std::string path;  ///< Below the folder of the manifest, with forward slashes.
  TableKind kind = TableKind::prices;
  std::optional<std::string> region;  ///< A price table that holds this region only.
};

struct Manifest {
  std::string version;
  std::vector<TableEntry> tables;

  /// The one table of `kind`, which is not `prices`.
  const TableEntry& only(TableKind kind) const;
};

/// Throws ParseError, also when a path leaves the folder or stands twice, and unless there is one table each of
/// instance types, regions, labour rates and labour activities, and at least one of prices.
Manifest parse_manifest(std::string_view text, const std::string& file);

}  // namespace container_tco
