// Files as AWS published them, which are too large and not ours to keep here: every one that the environment variable
// CONTAINER_TCO_OFFER_FILES names (folders, separated by ':') must be read or refused with a reason.

#include <cstdlib>
#include <filesystem>

#include "offer_text.hpp"

namespace published_files_test {

using namespace offer_text;

namespace {

std::vector<std::string> published_files() {
  std::vector<std::string> files;
  const char* folders = std::getenv("CONTAINER_TCO_OFFER_FILES");
  std::stringstream list(folders ? folders : "");
  for (std::string folder; std::getline(list, folder, ':');) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.is_regular_file()) files.push_back(entry.path().string());
    }
  }
  return files;
}

}  // namespace

TEST_CASE("published files are read, or refused with a reason") {
  for (const std::string& path : published_files()) {
    CAPTURE(path);
    FileSource source(path);
    try {
      const ImportResult result = import_offer(source, PriceBook::bundled());
      const OfferFile& file = result.files.front();
      CHECK(file.products_seen > 0);
      CHECK(file.bytes_read == std::filesystem::file_size(path));
      for (const PriceRow& row : result.prices) require_valid(row);
    } catch (const OfferImportError& error) {
      CHECK(mentions(error.what(), "Nothing was taken over"));
    }
  }
}

}  // namespace published_files_test
