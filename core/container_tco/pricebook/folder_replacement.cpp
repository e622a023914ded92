#include "container_tco/pricebook/folder_replacement.hpp"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "container_tco/error.hpp"
#include "container_tco/pricebook/folder_swap.hpp"

namespace container_tco {
namespace {

namespace fs = std::filesystem;

void check(const std::error_code& error, const fs::path& path) {
  if (error) throw FileError(path.generic_string(), error.value(), error.message());
}

void make_folders(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  check(error, folder);
}

void write_file(const fs::path& path, const std::string& text) {
  make_folders(path.parent_path());
  errno = 0;
  std::ofstream stream(path, std::ios::binary);
  stream << text;
  stream.close();
  if (!stream) throw FileError(path.generic_string(), errno == 0 ? EIO : errno, "cannot be written");
}

// Copies what the caller does not replace; a file where a new one goes would be lost, so it is refused.
void copy_others(const fs::path& from, const fs::path& to, const std::map<std::string, std::string>& files,
                 const std::set<std::string>& replaced) {
  std::error_code error;
  if (!fs::exists(from, error)) return;
  for (auto entry = fs::recursive_directory_iterator(from, error); entry != fs::recursive_directory_iterator();
       entry.increment(error)) {
    check(error, from);
    const fs::path below = entry->path().lexically_relative(from);
    const std::string name = below.generic_string();
    if (entry->is_directory() && !entry->is_symlink()) continue;
    if (replaced.contains(name)) continue;
    if (files.contains(name)) {
      throw FileError(entry->path().generic_string(), EEXIST, "a new table has this name: move the file away");
    }
    if (!entry->is_regular_file() && !entry->is_symlink()) {
      throw FileError(entry->path().generic_string(), EINVAL, "neither a file nor a folder");
    }
    make_folders((to / below).parent_path());
    fs::copy(entry->path(), to / below, fs::copy_options::copy_symlinks, error);
    check(error, entry->path());
  }
  check(error, from);
}

// The folder itself where `folder` is a link to it; and without the slash at the end, which would make its name empty.
fs::path resolved(const std::string& folder) {
  std::error_code error;
  fs::path path = fs::weakly_canonical(fs::path(folder), error);
  check(error, folder);
  return path.has_filename() ? path : path.parent_path();
}

class TemporaryFolder {
 public:
  explicit TemporaryFolder(fs::path path) : path_(std::move(path)) {
    remove();
    std::error_code error;
    fs::create_directory(path_, error);
    check(error, path_);
  }
  ~TemporaryFolder() { remove(); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  void remove() const {
    std::error_code ignored;  // What stays is removed by the next call.
    fs::remove_all(path_, ignored);
  }
  fs::path path_;
};

}  // namespace

void replace_folder(const std::string& folder, const std::map<std::string, std::string>& files,
                    const std::function<std::set<std::string>()>& list_replaced) {
  const fs::path target = resolved(folder);
  make_folders(target.parent_path());
  const FolderLock lock(target.parent_path());
  recover_swap(target);
  const std::set<std::string> replaced = list_replaced();
  const fs::path beside = target.parent_path() / ("." + target.filename().string() + ".unfinished");
  const TemporaryFolder temporary(beside);
  copy_others(target, temporary.path(), files, replaced);
  for (const auto& [name, text] : files) write_file(temporary.path() / name, text);
  std::error_code error;
  if (fs::exists(target, error)) fs::permissions(temporary.path(), fs::status(target, error).permissions(), error);
  check(error, target);
  sync_folder(temporary.path());
  swap_folders(temporary.path(), target);
}

}  // namespace container_tco
