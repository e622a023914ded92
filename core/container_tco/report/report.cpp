#include "container_tco/report/report.hpp"

#include <array>
#include <utility>

#include "container_tco/error.hpp"
#include "container_tco/report/documents.hpp"
#include "container_tco/report/waste_report.hpp"
#include "container_tco/report/writers.hpp"

namespace container_tco {
namespace {

constexpr std::array<std::pair<std::string_view, ReportFormat>, 6> formats = {{
    {"table", ReportFormat::table},
    {"md", ReportFormat::markdown},
    {"markdown", ReportFormat::markdown},
    {"html", ReportFormat::html},
    {"csv", ReportFormat::csv},
    {"json", ReportFormat::json},
}};

std::string write(const detail::Document& document, ReportFormat format) {
  switch (format) {
    case ReportFormat::table:
      return detail::write_text(document);
    case ReportFormat::markdown:
      return detail::write_markdown(document);
    case ReportFormat::html:
      return detail::write_html(document);
    case ReportFormat::csv:
    case ReportFormat::json:
      break;
  }
  throw InternalError("a report format without a writer");
}

}  // namespace

ReportFormat parse_report_format(std::string_view name) {
  std::vector<std::string> names;
  for (const auto& [known, format] : formats) {
    if (known == name) return format;
    names.emplace_back(known);
  }
  throw InvalidInputError("format", std::string(name), join_alternatives(names));
}

std::string render(const Comparison& comparison, ReportFormat format, const ReportOptions& options) {
  const detail::Amounts amounts(options);
  if (format == ReportFormat::json) return to_json(comparison, options).dump() + "\n";
  if (format == ReportFormat::csv) return detail::write_csv(detail::ranking_csv(comparison, amounts));
  return write(detail::comparison_document(comparison, amounts), format);
}

std::string render(const Estimate& estimate, ReportFormat format, const ReportOptions& options) {
  const detail::Amounts amounts(options);
  if (format == ReportFormat::json) return to_json(estimate, options).dump() + "\n";
  if (format == ReportFormat::csv) return detail::write_csv(detail::lines_csv(estimate, amounts));
  return write(detail::estimate_document(estimate, amounts), format);
}

std::string render(const BillReview& review, ReportFormat format, const ReportOptions& options) {
  const detail::Amounts amounts(options);
  if (format == ReportFormat::json) return to_json(review, options).dump() + "\n";
  if (format == ReportFormat::csv) {
    return detail::write_csv(detail::waste_csv(review.estimate.deployment.name(), review.waste, amounts));
  }
  return write(detail::review_document(review, amounts), format);
}

}  // namespace container_tco
