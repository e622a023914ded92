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
