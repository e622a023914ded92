#pragma once
// Inside of the stage: what the demand stage refuses, told with its place in a document.

#include "container_tco/error.hpp"
#include "container_tco/json/json_cursor.hpp"

namespace container_tco {

/// What `make` returns. What a part of the demand stage refuses is refused at `cursor`, with a ParseError.
template <typename Make>
auto made_at(const JsonCursor& cursor, Make make) {
  try {
    return make();
  } catch (const ParseError& error) {
    throw ParseError(cursor.location(), error.expected(), error.found() + " (" + error.where().file + ")",
                     error.remedy());
  } catch (const InvalidInputError& error) {
    throw ParseError(cursor.location(), error.allowed(), "'" + printable(error.value()) + "' (" + error.field() + ")");
  }
}

}  // namespace container_tco
