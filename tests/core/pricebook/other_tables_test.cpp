#include <doctest/doctest.h>

#include "broken_text.hpp"
#include "container_tco/pricebook/instance_table.hpp"
#include "container_tco/pricebook/kubernetes_version.hpp"
#include "container_tco/pricebook/manifest.hpp"
#include "container_tco/pricebook/region_table.hpp"

namespace other_tables_test {

using namespace container_tco;

namespace {

const std::string manifest = R"({"schema_version": "1", "version": "2026-11-22", "description": "d", "tables": [
  {"path": "ec2/x.json", "kind": "prices", "keys": ["ec2/"], "regions": ["us-east-1"]},
  {"path": "i.json", "kind": "instance_types"},
  {"path": "r.json", "kind": "regions"}, {"path": "lr.json", "kind": "labour_rates"},
  {"path": "la.json", "kind": "labour_activities"}]})";

const std::string regions = R"({"schema_version": "1", "rows": [
  {"region": "us-east-1", "name": "N. Virginia", "usage_type_prefix": "USE1", "currency": "USD"},
  {"region": "us-east-2", "name": "Ohio", "usage_type_prefix": "USE2", "currency": "USD"},
  {"region": "us-east-1-bos-1", "name": "Boston", "currency": "USD", "kind": "local_zone", "parent": "us-east-1"},
  {"region": "cn-north-1", "name": "Beijing", "usage_type_prefix": "CNN1", "currency": "CNY"}]})";

const std::string instances = R"({"schema_version": "1", "provenance": {},
  "columns": ["instance_type", "vcpu", "memory_mib", "architecture", "burstable", "bare_metal", "gpu_count",
              "baseline_cpu_percent"],
  "rows": [["t9.large", 2, 8192, "arm64", true, false, null, "30"],
           ["old.large", 2, 8192, null, false, false, 0, null]]})";

}  // namespace

TEST_CASE("a manifest names its tables in order") {
  const Manifest parsed = parse_manifest(manifest, "t.json");
  CHECK(parsed.version == "2026-11-22");
  REQUIRE(parsed.tables.size() == 5);
  CHECK(parsed.tables[0].regions == std::vector<std::string>{"us-east-1"});
  CHECK(parsed.only(TableKind::labour_rates).path == "lr.json");
}

TEST_CASE("a broken manifest is an error that says where and what") {
  check_all(
      manifest,
      {{R"("kind": "regions")", R"("kind": "region")", "$.tables[2].kind: expected one of the table kinds"},
       {R"("kind": "regions")", R"("kind": "region")", "Did you mean regions?"},
       {R"({"path": "r.json", "kind": "regions"}, )", "", "exactly one table of kind 'regions', found 0"},
       {R"({"path": "r.json", "kind": "regions"}, )",
        R"({"path": "r.json", "kind": "regions"}, {"path": "r2.json", "kind": "regions"}, )", "found 2"},
       {R"({"path": "ec2/x.json", "kind": "prices", "keys": ["ec2/"], "regions": ["us-east-1"]},)", "",
        "at least one table"},
       {R"("path": "r.json")", R"("path": "i.json")", "$.tables[2].path: expected each table once"},
       {R"("path": "r.json")", R"("path": "../r.json")", "below the folder of the manifest"},
       {R"("path": "r.json")", R"("path": "/etc/r.json")", "below the folder of the manifest"},
       {R"("path": "r.json")", R"("path": "c:\\r.json")", "the path of a .json file"},
       {R"("path": "r.json")", R"("path": "passwd")", "the path of a .json file"},
       {R"("kind": "regions")", R"("kind": "regions", "regions": ["us-east-1"])", "for tables of prices and Spot only"},
       {R"("kind": "regions")", R"("kind": "regions", "region": "us-east-1")", "Did you mean regions?"},
       {R"("keys": ["ec2/"], )", "", "$.tables[0]: expected a member 'keys'"},
       {R"("keys": ["ec2/"])", R"("keys": [])", "at least one entry"},
       {R"("keys": ["ec2/"])", R"("keys": ["ec2"])", "$.tables[0].keys[0]: expected a key or the first parts"},
       {R"("keys": ["ec2/"])", R"("keys": ["EC2/"])", "a key or the first parts"},
       {R"("regions": ["us-east-1"])", R"("regions": [])", "at least one entry"},
       {R"("regions": ["us-east-1"])", R"("regions": ["us east"])", "a region code such as"},
       {R"({"path": "r.json")", R"({"path": "k.json", "kind": "kubernetes_versions"},
               {"path": "k2.json", "kind": "kubernetes_versions"}, {"path": "r.json")",
        "at most one table of kind"},
       {R"("version": "2026-11-22")", R"("version": "2026 11\n22")", "$.version: expected a version"},
       {R"("tables")", R"("table")", "Did you mean tables?"}},
      [](const std::string& text) { parse_manifest(text, "t.json"); });
}

TEST_CASE("a region table tells zones from regions, and its currencies") {
  const RegionTable table = RegionTable::parse(regions, "t.json");
  CHECK(table.region("us-east-2").kind == RegionKind::region);
  CHECK(table.region("us-east-2").parent.empty());
  const Region& zone = table.region("us-east-1-bos-1");
  CHECK(zone.kind == RegionKind::local_zone);
  CHECK(zone.is_zone());
  CHECK(zone.parent == "us-east-1");
  CHECK(zone.prefix.empty());
  CHECK(table.region("cn-north-1").currency.code() == "CNY");
}

