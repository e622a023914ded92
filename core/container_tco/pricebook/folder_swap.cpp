#include "container_tco/pricebook/folder_swap.hpp"

#include <cerrno>
#include <string>
#include <system_error>

#include "container_tco/error.hpp"

#if !defined(_WIN32)
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#endif
#if defined(__linux__)
#include <sys/syscall.h>
#endif

namespace container_tco {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& path, int number) {
  throw FileError(path.generic_string(), number, std::generic_category().message(number));
}

fs::path old_path(const fs::path& target) { return target.parent_path() / ("." + target.filename().string() + ".old"); }

void move_folder(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::rename(from, to, error);
  if (error) fail(to, error.value());
}

bool exchange(const fs::path& a, const fs::path& b) {
#if defined(__linux__) && defined(SYS_renameat2)
  constexpr unsigned rename_exchange = 2;  // RENAME_EXCHANGE of linux/fs.h
  return syscall(SYS_renameat2, AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), rename_exchange) == 0;
#else
  static_cast<void>(a);
  static_cast<void>(b);
  return false;
#endif
}

#if !defined(_WIN32)
void sync(const fs::path& path) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) fail(path, errno);
  // Some file systems cannot sync a folder and say EINVAL.
  const int number = fsync(descriptor) == 0 || errno == EINVAL ? 0 : errno;
  close(descriptor);
  if (number != 0) fail(path, number);
}
#endif

}  // namespace

#if defined(_WIN32)
FolderLock::FolderLock(const fs::path&) {}
FolderLock::~FolderLock() = default;
void sync_folder(const fs::path&) {}
#else
FolderLock::FolderLock(const fs::path& parent) : descriptor_(open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
  if (descriptor_ < 0) fail(parent, errno);
  // File systems without locks say something else than EWOULDBLOCK; there the caller must take care.
  if (flock(descriptor_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) return;
  close(descriptor_);
  throw FileError(parent.generic_string(), EWOULDBLOCK,
                  "another process is writing a price book here: try again later");
}

FolderLock::~FolderLock() { close(descriptor_); }

void sync_folder(const fs::path& folder) {
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_symlink()) continue;
    if (entry.is_regular_file() || entry.is_directory()) sync(entry.path());
  }
  sync(folder);
}
#endif

void swap_folders(const fs::path& made, const fs::path& target) {
  std::error_code error;
  if (!fs::exists(target, error)) {
    move_folder(made, target);
  } else if (!exchange(made, target)) {
    move_folder(target, old_path(target));
    move_folder(made, target);
    move_folder(old_path(target), made);
  }
#if !defined(_WIN32)
  sync(target.parent_path());
#endif
}

void recover_swap(const fs::path& target) {
  std::error_code error;
  const fs::path old = old_path(target);
  if (!fs::exists(old, error)) return;
  if (fs::exists(target, error)) {
    fs::remove_all(old, error);
  } else {
    move_folder(old, target);
  }
}

}  // namespace container_tco
