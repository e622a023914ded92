#pragma once
// Every failure of the library, by cause. Messages read: expected, found, where, what to do.
// Partial outcomes that a caller may live with (an unplaced task, an impossible deployment) are results, not errors.

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace container_tco {

/// Base of every exception that the library throws on purpose.
class Error : public std::runtime_error {
 public:
  explicit Error(const std::string& message);
};

/// Where a piece of input stands: a file (or "<text>") and a JSON path such as `$.services[2].cpu`.
struct InputLocation {
  std::string file;
  std::string json_path;
};

/// Text that is not what its format promises: broken JSON, a size with an unknown unit, a template placeholder.
class ParseError : public Error {
 public:
  ParseError(InputLocation where, std::string expected, std::string found, std::string remedy = {});
  const InputLocation& where() const { return where_; }
  const std::string& expected() const { return expected_; }
  const std::string& found() const { return found_; }
  const std::string& remedy() const { return remedy_; }

 private:
  InputLocation where_;
  std::string expected_;
  std::string found_;
  std::string remedy_;
};

/// A value that is well formed but outside what the model accepts.
class InvalidInputError : public Error {
 public:
  InvalidInputError(std::string field, std::string value, std::string allowed, std::string remedy = {});
  const std::string& field() const { return field_; }
  const std::string& value() const { return value_; }
  const std::string& allowed() const { return allowed_; }

 private:
  std::string field_;
  std::string value_;
  std::string allowed_;
};

/// Two amounts of different currencies met in one operation.
class CurrencyMismatchError : public Error {
 public:
  CurrencyMismatchError(std::string expected, std::string actual);
  const std::string& expected() const { return expected_; }
  const std::string& actual() const { return actual_; }

 private:
  std::string expected_;
  std::string actual_;
};

/// A quantity was multiplied by a price of another unit.
class UnitMismatchError : public Error {
 public:
  UnitMismatchError(std::string expected, std::string actual);
  const std::string& expected() const { return expected_; }
  const std::string& actual() const { return actual_; }

 private:
  std::string expected_;
  std::string actual_;
};

/// The price book has no row for what was asked. Never answered by zero.
class PriceNotFoundError : public Error {
 public:
  PriceNotFoundError(std::string key, std::string region, std::vector<std::string> candidates);
  const std::string& key() const { return key_; }
  const std::string& region() const { return region_; }
  const std::vector<std::string>& candidates() const { return candidates_; }

 private:
  std::string key_;
  std::string region_;
  std::vector<std::string> candidates_;
};

/// More than one row answers the same question. Never answered by the first.
class AmbiguousPriceError : public Error {
 public:
  AmbiguousPriceError(std::string key, std::string region, std::vector<std::string> matches);
  const std::string& key() const { return key_; }
  const std::string& region() const { return region_; }
  const std::vector<std::string>& matches() const { return matches_; }

 private:
  std::string key_;
  std::string region_;
  std::vector<std::string> matches_;
};

/// Nothing can run the item: no Fargate size and no instance type holds it.
class InfeasibleError : public Error {
 public:
  InfeasibleError(std::string item, std::vector<std::string> reasons);
  const std::string& item() const { return item_; }
  const std::vector<std::string>& reasons() const { return reasons_; }

 private:
  std::string item_;
  std::vector<std::string> reasons_;
};

/// A file could not be opened or read (an OSError in Python).
class FileError : public Error {
 public:
  FileError(std::string path, int error_number, const std::string& reason);
  const std::string& path() const { return path_; }
  int error_number() const { return error_number_; }

 private:
  std::string path_;
  int error_number_;
};

/// A broken invariant of the library itself.
class InternalError : public Error {
 public:
  explicit InternalError(const std::string& invariant);
};

/// The entries of `known` nearest to `wanted` by edit distance, best first, at most `limit`; ties in alphabetical
/// order.
std::vector<std::string> nearest_names(const std::string& wanted, const std::vector<std::string>& known,
                                       std::size_t limit = 5);

/// Throws InvalidInputError for `field` unless `value` is from `least` to `most`.
void require_range(const std::string& field, std::int64_t value, std::int64_t least, std::int64_t most,
                   const std::string& remedy = {});

/// "a, b or c", for messages. Empty for an empty list.
std::string join_alternatives(const std::vector<std::string>& names);

/// `text` cut to `limit` bytes (at a UTF-8 boundary), for messages: control characters and bytes that are not UTF-8 are
/// shown as `\xNN`.
std::string printable(const std::string& text, std::size_t limit = 80);

}  // namespace container_tco
