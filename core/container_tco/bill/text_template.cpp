#include "container_tco/bill/text_template.hpp"

namespace container_tco::detail {

TextTemplate TextTemplate::parse(std::string_view text) {
  TextTemplate made;
  std::size_t open = 0;
  while ((open = text.find('{')) != std::string_view::npos) {
    const std::size_t close = text.find('}', open);
    made.fixed_.emplace_back(text.substr(0, open));
    made.placeholders_.emplace_back(text.substr(open + 1, close - open - 1));
    text.remove_prefix(close + 1);
  }
  made.fixed_.emplace_back(text);
  return made;
}

std::optional<std::string_view> TextTemplate::match(std::string_view text) const {
  if (placeholders_.empty()) return text == fixed_.front() ? std::optional(std::string_view()) : std::nullopt;
  if (!text.starts_with(fixed_.front())) return std::nullopt;
  text.remove_prefix(fixed_.front().size());
  std::string_view type;
  for (std::size_t i = 0; i < placeholders_.size(); ++i) {
    const std::string& next = fixed_[i + 1];
    const bool is_last = i + 1 == placeholders_.size();
    if (is_last && (text.size() <= next.size() || !text.ends_with(next))) return std::nullopt;
    const std::size_t at = is_last ? text.size() - next.size() : text.find(next, 1);
    if (at == std::string_view::npos || at == 0) return std::nullopt;
    if (placeholders_[i] == "type") type = text.substr(0, at);
    text.remove_prefix(at + next.size());
  }
  return type;
}

}  // namespace container_tco::detail
