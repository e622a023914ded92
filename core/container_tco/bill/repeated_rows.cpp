#include "container_tco/bill/repeated_rows.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

#include "container_tco/error.hpp"

namespace container_tco::detail {
namespace {

// Of a sample fewer rows may be alike by chance.
constexpr std::int64_t least_sample = 8;

std::uint64_t mixed(std::uint64_t value) {
  // The last steps of MurmurHash3: every bit of the result depends on every bit of the value.
  value = (value ^ (value >> 33)) * 0xff51afd7ed558ccdULL;
  value = (value ^ (value >> 33)) * 0xc4ceb9fe1a85ec53ULL;
  return value ^ (value >> 33);
}

}  // namespace

RowHash& RowHash::add(std::string_view text) {
  return add(static_cast<std::int64_t>(std::hash<std::string_view>()(text)));
}

RowHash& RowHash::add(std::int64_t number) {
  value_ = mixed(value_ + 0x9e3779b97f4a7c15ULL + static_cast<std::uint64_t>(number));
  return *this;
}

RowHash& RowHash::add(const std::optional<DecimalNumber>& number) {
  if (!number) return add(std::int64_t{-1});
  DecimalNumber plain = *number;
  if (plain.mantissa == 0) plain.scale = 0;
  while (plain.mantissa != 0 && plain.mantissa % 10 == 0) {
    plain.mantissa /= 10;
    --plain.scale;
  }
  add(static_cast<std::int64_t>(plain.mantissa));
  add(static_cast<std::int64_t>(plain.mantissa >> 64));
  return add(std::int64_t{plain.scale});
}

void RepeatedRows::begin_source(std::string name) {
  current_.clear();
  names_.push_back(name.empty() ? "table " + std::to_string(names_.size() + 1) : std::move(name));
  counts_.emplace_back();
}

void RepeatedRows::add(std::uint64_t hash, bool names_resource) {
  if (hash > greatest_) return;
  current_.emplace(hash, names_resource);
  while (kept_.size() + current_.size() > most_kept_) keep_fewer();
}

void RepeatedRows::keep_fewer() {
  greatest_ /= 2;
  std::erase_if(current_, [&](const auto& entry) { return entry.first > greatest_; });
  std::erase_if(kept_, [&](const auto& entry) {
    if (entry.first <= greatest_) return false;
    for (const std::uint32_t source : entry.second.sources) {
      --counts_[source].rows;
      counts_[source].with_resource -= entry.second.names_resource ? 1 : 0;
    }
    return true;
  });
}

void RepeatedRows::end_source() {
  const auto source = static_cast<std::uint32_t>(names_.size() - 1);
  std::map<std::uint32_t, Count> shared;
  for (const auto& [hash, names_resource] : current_) {
    Kept& kept = kept_[hash];
    kept.names_resource = names_resource;
    for (const std::uint32_t earlier : kept.sources) {
      ++shared[earlier].rows;
      shared[earlier].with_resource += names_resource ? 1 : 0;
    }
    kept.sources.push_back(source);
    ++counts_[source].rows;
    counts_[source].with_resource += names_resource ? 1 : 0;
  }
  current_.clear();
  for (const auto& [earlier, count] : shared) require_own(earlier, count);
}

void RepeatedRows::require_own(std::size_t earlier, const Count& shared) {
  const bool is_sample = greatest_ != std::numeric_limits<std::uint64_t>::max();
  const auto are_alike = [&](std::int64_t rows, std::int64_t of_one, std::int64_t of_other) {
    const std::int64_t fewer = std::min(of_one, of_other);
    return rows > 0 && 2 * rows >= fewer && (!is_sample || fewer >= least_sample);
  };
  const Count& other = counts_[earlier];
  const Count& own = counts_.back();
  if (are_alike(shared.with_resource, own.with_resource, other.with_resource)) {
    throw InvalidInputError(
        "rows of container usage", "the resources, times, amounts and costs of another one",
        "rows that no other file has",
        names_[earlier] + " has them, too, so that they would count twice: name one export of each month");
  }
  const bool may_be_other = own.with_resource == 0 || other.with_resource == 0;
  if (may_be_other && are_alike(shared.rows, own.rows, other.rows)) {
    notes_.push_back(names_[earlier] + " and " + names_.back() +
                     " have rows alike in times, amounts and costs, and no resources that tell them apart: where they "
                     "are exports of the same usage it counts twice");
  }
}

}  // namespace container_tco::detail
