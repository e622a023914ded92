# Find first, pinned fetch second: a build with -DFETCHCONTENT_FULLY_DISCONNECTED=ON never fetches.
include(FetchContent)

set(JSON_BuildTests OFF CACHE INTERNAL "")
FetchContent_Declare(nlohmann_json
  URL https://github.com/nlohmann/json/releases/download/v3.11.3/json.tar.xz
  URL_HASH SHA256=d6c65aca6b1ed68e7a182f4757257b107ae403032760ed6ef121c9d55e81757d
  FIND_PACKAGE_ARGS 3.11 CONFIG)
FetchContent_MakeAvailable(nlohmann_json)

# Headers only; Multiprecision behind core/container_tco/quantity.
find_package(Boost 1.74 CONFIG REQUIRED)

# Fast C++ CSV Parser, one header, as Debian puts it (libfccp-dev) or beside other headers. Never fetched: it has no releases.
find_path(CONTAINER_TCO_FCCP_INCLUDE_DIR csv.h PATH_SUFFIXES libfccp fast-cpp-csv-parser)
if(NOT CONTAINER_TCO_FCCP_INCLUDE_DIR)
  message(FATAL_ERROR "The header csv.h of fast-cpp-csv-parser is needed; Debian: apt-get install libfccp-dev")
endif()
