#include "container_tco/estimate/candidates.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "container_tco/error.hpp"

namespace candidates_test {

using namespace container_tco;

namespace {
const PriceBook& book() {
  static const PriceBook bundled = PriceBook::bundled();
  return bundled;
}
bool has(const std::vector<const InstanceType*>& types, const std::string& name) {
  return std::any_of(types.begin(), types.end(), [&](const InstanceType* type) { return type->name == name; });
}
}  // namespace

TEST_CASE("burstable and bare metal types are candidates on request only") {
  CandidateFilter filter;
  const auto types = candidate_types(book(), filter, Architecture::x86_64, std::nullopt);
  CHECK(types.size() > 300);
  CHECK(has(types, "m5.large"));
  CHECK_FALSE(has(types, "t3.medium"));
  CHECK_FALSE(has(types, "m5.metal"));
  CHECK_FALSE(has(types, "m7g.large"));
  filter.burstable = true;
  filter.bare_metal = true;
  const auto more = candidate_types(book(), filter, Architecture::x86_64, std::nullopt);
  CHECK(has(more, "t3.medium"));
  CHECK(has(more, "m5.metal"));
}

TEST_CASE("limits of size that leave nothing between them are refused") {
  CandidateFilter filter;
  filter.min_vcpu = 16;
  filter.max_vcpu = 8;
  CHECK_THROWS_WITH_AS((void)candidate_types(book(), filter, Architecture::x86_64, std::nullopt),
                       doctest::Contains("at least min_vcpu, 16"), InvalidInputError);
  filter.max_vcpu = 16;
  CHECK_NOTHROW((void)candidate_types(book(), filter, Architecture::x86_64, std::nullopt));
  filter.min_memory = Bytes::from_gib(std::int64_t{64});
  filter.max_memory = Bytes::from_gib(std::int64_t{32});
  CHECK_THROWS_WITH_AS((void)candidate_types(book(), filter, Architecture::x86_64, std::nullopt),
                       doctest::Contains("at least min_memory, 64 GiB"), InvalidInputError);
}

TEST_CASE("naming a type or a burstable family is asking for it") {
  CandidateFilter filter;
  filter.instance_types = {"t3.medium"};
  CHECK(candidate_types(book(), filter, Architecture::x86_64, std::nullopt).size() == 1);
  CandidateFilter family;
  family.families = {"t3"};
  CHECK(has(candidate_types(book(), family, Architecture::x86_64, std::nullopt), "t3.large"));
}

TEST_CASE("exclusions take types and families away") {
  CandidateFilter filter;
  filter.families = {"m5", "c5"};
  filter.exclude = {"c5", "m5.large"};
  const auto types = candidate_types(book(), filter, Architecture::x86_64, std::nullopt);
  CHECK(has(types, "m5.xlarge"));
  CHECK_FALSE(has(types, "m5.large"));
  CHECK_FALSE(has(types, "c5.large"));
}

TEST_CASE("GPU tasks see GPU types only") {
  for (const InstanceType* type : candidate_types(book(), {}, Architecture::x86_64, Accelerator::nvidia))
    CHECK(type->gpu_count > 0);
}

TEST_CASE("unknown names are answered with their neighbours") {
  CandidateFilter filter;
  filter.instance_types = {"m5.lrage"};
  CHECK_THROWS_WITH_AS(candidate_types(book(), filter, Architecture::x86_64, std::nullopt),
                       doctest::Contains("m5.large"), InvalidInputError);
  CandidateFilter family;
  family.families = {"m7gg"};
  CHECK_THROWS_WITH_AS(candidate_types(book(), family, Architecture::x86_64, std::nullopt), doctest::Contains("m7g"),
                       InvalidInputError);
}

// C1, M1, M2 and T1 boot paravirtual images only; the images for ECS and EKS hosts are HVM.
TEST_CASE("types that cannot boot the images of container hosts are candidates only when named") {
  const auto types = candidate_types(book(), {}, Architecture::x86_64, std::nullopt);
  for (const char* name : {"t1.micro", "m1.small", "m2.xlarge", "c1.medium"}) CHECK_FALSE(has(types, name));
  CHECK(has(types, "m3.medium"));
  CandidateFilter named;
  named.instance_types = {"m1.small"};
  CHECK(has(candidate_types(book(), named, Architecture::x86_64, std::nullopt), "m1.small"));
}

// Amazon Linux 2023 takes Graviton2 and later only (Amazon EKS User Guide, choosing an instance type).
TEST_CASE("Graviton1 is a candidate only when its family or a type of it is named") {
  const auto types = candidate_types(book(), {}, Architecture::arm64, std::nullopt);
  for (const char* name : {"a1.medium", "a1.4xlarge"}) CHECK_FALSE(has(types, name));
  CHECK(has(types, "m6g.medium"));
  CandidateFilter family;
  family.families = {"a1"};
  CHECK(has(candidate_types(book(), family, Architecture::arm64, std::nullopt), "a1.medium"));
  CandidateFilter named;
  named.instance_types = {"a1.large"};
  CHECK(has(candidate_types(book(), named, Architecture::arm64, std::nullopt), "a1.large"));
}

TEST_CASE("HPC types, which stand in one zone of a region, are no candidates for several unless named") {
  CHECK(has(candidate_types(book(), {}, Architecture::x86_64, std::nullopt), "hpc6a.48xlarge"));
  CHECK_FALSE(has(candidate_types(book(), {}, Architecture::x86_64, std::nullopt, 2), "hpc6a.48xlarge"));
  CandidateFilter family;
  family.families = {"hpc6a"};
  CHECK(has(candidate_types(book(), family, Architecture::x86_64, std::nullopt, 2), "hpc6a.48xlarge"));
}

// ECS places GPU tasks on NVIDIA GPUs; g4ad has AMD's, dl1 has Gaudi accelerators.
TEST_CASE("GPU tasks see no accelerators of other makes") {
  const auto types = candidate_types(book(), {}, Architecture::x86_64, Accelerator::nvidia);
  CHECK(has(types, "g4dn.xlarge"));
  CHECK(has(types, "p3.2xlarge"));
  CHECK_FALSE(has(types, "g4ad.xlarge"));
  CHECK_FALSE(has(types, "dl1.24xlarge"));
}

}  // namespace candidates_test
