#include "container_tco/pricebook/write_book.hpp"

#include <cerrno>
#include <filesystem>
#include <set>
#include <system_error>

#include "container_tco/error.hpp"
#include "container_tco/pricebook/book_folder.hpp"
#include "container_tco/pricebook/book_tables.hpp"
#include "container_tco/pricebook/book_writer.hpp"
#include "container_tco/pricebook/folder_replacement.hpp"

namespace container_tco {
namespace {

namespace fs = std::filesystem;

// The files of the book that stands in `folder`; none when there is no folder, or an empty one.
std::set<std::string> files_of_book_in(const std::string& folder) {
  std::error_code error;
  const fs::path path(folder);
  if (!fs::exists(path, error)) return {};
  if (!fs::is_directory(path, error)) throw FileError(folder, ENOTDIR, "expected a folder");
  if (fs::is_empty(path, error)) return {};
  if (!fs::exists(path / "price_book.json", error)) {
    throw FileError(folder, ENOTEMPTY, "expected an empty folder or a price book, which has a price_book.json");
  }
  std::set<std::string> files = {"price_book.json"};
  for (const TableEntry& entry : read_manifest(folder).tables) files.insert(entry.path);
  return files;
}

// What cannot be read again must not replace what can.
void check(const BookTexts& texts) {
  const BookTables tables(parse_manifest(texts.manifest_text, "price_book.json"), "",
                          [&](const std::string& path) { return texts.tables.at(path); });
  try {
    tables.check();
  } catch (const ParseError& error) {
    throw InvalidInputError("row of the price book", error.found(), error.expected(),
                            "It would stand in " + error.where().file + " at " + error.where().json_path);
  }
}

}  // namespace

void write_price_book(const PriceBook& book, const std::string& folder, const WriteBookOptions& options) {
  if (folder.empty() || folder.find('\0') != std::string::npos) throw FileError(folder, ENOENT, "not a path");
  BookTexts texts = BookWriter::texts_of(book, options.version.value_or(book.version()));
  check(texts);
  texts.tables.emplace("price_book.json", texts.manifest_text);
  replace_folder(folder, texts.tables, [&] { return files_of_book_in(folder); });
}

}  // namespace container_tco
