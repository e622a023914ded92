#pragma once
// A price book on disk.

#include <map>
#include <string>

#include "container_tco/pricebook/manifest.hpp"

namespace container_tco {

struct BookFolder {
  std::string folder;  ///< With its final slash.
  Manifest manifest;
  std::map<std::string, std::string> texts;  ///< By path of the manifest.
  std::string digest;                        ///< 64 hexadecimal digits.
};

/// Reads the manifest at `path`, or `price_book.json` in the folder `path`, and every table that it names.
/// Throws FileError, and ParseError for a bad manifest.
BookFolder read_book_folder(const std::string& path);

/// Reads the manifest only, of which that says the same.
Manifest read_manifest(const std::string& path);

}  // namespace container_tco
