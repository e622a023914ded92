#include "container_tco/pricebook/instance_table.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>
#include <utility>

#include "container_tco/pricebook/table_document.hpp"

namespace container_tco {
namespace {

constexpr std::string_view column_names[] = {"instance_type",
                                             "vcpu",
                                             "memory_mib",
                                             "architecture",
                                             "current_generation",
                                             "burstable",
                                             "bare_metal",
                                             "gpu_count",
                                             "gpu_model",
                                             "accelerator_count",
                                             "accelerator_model",
                                             "max_enis",
                                             "ipv4_per_eni",
                                             "trunking_compatible",
                                             "trunk_enis",
                                             "eni_max_pods",
                                             "network_baseline_gbps",
                                             "network_peak_gbps",
                                             "ebs_baseline_mbps",
                                             "ebs_max_mbps",
                                             "local_nvme_gb",
                                             "hypervisor",
                                             "baseline_cpu_percent",
                                             "k8s_alloc_cpu_m",
                                             "k8s_alloc_memory_mib",
                                             "provenance"};

// "aws inferentia2"; those of other makers are handed out by nobody.
constexpr std::string_view neuron_maker = "aws ";

// Far above any machine, far below where conversions to bytes overflow.
constexpr std::int64_t largest_count = 1'000'000'000;

// Reads the cells of a row by the names of their columns; it spells out a path only for a complaint.
class InstanceReader {
 public:
  explicit InstanceReader(const JsonCursor& root) : root_(root), row_count_(rows_of(root, "rows").size()) {
    const std::vector<std::string> known(std::begin(column_names), std::end(column_names));
    for (const JsonCursor& column : rows_of(root, "columns")) {
      if (std::find(known.begin(), known.end(), column.text()) == known.end()) {
        column.fail("one of the columns " + join_alternatives(known),
                    "Did you mean " + join_alternatives(nearest_names(column.text(), known, 1)) + "?");
      }
      if (!columns_.emplace(column.text(), columns_.size()).second) column.fail("each column once");
    }
    for (const char* name : {"instance_type", "vcpu", "memory_mib", "architecture", "burstable", "bare_metal"}) {
      if (columns_.contains(name)) continue;
      throw ParseError(root.at("columns").location(), "a column '" + std::string(name) + "'", "none");
    }
  }

  std::size_t row_count() const { return row_count_; }

  void select(std::size_t row) {
    row_ = row;
    cells_ = &root_.value().find("rows")->items()[row].items();
    if (cells_->size() == columns_.size()) return;
    throw ParseError(root_.at("rows").items()[row].location(),
                     "an array of " + std::to_string(columns_.size()) + " values, one for each column",
                     "one of " + std::to_string(cells_->size()));
  }

  bool is_known(const std::string& column) const { return cell(column) != nullptr; }

  std::optional<std::string> text(const std::string& column) const {
    const JsonValue* value = cell(column);
    if (value == nullptr) return std::nullopt;
    if (!value->is_string()) fail(column, "text");
    return value->text();
  }

  std::optional<std::int64_t> integer(const std::string& column, std::int64_t minimum) const {
    const JsonValue* value = cell(column);
    if (value == nullptr) return std::nullopt;
    std::int64_t number = 0;
    const char* end = value->text().data() + value->text().size();
    const auto [rest, error] = std::from_chars(value->text().data(), end, number);
    const bool is_whole = value->is_number() && error == std::errc() && rest == end;
    if (!is_whole || number < minimum || number > largest_count) {
      fail(column, "a whole number of at least " + std::to_string(minimum));
    }
    return number;
  }

  std::optional<bool> boolean(const std::string& column) const {
    const JsonValue* value = cell(column);
    if (value == nullptr) return std::nullopt;
    if (value->kind() != JsonValue::Kind::boolean) fail(column, "true or false");
    return value->as_boolean();
  }

  std::optional<Rational> decimal(const std::string& column) const {
    const std::optional<std::string> digits = text(column);
    if (!digits) return std::nullopt;
    try {
      const Rational number = Rational::parse(*digits);
      if (!number.is_negative()) return number;
    } catch (const InvalidInputError&) {
    }
    fail(column, "a number of at least 0, as text");
  }

  /// `value`, which this column must have.
  template <typename T>
  T required(const std::string& column, std::optional<T> value) const {
    if (!value) fail(column, "a value that is not null");
    return *std::move(value);
  }

