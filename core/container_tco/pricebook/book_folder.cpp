#include "container_tco/pricebook/book_folder.hpp"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "container_tco/error.hpp"
#include "container_tco/pricebook/sha256.hpp"

namespace container_tco {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t largest_file = 64u * 1024 * 1024;

// A device or a pipe never ends, or never begins: only regular files are read.
void require_regular_file(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) throw FileError(path, ENOENT, "no such file");
  if (error) throw FileError(path, error.value(), error.message());
  if (fs::is_directory(status)) throw FileError(path, EISDIR, "expected a file, found a folder");
  if (!fs::is_regular_file(status)) throw FileError(path, EINVAL, "expected a regular file");
  const std::uintmax_t size = fs::file_size(path, error);
  if (error) throw FileError(path, error.value(), error.message());
  if (size > largest_file) throw FileError(path, EFBIG, "expected at most 64 MiB");
}

std::string read_file(const std::string& path) {
  require_regular_file(path);
  errno = 0;
  std::ifstream stream(path, std::ios::binary);
  if (!stream) {
    const int number = errno == 0 ? EIO : errno;
    throw FileError(path, number, "cannot be opened: " + std::generic_category().message(number));
  }
  std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  if (stream.bad()) throw FileError(path, EIO, "cannot be read to its end");
  return text;
}

fs::path manifest_path(const std::string& path) {
  // File functions of the system would silently stop at the NUL.
  if (path.empty() || path.find('\0') != std::string::npos) throw FileError(path, ENOENT, "not a path");
  std::error_code error;
  const fs::path given(path);
  return fs::is_directory(given, error) ? given / "price_book.json" : given;
}

}  // namespace

Manifest read_manifest(const std::string& path) {
  const fs::path file = manifest_path(path);
  return parse_manifest(read_file(file.string()), file.string());
}

BookFolder read_book_folder(const std::string& path) {
  const fs::path file = manifest_path(path);
  BookFolder book;
  book.folder = file.has_parent_path() ? (file.parent_path() / "").generic_string() : "";
  const std::string manifest_text = read_file(file.string());
  book.manifest = parse_manifest(manifest_text, file.string());
  Sha256 hash;
  hash.add(manifest_text);
  for (const TableEntry& entry : book.manifest.tables) {
    const std::string& text = book.texts[entry.path] = read_file(book.folder + entry.path);
    hash.add(entry.path).add("\n").add(text);
  }
  book.digest = hash.hex();
  return book;
}

}  // namespace container_tco
