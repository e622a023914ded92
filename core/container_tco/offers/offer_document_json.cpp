#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>

#include "container_tco/error.hpp"
#include "container_tco/offers/offer_document.hpp"

namespace container_tco::detail {
namespace {

constexpr std::size_t block_size = std::size_t{64} << 10;

class Blocks {
 public:
  explicit Blocks(BlockReader& reader) : reader_(reader), buffer_(new char[block_size]) {}
  std::string_view next() { return {buffer_.get(), reader_.read(buffer_.get(), block_size)}; }

 private:
  BlockReader& reader_;
  std::unique_ptr<char[]> buffer_;
};

// The end is wherever the blocks end, so that a comparison needs no second iterator.
class ByteIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  ByteIterator() = default;
  explicit ByteIterator(Blocks& blocks) : blocks_(&blocks) { refill(); }
  reference operator*() const { return *at_; }
  ByteIterator& operator++() {
    if (++at_ == end_) refill();
    return *this;
  }
  ByteIterator operator++(int) = delete;
  friend bool operator==(const ByteIterator& a, const ByteIterator&) { return a.at_ == a.end_; }
  friend bool operator!=(const ByteIterator& a, const ByteIterator&) { return a.at_ != a.end_; }

 private:
  void refill() {
    const std::string_view block = blocks_->next();
    at_ = block.data();
    end_ = at_ + block.size();
  }
  Blocks* blocks_ = nullptr;
  const char* at_ = nullptr;
  const char* end_ = nullptr;
};

// nlohmann's parser hands its own buffer over, so an event that is not needed costs nothing.
class Events {
 public:
  using Json = nlohmann::json;
  explicit Events(DocumentReader& reader) : reader_(reader) {}

  bool null() { return true; }
  bool boolean(bool) { return true; }
  bool number_integer(Json::number_integer_t value) { return number(std::to_string(value)); }
  bool number_unsigned(Json::number_unsigned_t value) { return number(std::to_string(value)); }
  bool number_float(Json::number_float_t, const std::string& token) { return number(token); }
  bool string(std::string& value) {
    if (!reader_.expects_document()) {
      reader_.text(value);
      return true;
    }
    return Json::sax_parse(value.begin(), value.end(), this);
  }
  bool binary(Json::binary_t&) { return true; }
  bool start_object(std::size_t) { return begin(false); }
  bool start_array(std::size_t) { return begin(true); }
  bool end_object() { return end(); }
  bool end_array() { return end(); }
  bool key(std::string& name) {
    reader_.key(name);
    return true;
  }
  bool parse_error(std::size_t offset, const std::string& token, const nlohmann::detail::exception& error) {
    // The lexer asks for one byte more than there is when the text ends early.
    const bool at_end = std::string_view(error.what()).find("unexpected end of input") != std::string_view::npos ||
                        std::string_view(error.what()).find("missing closing quote") != std::string_view::npos;
    std::string where = "byte " + std::to_string(offset);
    if (!reader_.last_sku().empty()) where += ", after SKU " + printable(reader_.last_sku());
    if (at_end) throw BrokenInput{where, "the file is cut off", "Fetch it again"};
    throw BrokenInput{where, "expected JSON, found '" + printable(token, 40) + "'", "Fetch the file again"};
  }

 private:
  bool number(const std::string& token) {
    reader_.text(token);
    return true;
  }
  bool begin(bool is_array) {
    reader_.begin(is_array);
    return true;
  }
  bool end() {
    reader_.end();
    return true;
  }
  DocumentReader& reader_;
};

}  // namespace

void read_offer_document(BlockReader& blocks, DocumentReader& reader) {
  try {
    Blocks source(blocks);
    Events events(reader);
    Events::Json::sax_parse(ByteIterator(source), ByteIterator(), &events);
    reader.finish();
  } catch (const InputFault& fault) {
    const std::string where = reader.last_sku().empty() ? "" : "near SKU " + printable(reader.last_sku());
    throw BrokenInput{where, fault.problem, fault.remedy};
  }
}

}  // namespace container_tco::detail
