#pragma once
// Writes a whole price book as a folder, in the format of the bundled tables.

#include <optional>
#include <string>

#include "container_tco/pricebook/price_book.hpp"

namespace container_tco {

struct WriteBookOptions {
  std::optional<std::string> version = {};  ///< Of the written book; that of the book when absent.
};

/// Writes every table of `book` and its manifest to `folder`, so that PriceBook::load reads the same rows. Rows that
/// were laid on top stand in the tables to which their keys belong, or in a new one. The same book gives the same
/// bytes.
///
/// A folder that holds a price book is replaced as a whole: whoever reads it, and whatever interrupts the call, finds
/// the old book or the new one. Other files in it stay. Throws InvalidInputError for a row that the format cannot hold
/// (a price that no decimal gives) and for a bad version; FileError when the folder exists and is neither empty nor a
/// price book, while another process writes to it, and when it cannot be written; ParseError when its manifest is
/// broken.
void write_price_book(const PriceBook& book, const std::string& folder, const WriteBookOptions& options = {});

}  // namespace container_tco
