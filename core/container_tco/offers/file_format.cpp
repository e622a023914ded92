#include "container_tco/offers/file_format.hpp"

#include <string>

#include "container_tco/error.hpp"
#include "container_tco/offers/collected_prices.hpp"

namespace container_tco::detail {
namespace {

[[noreturn]] void refuse(const std::string& found, const std::string& remedy) {
  throw InputFault{"expected an offer file of AWS (JSON or CSV), found " + found, remedy};
}

}  // namespace

FileFormat format_of(std::string_view head) {
  const std::string fetch =
      "Fetch /offers/v1.0/aws/<Offer>/current/<region>/index.json from the host of the price list";
  if (head.empty()) refuse("an empty file", "Fetch it again");
  if (head.starts_with("\x1f\x8b")) refuse("a gzip file", "Decompress it while reading (gzip.open in Python)");
  if (head.starts_with("PK\x03\x04")) refuse("a zip file", "Unpack it first");
  if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) refuse("UTF-16 text", "Save the file as UTF-8");
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  const std::size_t first = head.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) refuse("white space only", "Fetch it again");
  head.remove_prefix(first);
  if (head.front() == '{' || head.front() == '[') return FileFormat::json;
  if (head.find('\0') != std::string_view::npos) refuse("binary data", fetch);
  if (head.front() == '<') refuse("HTML or XML; perhaps an error page", fetch);
  if (head.substr(0, 4096).find("callback(") != std::string_view::npos) {
    refuse("a script of an old pricing page", "Use the output of aws ec2 describe-spot-price-history");
  }
  const std::string_view start = head.substr(0, head.find('\n'));
  if (start.find("FormatVersion") != std::string_view::npos || start.starts_with("sep=")) return FileFormat::csv;
  refuse("text that begins with '" + printable(std::string(start), 40) + "'", fetch);
}

}  // namespace container_tco::detail
