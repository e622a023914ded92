// The import of what AWS publishes. A file is any Python object with read(n) that returns bytes, so gzip files need no
// library here. The interpreter is free except while such an object reads and while progress is told.

#include <pybind11/functional.h>

#include <algorithm>
#include <memory>

#include "container_tco/offers/import.hpp"
#include "error_properties.hpp"
#include "fields.hpp"
#include "topics.hpp"

namespace container_tco::bindings {
namespace {

class PythonSource : public ByteSource {
 public:
  PythonSource(std::string name, py::object file) : ByteSource(std::move(name)), read_(file.attr("read")) {}
  ~PythonSource() override {
    py::gil_scoped_acquire held;
    read_ = py::object();
  }

  std::size_t read(char* buffer, std::size_t capacity) override {
    py::gil_scoped_acquire held;
    const py::object read = read_(capacity);
    if (!PyBytes_Check(read.ptr())) {
      throw py::type_error("expected bytes from read() of " + name() + ": open the file in binary mode");
    }
    char* bytes = nullptr;
    Py_ssize_t size = 0;
    if (PyBytes_AsStringAndSize(read.ptr(), &bytes, &size) != 0) throw py::error_already_set();
    if (static_cast<std::size_t>(size) > capacity) throw py::value_error("read(n) of " + name() + " gave more than n");
    std::copy_n(bytes, size, buffer);
    return static_cast<std::size_t>(size);
  }

 private:
  py::object read_;
};

// None means "go on", so that a progress function need not return anything.
std::function<bool(const std::string&, std::uint64_t)> progress_of(const py::object& function) {
  if (function.is_none()) return {};
  return [&function](const std::string& file, std::uint64_t bytes_read) {
    py::gil_scoped_acquire held;
    if (PyErr_CheckSignals() != 0) throw py::error_already_set();
    return !function(lenient_text(file), bytes_read).equal(py::bool_(false));
  };
}

ImportResult import_files(const std::vector<std::pair<std::string, py::object>>& files, const PriceBook& book,
                          std::vector<std::string> regions, const py::object& progress) {
  std::vector<std::unique_ptr<PythonSource>> sources;
  std::vector<ByteSource*> pointers;
  for (const auto& [name, file] : files) {
    sources.push_back(std::make_unique<PythonSource>(name, file));
    pointers.push_back(sources.back().get());
  }
  const ImportOptions options{std::move(regions), progress_of(progress)};
  py::gil_scoped_release free;
  return import_offers(pointers, book, options);
}

void bind_results(py::module_& module) {
  py::class_<SkipCount> skip(module, "SkipCount", "How often something was left out, and the first case.");
  bind_record(skip, field("count", &SkipCount::count, "Times."), field("example", &SkipCount::example, "A SKU."));
  py::class_<OfferFile> file(module, "OfferFile", "What one published file is and what it held.");
  bind_record(file, field("name", &OfferFile::name, "As it was given."),
              field("kind", &OfferFile::kind, "price list, get-products, savings plan, spot history or fargate spot."),
              field("offer", &OfferFile::offer, "\"AmazonEC2\"."),
              field("version", &OfferFile::version, "As published."),
              field("publication_date", &OfferFile::publication_date, "ISO 8601."),
              field("bytes_read", &OfferFile::bytes_read, "Decompressed bytes."),
              field("products_seen", &OfferFile::products_seen, "In the file."),
              field("products_selected", &OfferFile::products_selected, "That the price book has keys for."),
              field("prices_seen", &OfferFile::prices_seen, "Of those."),
              field("skipped", &OfferFile::skipped, "What was left out, by reason."),
              field("warnings", &OfferFile::warnings, "Sentences."));
  py::class_<ImportResult> result(module, "ImportResult", "Rows for a price book.");
  bind_record(result, field("prices", &ImportResult::prices, "By key and region."),
              field("spot", &ImportResult::spot, "Observations, by key and region."),
              field("files", &ImportResult::files, "What each file held."),
              field("skus", &ImportResult::skus, "The SKU of each price, by key and region."));
  carry<ImportResult>(module.attr("OfferImportError"), "kept",
                      "What could be read before. Nothing was taken over anywhere.");
}

}  // namespace

void bind_offers(py::module_& module) {
  bind_results(module);
  module.def("import_offers", &import_files, py::arg("files"), py::arg("book"), py::kw_only(),
             py::arg("regions") = std::vector<std::string>(), py::arg("progress") = py::none(),
             "Rows of published files, given as (name, file opened in binary mode). Regions: all of the book when "
             "empty. `progress(name, bytes_read)` may return False to stop. Raises OfferImportError, "
             "AmbiguousPriceError.");
}

}  // namespace container_tco::bindings