TEST_CASE("a broken region table is an error that says where and what") {
  check_all(
      regions,
      {{"us-east-2", "us-east-1", "$.rows[1].region: expected each region once"},
       {R"("parent": "us-east-1")", R"("parent": "eu-west-1")", "$.rows[2].parent: expected a region of the table"},
       {R"("parent": "us-east-1")", R"("parent": "us-east-1-bos-1")", "a region of the table"},
       {R"(, "parent": "us-east-1")", "", "$.rows[2]: expected a member 'parent'"},
       {R"("local_zone")", R"("outpost")", "one of the kinds region, local_zone or wavelength_zone"},
       {R"("local_zone")", R"("region")", "a parent for zones only"},
       {"us-east-2", "US East", "a region code such as"},
       {R"("currency": "USD")", R"("currency": "dollar")", "$.rows[0].currency: expected an ISO 4217 code"},
       {R"("name": "Ohio", )", "", "$.rows[1]: expected a member 'name'"},
       {R"("name": "Ohio", )", R"("nane": "Ohio", )", "Did you mean name?"}},
      [](const std::string& text) { RegionTable::parse(text, "t.json"); });
}

TEST_CASE("unknown figures of an instance type are absent, and a type of unknown architecture is left out") {
  const InstanceTable table = InstanceTable::parse(instances, "t.json");
  REQUIRE(table.types().size() == 1);
  const InstanceType& type = table.type("t9.large");
  CHECK(type.gpu_count == 0);
  CHECK(type.baseline_cpu_percent == Rational(30));
  CHECK_FALSE(type.max_enis);
  CHECK_FALSE(type.current_generation);
  const auto call = [&] { table.type("old.large"); };
  CHECK(contains(error_text<InvalidInputError>(call), "processor architecture"));
}

TEST_CASE("a broken instance table is an error that says where and what") {
  check_all(instances,
            {{R"("vcpu")", R"("vcpus")", "$.columns[1]: expected one of the columns"},
             {R"("vcpu")", R"("vcpus")", "Did you mean vcpu?"},
             {R"("vcpu")", R"("memory_mib")", "each column once"},
             {R"("vcpu")", R"("hypervisor")", "a column 'vcpu'"},
             {R"("t9.large", 2)", R"("t9.large", 0)", "$.rows[0][1]: expected a whole number of at least 1"},
             {R"("t9.large", 2)", R"("t9.large", 2.5)", "a whole number"},
             {R"("t9.large", 2)", R"("t9.large", 99999999999999999999)", "a whole number"},
             {R"("t9.large", 2)", R"("t9.large", null)", "a value that is not null"},
             {R"("t9.large", 2)", R"("t9.large", "2")", "a whole number"},
             {R"("t9.large", 2)", R"("t9.large", 2, 2)", "an array of 8 values, one for each column, found one of 9"},
             {R"("t9.large")", R"("t9large")", "a type such as"},
             {R"("t9.large")", "null", "$.rows[0][0]: expected a value that is not null"},
             {R"("arm64")", R"("arm")", "$.rows[0][3]: expected 'x86_64', 'arm64' or null"},
             {R"(true, false, null, "30")", R"("yes", false, null, "30")", "true or false"},
             {R"("30")", R"("-30")", "a number of at least 0"},
             {R"(["old.large", 2, 8192, null)", R"(["t9.large", 2, 8192, "arm64")", "each type once"},
             {R"("rows": [)", R"("rows": [7, )", "$.rows[0]: expected an array of 8 values"}},
            [](const std::string& text) { InstanceTable::parse(text, "t.json"); });
}

namespace {

const std::string versions = R"({"schema_version": "1",
  "provenance": {"a": {"source": "page", "as_of": "2026", "confidence": "verified"}},
  "rows": [{"version": "1.33", "released": "2025-05-29", "end_of_standard_support": "2026-07-29",
            "end_of_extended_support": "2027-07-29", "provenance": "a"},
           {"version": "1.34", "released": "2025-10-02", "end_of_standard_support": "2026-12-02",
            "end_of_extended_support": "2027-12-02", "provenance": "a"}]})";

}  // namespace

TEST_CASE("a table of Kubernetes versions is read in its order") {
  const std::vector<KubernetesVersion> rows = parse_kubernetes_versions(versions, "t.json");
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].version == "1.33");
  CHECK(rows[0].end_of_standard_support == "2026-07-29");
  CHECK(rows[0].provenance.source == "page");
}

TEST_CASE("a broken table of Kubernetes versions is an error that says where and what") {
  check_all(versions,
            {{R"("1.34")", R"("1.33")", "$.rows[1].version: expected each version once"},
             {R"("1.34")", R"("latest")", "a version such as"},
             {"2025-05-29", "2025-13-29", "$.rows[0].released: expected a date"},
             {"2025-05-29", "May 2025", "a date such as"},
             {"2026-07-29", "2025-01-29", "$.rows[0]: expected a release, an end of standard"},
             {R"("provenance": "a"})", R"("provenance": "b"})", "an id that stands in 'provenance'"},
             {R"("released": "2025-05-29", )", "", "$.rows[0]: expected a member 'released'"}},
            [](const std::string& text) { parse_kubernetes_versions(text, "t.json"); });
}

}  // namespace other_tables_test
