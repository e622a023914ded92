// The exceptions, one Python class for each C++ class. Each also derives from the built-in exception that a Python
// programmer would catch. What an exception carries stands in properties; only the message is an argument.

#include <pybind11/gil_safe_call_once.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <string>
#include <vector>

#include "container_tco/error.hpp"
#include "container_tco/offers/import.hpp"
#include "error_properties.hpp"
#include "text_casters.hpp"
#include "topics.hpp"

namespace container_tco::bindings {
namespace {

namespace py = pybind11;

struct ErrorClasses {
  py::object error, parse, invalid_input, currency_mismatch, unit_mismatch, price_not_found, ambiguous_price,
      infeasible, file, offer_import, internal;
};

ErrorClasses& classes() {
  PYBIND11_CONSTINIT static py::gil_safe_call_once_and_store<ErrorClasses> stored;
  return stored.call_once_and_store_result([] { return ErrorClasses(); }).get_stored();
}

py::object make_class(py::module_& module, const char* name, const char* doc, const py::object& bases) {
  const std::string full_name = py::str(module.attr("__name__")).cast<std::string>() + "." + name;
  const py::object made =
      py::reinterpret_steal<py::object>(PyErr_NewExceptionWithDoc(full_name.c_str(), doc, bases.ptr(), nullptr));
  if (!made) throw py::error_already_set();
  module.add_object(name, made);
  return made;
}

py::tuple with_builtin(const py::object& base, PyObject* builtin) {
  return py::make_tuple(base, py::reinterpret_borrow<py::object>(builtin));
}

py::list lenient_texts(const std::vector<std::string>& texts) {
  py::list list;
  for (const std::string& text : texts) list.append(lenient_text(text));
  return list;
}

/// Raises `cls` with the message of `error` and the attributes.
void set_error(const py::object& cls, const Error& error, const py::dict& attributes) {
  const py::object raised = cls(lenient_text(error.what()));
  for (const auto& [name, value] : attributes) raised.attr(py::str("_{}").format(name)) = value;
  py::set_error(cls, raised);
}

void set_file_error(const FileError& error) {
  // OSError shows the path by itself, so it is cut off the message.
  std::string reason = error.what();
  const std::string shown_path = printable(error.path(), 300) + ": ";
  if (reason.rfind(shown_path, 0) == 0) reason.erase(0, shown_path.size());
  const auto path = py::reinterpret_steal<py::object>(
      PyUnicode_DecodeFSDefaultAndSize(error.path().data(), static_cast<Py_ssize_t>(error.path().size())));
  if (!path) throw py::error_already_set();
  py::set_error(classes().file, classes().file(error.error_number(), lenient_text(reason), path));
}

void translate(std::exception_ptr pointer) {
  using namespace py::literals;
  try {
    if (pointer) std::rethrow_exception(pointer);
  } catch (const ParseError& e) {
    set_error(classes().parse, e,
              py::dict("file"_a = lenient_text(e.where().file), "json_path"_a = lenient_text(e.where().json_path),
                       "expected"_a = lenient_text(e.expected()), "found"_a = lenient_text(e.found()),
                       "remedy"_a = lenient_text(e.remedy())));
  } catch (const InvalidInputError& e) {
    set_error(classes().invalid_input, e,
              py::dict("field"_a = lenient_text(e.field()), "value"_a = lenient_text(e.value()),
                       "allowed"_a = lenient_text(e.allowed())));
  } catch (const CurrencyMismatchError& e) {
    set_error(classes().currency_mismatch, e,
              py::dict("expected"_a = lenient_text(e.expected()), "actual"_a = lenient_text(e.actual())));
  } catch (const UnitMismatchError& e) {
    set_error(classes().unit_mismatch, e,
              py::dict("expected"_a = lenient_text(e.expected()), "actual"_a = lenient_text(e.actual())));
  } catch (const PriceNotFoundError& e) {
    set_error(classes().price_not_found, e,
              py::dict("key"_a = lenient_text(e.key()), "region"_a = lenient_text(e.region()),
                       "candidates"_a = lenient_texts(e.candidates())));
  } catch (const AmbiguousPriceError& e) {
    set_error(classes().ambiguous_price, e,
              py::dict("key"_a = lenient_text(e.key()), "region"_a = lenient_text(e.region()),
                       "matches"_a = lenient_texts(e.matches())));
  } catch (const InfeasibleError& e) {
    set_error(classes().infeasible, e,
              py::dict("item"_a = lenient_text(e.item()), "reasons"_a = lenient_texts(e.reasons())));
  } catch (const FileError& e) {
    set_file_error(e);
  } catch (const OfferImportError& e) {
    set_error(classes().offer_import, e,
              py::dict("file"_a = lenient_text(e.file()), "where"_a = lenient_text(e.where()), "kept"_a = e.kept()));
  } catch (const InternalError& e) {
    set_error(classes().internal, e, py::dict());
  } catch (const Error& e) {
    set_error(classes().error, e, py::dict());
  }
}

void bind_input_errors(py::module_& module) {
  using List = std::vector<std::string>;
  ErrorClasses& made = classes();
  made.parse = make_class(module, "ParseError",
                          "Text that is not what its format promises: broken JSON, an unknown unit, a placeholder.",
                          with_builtin(made.error, PyExc_ValueError));
  carry<std::string>(made.parse, "file", "The file, or \"<text>\".");
  carry<std::string>(made.parse, "json_path", "Where in the document: \"$.services[2].cpu\".");
  carry<std::string>(made.parse, "expected", "What should stand there.");
  carry<std::string>(made.parse, "found", "What stands there.");
  carry<std::string>(made.parse, "remedy", "What to do; may be empty.");
  made.invalid_input = make_class(module, "InvalidInputError", "A value outside what the model accepts.",
                                  with_builtin(made.error, PyExc_ValueError));
  carry<std::string>(made.invalid_input, "field", "What has the value.");
  carry<std::string>(made.invalid_input, "value", "The value.");
  carry<std::string>(made.invalid_input, "allowed", "What would be accepted.");
  made.infeasible = make_class(module, "InfeasibleError", "No Fargate size and no instance type holds the item.",
                               with_builtin(made.error, PyExc_ValueError));
  carry<std::string>(made.infeasible, "item", "What cannot be run.");
  carry<List>(made.infeasible, "reasons", "Why, one a choice.");
  made.offer_import = make_class(module, "OfferImportError",
                                 "A published price file that is broken, cut off, contradictory or of another kind, or "
                                 "an import that was stopped.",
                                 with_builtin(made.error, PyExc_ValueError));
  carry<std::string>(made.offer_import, "file", "Its name.");
  carry<std::string>(made.offer_import, "where", "\"line 7\" or \"byte 1234, after SKU ABC\"; may be empty.");
  made.file = make_class(module, "FileError", "A file could not be opened or read. It has errno and filename.",
                         with_builtin(made.error, PyExc_OSError));
}

void bind_money_errors(py::module_& module) {
  using List = std::vector<std::string>;
  ErrorClasses& made = classes();
  made.currency_mismatch =
      make_class(module, "CurrencyMismatchError", "Amounts of two currencies met in one operation.",
                 with_builtin(made.error, PyExc_ArithmeticError));
  made.unit_mismatch = make_class(module, "UnitMismatchError", "A quantity was multiplied by a price of another unit.",
                                  with_builtin(made.error, PyExc_ArithmeticError));
  for (const py::object& cls : {made.currency_mismatch, made.unit_mismatch}) {
    carry<std::string>(cls, "expected", "The currency or unit of the first operand.");
    carry<std::string>(cls, "actual", "That of the second.");
  }
  made.price_not_found = make_class(module, "PriceNotFoundError", "The price book has no row for what was asked.",
                                    with_builtin(made.error, PyExc_LookupError));
  carry<List>(made.price_not_found, "candidates", "The nearest keys or regions, best first.");
  made.ambiguous_price = make_class(module, "AmbiguousPriceError", "More than one row answers the same question.",
                                    with_builtin(made.error, PyExc_LookupError));
  carry<List>(made.ambiguous_price, "matches", "All of them.");
  for (const py::object& cls : {made.price_not_found, made.ambiguous_price}) {
    carry<std::string>(cls, "key", "The key that was looked up.");
    carry<std::string>(cls, "region", "The region that was looked up.");
  }
}

}  // namespace

void bind_error(py::module_& module) {
  ErrorClasses& made = classes();
  made.error = make_class(module, "Error", "Base of every exception that container_tco raises on purpose.",
                          py::reinterpret_borrow<py::object>(PyExc_Exception));
  bind_input_errors(module);
  bind_money_errors(module);
  made.internal = make_class(module, "InternalError", "A broken invariant of the library itself: a bug.",
                             with_builtin(made.error, PyExc_RuntimeError));
  py::register_exception_translator(&translate);
  module.def("printable", &printable, py::arg("text"), py::arg("limit") = 80,
             "The text cut to `limit` bytes, with control characters shown as \\xNN.");
  module.def("nearest_names", &nearest_names, py::arg("wanted"), py::arg("known"), py::arg("limit") = 5,
             "The entries of `known` nearest to `wanted` by edit distance, best first.");
}

}  // namespace container_tco::bindings
