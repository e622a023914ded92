#include "container_tco/pricebook/kubernetes_support.hpp"

#include <doctest/doctest.h>

#include "container_tco/error.hpp"
#include "error_text.hpp"

namespace kubernetes_support_test {

using namespace container_tco;

namespace {

// Dates as AWS publishes them (rule M8).
const std::vector<KubernetesVersion> versions = {{"1.31", "2024-09-26", "2025-11-26", "2026-11-26", {}},
                                                 {"1.32", "2025-01-23", "2026-03-23", "2027-03-23", {}},
                                                 {"1.33", "2025-05-29", "2026-07-29", "2027-07-29", {}},
                                                 {"1.34", "2025-10-02", "2026-12-02", "2027-12-02", {}}};

const std::string surcharge = "eks/control_plane/extended_support_surcharge";

}  // namespace

TEST_CASE("the surcharge begins on the day on which standard support ends") {
  const KubernetesSupport last_day = kubernetes_support(versions, "1.32", "2026-03-22");
  CHECK(last_day.phase == KubernetesSupportPhase::standard);
  CHECK(last_day.since == "2025-01-23");
  CHECK(last_day.until == "2026-03-23");
  CHECK_FALSE(last_day.surcharge_key.has_value());
  const KubernetesSupport first_day = kubernetes_support(versions, "1.32", "2026-03-23");
  CHECK(first_day.phase == KubernetesSupportPhase::extended);
  CHECK(first_day.since == "2026-03-23");
  CHECK(first_day.until == "2027-03-23");
  CHECK(first_day.surcharge_key == surcharge);
}

TEST_CASE("after extended support the cluster is upgraded into that of the oldest version left") {
  CHECK(kubernetes_support(versions, "1.31", "2026-11-25").phase == KubernetesSupportPhase::extended);
  const KubernetesSupport ended = kubernetes_support(versions, "1.31", "2026-11-26");
  CHECK(ended.phase == KubernetesSupportPhase::ended);
  CHECK(ended.since == "2026-11-26");
  CHECK_FALSE(ended.until.has_value());
  CHECK(ended.surcharge_key == surcharge);
  CHECK_FALSE(kubernetes_support(versions, "1.31", "2029-01-01").surcharge_key.has_value());
}

TEST_CASE("the phase reads as a sentence") {
  CHECK(kubernetes_support(versions, "1.32", "2026-11-25").sentence() ==
        "Kubernetes 1.32 is under extended support on 2026-11-25 (2026-03-23 until 2027-03-23)");
  CHECK(contains(kubernetes_support(versions, "1.31", "2026-11-26").sentence(), "no support since 2026-11-26"));
}

TEST_CASE("an unknown version names the nearest, and a date must be one after the release") {
  const auto unknown = [] { kubernetes_support(versions, "1.3", "2026-11-25"); };
  CHECK(contains(error_text<InvalidInputError>(unknown), "1.31"));
  const auto no_table = [] { kubernetes_support({}, "1.32", "2026-11-25"); };
  CHECK(contains(error_text<InvalidInputError>(no_table), "no table of Kubernetes versions"));
  const auto early = [] { kubernetes_support(versions, "1.34", "2025-10-01"); };
  CHECK(contains(error_text<InvalidInputError>(early), "2025-10-02 or later"));
  const auto no_date = [] { kubernetes_support(versions, "1.34", ""); };
  CHECK(contains(error_text<InvalidInputError>(no_date), "ISO date"));
}

}  // namespace kubernetes_support_test
