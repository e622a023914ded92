#pragma once
// Instance families that no plan takes unless somebody names them. Table: host_families.json.

#include <cstdint>
#include <string>

namespace container_tco {

/// Whether hosts in `zones` zones are planned of `family` without being told so: its types boot the images of container
/// hosts, and are to be had in so many zones.
bool is_planned_unnamed(const std::string& family, std::int64_t zones);

}  // namespace container_tco
