#pragma once
// Where the bytes of a file come from. Decompression is the caller's: hand over the text as it should be read.

#include <cstddef>
#include <cstdio>
#include <memory>
#include <string>

namespace container_tco {

/// Bytes, read once from front to back.
class ByteSource {
 public:
  explicit ByteSource(std::string name) : name_(std::move(name)) {}
  virtual ~ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;

  /// At most `capacity` bytes into `buffer`; 0 only at the end.
  virtual std::size_t read(char* buffer, std::size_t capacity) = 0;
  const std::string& name() const { return name_; }  ///< For messages: a path, or "<text>".

 private:
  std::string name_;
};

class FileSource : public ByteSource {
 public:
  /// Throws FileError, as does `read`.
  explicit FileSource(const std::string& path);
  std::size_t read(char* buffer, std::size_t capacity) override;

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::unique_ptr<std::FILE, Close> file_;
};

class TextSource : public ByteSource {
 public:
  explicit TextSource(std::string text, std::string name = "<text>")
      : ByteSource(std::move(name)), text_(std::move(text)) {}
  std::size_t read(char* buffer, std::size_t capacity) override;

 private:
  std::string text_;
  std::size_t offset_ = 0;
};

}  // namespace container_tco
