#include <doctest/doctest.h>

#include "one_demand.hpp"

// Needs that no definition shows; columns as in ecs_demands_test.cpp.

namespace container_tco::needs_test {

TEST_CASE("needs of the kernel or of a chosen machine are impossible on Fargate") {
  check_table({{"need", "kernel_parameters", "iii oio"},
               {"need", "kernel_modules", "iii oio"},
               {"need", "ebpf", "iii oio"},
               {"need", "net_admin", "iii oio"},
               {"need", "fuse", "iii oio"},
               {"need", "docker_in_docker", "iii oio"},
               {"need", "locked_memory", "iii oio"},
               {"need", "realtime_priority", "iii oio"},
               {"need", "cpu_pinning", "iii oio"},
               {"need", "swap", "iii oow"},
               {"need", "instance_store", "iii ooo"},
               {"need", "efa", "iii ooo"},
               {"need", "host_licence", "iii ooo"},
               {"need", "fixed_hardware", "iii ooo"},
               {"need", "custom_ami", "iii ooo"},
               {"need", "privileged", "iii oio"},
               {"need", "gpu", "iii oio"}});
}

TEST_CASE("a local image cache costs time on Fargate, not feasibility") {
  CHECK(verdicts_of("need", "image_cache") == "www ooo");
}

TEST_CASE("an unknown need or feature is a warning everywhere") {
  CHECK(verdicts_of("need", "teleportation") == "www www");
  CHECK(verdicts_of("no_such_feature", "true") == "www www");
}

}  // namespace container_tco::needs_test
