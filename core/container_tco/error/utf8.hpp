#pragma once
// Inside of the library: UTF-8 one character at a time.

#include <cstdint>
#include <string_view>

namespace container_tco::detail {

struct Utf8Character {
  std::uint32_t code_point = 0;
  std::size_t length = 1;  ///< In bytes.
  bool is_valid = false;   ///< Else `length` is one byte to skip.
};

/// The character that starts at `text[at]`. Overlong forms, surrogates and values above U+10FFFF are not valid.
Utf8Character utf8_character(std::string_view text, std::size_t at);

/// Whether every byte is below 0x80. Eight bytes at a time.
bool is_ascii(std::string_view text);

/// Whether the whole text is UTF-8.
bool is_utf8(std::string_view text);

}  // namespace container_tco::detail