  [[noreturn]] void fail(const std::string& column, const std::string& expected) const { place(column).fail(expected); }

 private:
  const JsonValue* cell(const std::string& column) const {
    const auto found = columns_.find(column);
    if (found == columns_.end()) return nullptr;
    const JsonValue& value = (*cells_)[found->second];
    return value.is_null() ? nullptr : &value;
  }

  JsonCursor place(const std::string& column) const {
    return root_.at("rows").items()[row_].items()[columns_.at(column)];
  }

  const JsonCursor& root_;
  std::size_t row_count_;
  std::unordered_map<std::string, std::size_t> columns_;
  const std::vector<JsonValue>* cells_ = nullptr;
  std::size_t row_ = 0;
};

Architecture read_architecture(const InstanceReader& row) {
  try {
    return parse_architecture(row.text("architecture").value_or(""));
  } catch (const InvalidInputError&) {
    row.fail("architecture", "'x86_64', 'arm64' or null");
  }
}

InstanceType read_type(const InstanceReader& row, const std::string& name) {
  InstanceType type;
  const std::size_t dot = name.find('.');
  const bool has_two_parts = dot != std::string::npos && dot > 0 && dot + 1 < name.size();
  if (!has_two_parts || !is_name(name, ".-")) row.fail("instance_type", "a type such as 'm7g.large'");
  type.name = name;
  type.family = name.substr(0, dot);
  type.size = name.substr(dot + 1);
  type.vcpu = row.required("vcpu", row.integer("vcpu", 1));
  type.memory_mib = row.required("memory_mib", row.integer("memory_mib", 1));
  type.architecture = read_architecture(row);
  type.current_generation = row.boolean("current_generation");
  type.burstable = row.required("burstable", row.boolean("burstable"));
  type.bare_metal = row.required("bare_metal", row.boolean("bare_metal"));
  // Null where a type has a share of one GPU: no whole GPU can be asked of it.
  type.gpu_count = row.integer("gpu_count", 0).value_or(0);
  type.gpu_model = row.text("gpu_model").value_or("");
  if (const std::string model = row.text("accelerator_model").value_or(""); model.starts_with(neuron_maker)) {
    type.neuron_device_model = model.substr(neuron_maker.size());
    type.neuron_device_count = row.required("accelerator_count", row.integer("accelerator_count", 1));
  }
  type.max_enis = row.integer("max_enis", 0);
  type.ipv4_per_eni = row.integer("ipv4_per_eni", 0);
  type.trunking_compatible = row.boolean("trunking_compatible");
  type.trunk_enis = row.integer("trunk_enis", 0);
  type.eni_max_pods = row.integer("eni_max_pods", 0);
  type.local_nvme_gb = row.integer("local_nvme_gb", 0);
  type.baseline_cpu_percent = row.decimal("baseline_cpu_percent");
  return type;
}

}  // namespace

InstanceTable InstanceTable::parse(std::string_view text, const std::string& file) {
  const JsonValue document = parse_table_document(text, file, {"provenance", "columns", "rows"});
  const JsonCursor root(document, file);
  InstanceReader reader(root);
  InstanceTable table;
  table.types_.reserve(reader.row_count());
  for (std::size_t row = 0; row < reader.row_count(); ++row) {
    reader.select(row);
    const std::string name = reader.required("instance_type", reader.text("instance_type"));
    if (!reader.is_known("architecture")) {
      table.without_architecture_.push_back(name);
      continue;
    }
    if (!table.index_.emplace(name, table.types_.size()).second) reader.fail("instance_type", "each type once");
    table.types_.push_back(read_type(reader, name));
  }
  return table;
}

const InstanceType& InstanceTable::type(const std::string& name) const {
  const auto found = index_.find(name);
  if (found != index_.end()) return types_[found->second];
  if (std::find(without_architecture_.begin(), without_architecture_.end(), name) != without_architecture_.end()) {
    throw InvalidInputError("instance type", name, "a type whose processor architecture is known",
                            "The price book does not know that of this one");
  }
  std::vector<std::string> names;
  for (const InstanceType& type : types_) names.push_back(type.name);
  throw InvalidInputError("instance type", name,
                          "a type of the price book, such as " + join_alternatives(nearest_names(name, names, 3)));
}

}  // namespace container_tco
