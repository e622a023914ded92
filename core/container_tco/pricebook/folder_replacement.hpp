#pragma once
// Replaces a folder as a whole.

#include <functional>
#include <map>
#include <set>
#include <string>

namespace container_tco {

/// Puts `files` (text by path below the folder) in the place of those that `list_replaced` names (paths below it) in
/// `folder`, which is made when it does not exist. Other files stay. The new folder is built beside the old one, synced
/// to the disk and then takes its place in one step, so that an interruption leaves the old or the new content; what an
/// interrupted call left behind is removed by the next. Throws FileError, and leaves the folder as it was.
void replace_folder(const std::string& folder, const std::map<std::string, std::string>& files,
                    const std::function<std::set<std::string>()>& list_replaced);

}  // namespace container_tco
