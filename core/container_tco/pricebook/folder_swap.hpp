#pragma once
// What a system offers to replace a folder safely.

#include <filesystem>

namespace container_tco {

/// Keeps other processes from replacing folders below `parent` while it lives. Throws FileError when another one does.
class FolderLock {
 public:
  explicit FolderLock(const std::filesystem::path& parent);
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

 private:
  int descriptor_ = -1;
};

/// Has the system write every file and folder below `folder`, and itself, to the disk. Throws FileError.
void sync_folder(const std::filesystem::path& folder);

/// `made` becomes `target`, and the old target, if there is one, becomes `made`: in one step where the system can swap,
/// else in two, between which the old one stands beside as ".<name>.old". Throws FileError.
void swap_folders(const std::filesystem::path& made, const std::filesystem::path& target);

/// Completes what was interrupted between those two steps.
void recover_swap(const std::filesystem::path& target);

}  // namespace container_tco
