#include <algorithm>
#include <set>

#include "container_tco/pricebook/kubernetes_version.hpp"
#include "container_tco/pricebook/table_document.hpp"

namespace container_tco {
namespace {

constexpr std::string_view digits = "0123456789";

bool is_two_digits(std::string_view text, int least, int most) {
  if (text.size() != 2 || text.find_first_not_of(digits) != std::string_view::npos) return false;
  const int number = (text[0] - '0') * 10 + (text[1] - '0');
  return number >= least && number <= most;
}

std::string read_date(const JsonCursor& value) {
  const std::string_view text = value.text();
  const bool is_date = text.size() == 10 && text.starts_with("20") && is_two_digits(text.substr(2, 2), 0, 99) &&
                       text[4] == '-' && is_two_digits(text.substr(5, 2), 1, 12) && text[7] == '-' &&
                       is_two_digits(text.substr(8, 2), 1, 31);
  if (!is_date) value.fail("a date such as '2025-05-29'");
  return std::string(text);
}

std::string read_version(const JsonCursor& value) {
  const std::string& text = value.text();
  const std::size_t dot = text.find('.');
  const bool is_version = dot != 0 && dot != std::string::npos && dot + 1 < text.size() && text.size() <= 20 &&
                          std::count(text.begin(), text.end(), '.') == 1 &&
                          text.find_first_not_of("0123456789.") == std::string::npos;
  if (!is_version) value.fail("a version such as '1.33'");
  return text;
}

KubernetesVersion read_row(const JsonCursor& row, const JsonCursor& origins) {
  row.expect_only({"version", "released", "end_of_standard_support", "end_of_extended_support", "provenance"});
  const JsonCursor origin = row.at("provenance");
  if (!origins.has(origin.text())) origin.fail("an id that stands in 'provenance'");
  KubernetesVersion version{read_version(row.at("version")), read_date(row.at("released")),
                            read_date(row.at("end_of_standard_support")), read_date(row.at("end_of_extended_support")),
                            read_provenance(origins.at(origin.text()), ProvenanceRule::required)};
  // ISO dates sort as text.
  if (version.released < version.end_of_standard_support &&
      version.end_of_standard_support < version.end_of_extended_support) {
    return version;
  }
  throw ParseError(row.location(), "a release, an end of standard and an end of extended support in rising order",
                   version.released + ", " + version.end_of_standard_support + ", " + version.end_of_extended_support);
}

}  // namespace

std::vector<KubernetesVersion> parse_kubernetes_versions(std::string_view text, const std::string& file) {
  const JsonValue document = parse_table_document(text, file, {"provenance", "rows"});
  const JsonCursor root(document, file);
  std::vector<KubernetesVersion> versions;
  std::set<std::string> names;
  for (const JsonCursor& row : rows_of(root, "rows")) {
    versions.push_back(read_row(row, root.at("provenance")));
    if (!names.insert(versions.back().version).second) row.at("version").fail("each version once");
  }
  return versions;
}

}  // namespace container_tco
