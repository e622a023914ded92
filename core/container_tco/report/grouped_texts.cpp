#include "container_tco/report/grouped_texts.hpp"

#include <algorithm>
#include <optional>

namespace container_tco::detail {
namespace {

constexpr std::size_t most_names = 6;

std::string some_of(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), most_names); ++i) text += (i > 0 ? ", " : "") + names[i];
  if (names.size() > most_names) text += " and " + std::to_string(names.size() - most_names) + " more";
  return text;
}

void add_once(std::vector<std::string>& names, const std::string& name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

// Findings that say the same of different services or places.
struct FindingGroup {
  const Finding* first;
  std::vector<std::string> services;
  std::vector<std::string> places;

  bool holds(const Finding& finding) const {
    return finding.reason == first->reason && finding.remedy == first->remedy && finding.rule == first->rule;
  }
  void add(const Finding& finding) {
    if (!finding.service.empty()) add_once(services, finding.service);
    if (!finding.json_path.empty()) places.push_back(finding.json_path);
  }
  std::string text() const {
    std::string text = services.empty() ? "" : some_of(services) + ": ";
    text += sentence(first->reason);
    if (!first->remedy.empty()) text += " " + sentence(first->remedy);
    if (!first->rule.empty()) text += " [" + first->rule + "]";
    if (places.empty()) return text;
    text += " at " + places.front();
    const std::size_t more = places.size() - 1;
    if (more > 0) text += " and " + std::to_string(more) + (more == 1 ? " more place" : " more places");
    return text;
  }
};

// `before "name" after`, when the text quotes one name only.
struct Quotation {
  std::string before;
  std::string name;
  std::string after;
};

std::optional<Quotation> quotation_in(const std::string& text) {
  if (std::count(text.begin(), text.end(), '"') != 2) return std::nullopt;
  const std::size_t start = text.find('"');
  const std::size_t end = text.rfind('"') + 1;
  return Quotation{text.substr(0, start), text.substr(start, end - start), text.substr(end)};
}

struct AssumptionGroup {
  const Assumption* first;
  std::optional<Quotation> quotation;
  std::vector<std::string> names;

  bool takes(const Assumption& assumption, const std::optional<Quotation>& other) const {
    return quotation && other && assumption.id == first->id && assumption.source == first->source &&
           other->before == quotation->before && other->after == quotation->after;
  }
  std::string text() const {
    const std::string text = quotation ? quotation->before + some_of(names) + quotation->after : first->text;
    return text + " [" + first->source + "]";
  }
};

}  // namespace

std::string sentence(std::string text) {
  if (!text.empty() && text.back() != '.' && text.back() != '?' && text.back() != '!') text += '.';
  return text;
}

std::vector<std::string> finding_texts(const std::vector<Finding>& findings, Verdict verdict) {
  std::vector<FindingGroup> groups;
  for (const Finding& finding : findings) {
    if (finding.verdict != verdict) continue;
    auto group = std::find_if(groups.begin(), groups.end(), [&](const auto& known) { return known.holds(finding); });
    if (group == groups.end()) group = groups.insert(groups.end(), FindingGroup{&finding, {}, {}});
    group->add(finding);
  }
  std::vector<std::string> texts;
  for (const FindingGroup& group : groups) texts.push_back(group.text());
  return texts;
}

std::vector<std::string> assumption_texts(const std::vector<Assumption>& assumptions) {
  std::vector<AssumptionGroup> groups;
  for (const Assumption& assumption : assumptions) {
    const std::optional<Quotation> quotation = quotation_in(assumption.text);
    auto group = std::find_if(groups.begin(), groups.end(),
                              [&](const auto& known) { return known.takes(assumption, quotation); });
    if (group == groups.end()) group = groups.insert(groups.end(), AssumptionGroup{&assumption, quotation, {}});
    if (quotation) add_once(group->names, quotation->name);
  }
  std::vector<std::string> texts;
  for (const AssumptionGroup& group : groups) texts.push_back(group.text());
  return texts;
}

}  // namespace container_tco::detail
