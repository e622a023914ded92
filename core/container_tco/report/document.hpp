#pragma once
// Inside of the report: what is said, before it is written in one format or another. All text is raw; writers escape
// it.

#include <optional>
#include <string>
#include <vector>

#include "container_tco/quantity/rational.hpp"

namespace container_tco::detail {

/// Two stacked lengths as shares of the longest bar of the column, together 0 to 1.
struct Bar {
  Rational infrastructure;
  Rational labour;
};

struct Cell {
  Cell(std::string content = {}) : text(std::move(content)) {}
  Cell(const char* content) : text(content) {}

  std::string text;
  std::optional<Bar> bar;
  bool is_strong = false;
};

enum class ColumnKind { words, number, bar };

struct Column {
  std::string title;
  ColumnKind kind = ColumnKind::words;
};

struct Table {
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;  ///< As many cells as columns.
};

struct Section {
  std::string title;
  std::vector<std::string> sentences;
  std::optional<Table> table;
  std::vector<std::string> items;
  bool is_folded = false;  ///< Shown on demand, where the format can.

  bool is_empty() const { return sentences.empty() && items.empty() && (!table || table->rows.empty()); }
};

struct Document {
  std::string title;
  std::vector<std::string> answer;  ///< The first sentence is the headline.
  std::vector<std::string> facts;   ///< What the answer is about: region, period, prices, rounding.
  std::vector<Section> sections;

  /// Adds a section unless it says nothing.
  void add(Section section) {
    if (!section.is_empty()) sections.push_back(std::move(section));
  }
};

}  // namespace container_tco::detail
