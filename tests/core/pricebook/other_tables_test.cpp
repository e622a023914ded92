#include <doctest/doctest.h>

#include "broken_text.hpp"
#include "container_tco/pricebook/instance_table.hpp"
#include "container_tco/pricebook/manifest.hpp"
#include "container_tco/pricebook/region_table.hpp"

using namespace container_tco;

namespace {

const std::string manifest = R"({"schema_version": "1", "version": "2026-11-22", "description": "d", "tables": [
  {"path": "ec2/x.json", "kind": "prices", "region": "us-east-1"}, {"path": "i.json", "kind": "instance_types"},
  {"path": "r.json", "kind": "regions"}, {"path": "lr.json", "kind": "labour_rates"},
  {"path": "la.json", "kind": "labour_activities"}]})";

const std::string regions = R"({"schema_version": "1", "rows": [
  {"region": "us-east-1", "name": "N. Virginia", "usage_type_prefix": "USE1", "currency": "USD"},
  {"region": "us-east-2", "name": "Ohio", "usage_type_prefix": "USE2", "currency": "USD"}]})";

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
  CHECK(parsed.tables[0].region == "us-east-1");
  CHECK(parsed.only(TableKind::labour_rates).path == "lr.json");
}

TEST_CASE("a broken manifest is an error that says where and what") {
  check_all(manifest,
            {{R"("kind": "regions")", R"("kind": "region")", "$.tables[2].kind: expected one of the table kinds"},
             {R"("kind": "regions")", R"("kind": "region")", "Did you mean regions?"},
             {R"({"path": "r.json", "kind": "regions"}, )", "", "exactly one table of kind 'regions', found 0"},
             {R"({"path": "r.json", "kind": "regions"}, )",
              R"({"path": "r.json", "kind": "regions"}, {"path": "r2.json", "kind": "regions"}, )", "found 2"},
             {R"({"path": "ec2/x.json", "kind": "prices", "region": "us-east-1"}, )", "", "at least one table"},
             {R"("path": "r.json")", R"("path": "i.json")", "$.tables[2].path: expected each table once"},
             {R"("path": "r.json")", R"("path": "../r.json")", "below the folder of the manifest"},
             {R"("path": "r.json")", R"("path": "/etc/r.json")", "below the folder of the manifest"},
             {R"("path": "r.json")", R"("path": "c:\\r.json")", "the path of a .json file"},
             {R"("path": "r.json")", R"("path": "passwd")", "the path of a .json file"},
             {R"("kind": "regions")", R"("kind": "regions", "region": "us-east-1")", "for price tables only"},
             {R"("version": "2026-11-22")", R"("version": "2026 11\n22")", "$.version: expected a version"},
             {R"("tables")", R"("table")", "Did you mean tables?"}},
            [](const std::string& text) { parse_manifest(text, "t.json"); });
}

TEST_CASE("a broken region table is an error that says where and what") {
  check_all(regions,
            {{"us-east-2", "us-east-1", "$.rows[1].region: expected each region once"},
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
