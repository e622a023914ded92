// Prices, instance types, regions and labour tables.

#include <pybind11/native_enum.h>
#include <pybind11/stl/filesystem.h>

#include <filesystem>

#include "container_tco/pricebook/instance_type.hpp"
#include "container_tco/pricebook/labour.hpp"
#include "container_tco/pricebook/price_book.hpp"
#include "container_tco/pricebook/write_book.hpp"
#include "fields.hpp"
#include "topics.hpp"

namespace container_tco::bindings {
namespace {

void bind_rows(py::module_& module) {
  py::class_<Provenance> provenance(module, "Provenance", "Where a figure comes from.");
  bind_value(
      provenance, field("source", &Provenance::source, "Publication or URL."),
      field("as_of", &Provenance::as_of, "ISO date, or what of it is known."),
      field("confidence", &Provenance::confidence, "verified, single_source, derived, assumption, unverified or user."),
      field("note", &Provenance::note, "May be empty."));
  py::class_<PriceTier> tier(module, "PriceTier", "A price that holds from `begin` up to `end` units a month.");
  tier.def(py::init([](Rational begin, std::optional<Rational> end, Money price) {
             return PriceTier{std::move(begin), std::move(end), std::move(price)};
           }),
           py::kw_only(), py::arg("begin"), py::arg("end") = py::none(), py::arg("price"));
  bind_record(tier, field("begin", &PriceTier::begin, "First unit."), field("end", &PriceTier::end, "None: no end."),
              field("price", &PriceTier::price, "Of one unit."));
  py::class_<PriceRow> row(module, "PriceRow", "One row of the price book.");
  row.def(py::init([](std::string key, std::string region, PricingUnit unit, std::vector<PriceTier> tiers,
                      Provenance source, std::string tier_unit) {
            return PriceRow{std::move(key),   std::move(region), std::move(unit),
                            std::move(tiers), std::move(source), std::move(tier_unit)};
          }),
          py::kw_only(), py::arg("key"), py::arg("region"), py::arg("unit"), py::arg("tiers"),
          py::arg_v("provenance", Provenance(), "Provenance()"), py::arg("tier_unit") = "");
  bind_record(row, field("key", &PriceRow::key, "\"fargate/ecs/linux/x86_64/vcpu\"."),
              field("region", &PriceRow::region, "\"ap-northeast-2\"."),
              field("unit", &PriceRow::unit, "What the price is per."),
              field("tiers", &PriceRow::tiers, "At least one, in order, without gaps."),
              field("provenance", &PriceRow::provenance, "Source, date and confidence."),
              field("tier_unit", &PriceRow::tier_unit, "What the bounds of several tiers count; may be empty."));
  row.def_property_readonly("is_tiered", &PriceRow::is_tiered, "Whether the price changes with the amount.")
      .def("unit_price", &PriceRow::unit_price, "The price of an untiered row. Raises InternalError for a tiered one.");
}

void bind_spot(py::module_& module) {
  py::class_<SpotObservation> spot(module, "SpotObservation",
                                   "What Spot capacity was observed to cost. Not a price: nobody promises it.");
  using Price = std::optional<Money>;
  using Count = std::optional<std::int64_t>;
  spot.def(py::init([](std::string key, std::string region, PricingUnit unit, Price average, Price last, Price minimum,
                       Price median, Price maximum, Count snapshots, Count saving_percent, std::string band,
                       Provenance source, std::optional<Provenance> interruption_source) {
             return SpotObservation{std::move(key),
                                    std::move(region),
                                    std::move(unit),
                                    std::move(average),
                                    std::move(last),
                                    std::move(minimum),
                                    std::move(median),
                                    std::move(maximum),
                                    snapshots,
                                    saving_percent,
                                    std::move(band),
                                    std::move(source),
                                    std::move(interruption_source)};
           }),
           py::kw_only(), py::arg("key"), py::arg("region"), py::arg("unit"), py::arg("average") = py::none(),
           py::arg("last") = py::none(), py::arg("minimum") = py::none(), py::arg("median") = py::none(),
           py::arg("maximum") = py::none(), py::arg("snapshots") = py::none(), py::arg("saving_percent") = py::none(),
           py::arg("interruption_band") = "", py::arg_v("provenance", Provenance(), "Provenance()"),
           py::arg("interruption_provenance") = py::none());
  bind_record(spot, field("key", &SpotObservation::key, "\"ec2/linux/spot/m5.large\"."),
              field("region", &SpotObservation::region, "\"ap-northeast-2\"."),
              field("unit", &SpotObservation::unit, "What the prices are per."),
              field("average", &SpotObservation::average, "Over the snapshots."),
              field("last", &SpotObservation::last, "Of the latest snapshot."),
              field("minimum", &SpotObservation::minimum, "Over the snapshots."),
              field("median", &SpotObservation::median, "Over the snapshots."),
              field("maximum", &SpotObservation::maximum, "Over the snapshots."),
              field("snapshots", &SpotObservation::snapshots, "How many were taken."),
              field("saving_percent", &SpotObservation::saving_percent, "Against on-demand; may be negative."),
              field("interruption_band", &SpotObservation::interruption_band, "\"5-10%\"; may be empty."),
              field("provenance", &SpotObservation::provenance, "Of the prices."),
              field("interruption_provenance", &SpotObservation::interruption_provenance, "Of saving and band."));
}

void bind_kubernetes_version(py::module_& module) {
  py::class_<KubernetesVersion> version(module, "KubernetesVersion",
                                        "A Kubernetes version of Amazon EKS and how long it is supported. ISO dates.");
  bind_value(version, field("version", &KubernetesVersion::version, "\"1.33\"."),
             field("released", &KubernetesVersion::released, "On EKS."),
             field("end_of_standard_support", &KubernetesVersion::end_of_standard_support, "Then a surcharge applies."),
             field("end_of_extended_support", &KubernetesVersion::end_of_extended_support, "Then EKS upgrades it."),
             field("provenance", &KubernetesVersion::provenance, "Source, date and confidence."));
}

void bind_instance_type(py::module_& module) {
  py::class_<InstanceType> type(module, "InstanceType", "What an EC2 instance type is made of. None: not known.");
  bind_value(type, field("name", &InstanceType::name, "\"m7g.large\"."),
             field("family", &InstanceType::family, "\"m7g\"."), field("size", &InstanceType::size, "\"large\"."),
             field("vcpu", &InstanceType::vcpu, "Number."), field("memory_mib", &InstanceType::memory_mib, "MiB."),
             field("architecture", &InstanceType::architecture, "Of the processor."),
             field("current_generation", &InstanceType::current_generation, "As AWS says."),
             field("burstable", &InstanceType::burstable, "Whether it shares its CPU."),
             field("bare_metal", &InstanceType::bare_metal, "Whether it has no hypervisor."),
             field("gpu_count", &InstanceType::gpu_count, "Whole GPUs."),
             field("gpu_model", &InstanceType::gpu_model, "May be empty."),
             field("neuron_device_count", &InstanceType::neuron_device_count, "Inferentia or Trainium chips."),
             field("neuron_device_model", &InstanceType::neuron_device_model, "\"inferentia2\"; may be empty."),
             field("max_enis", &InstanceType::max_enis, "Network interfaces."),
             field("ipv4_per_eni", &InstanceType::ipv4_per_eni, "Addresses of each."),
             field("trunking_compatible", &InstanceType::trunking_compatible, "Whether it can have a trunk."),
             field("trunk_enis", &InstanceType::trunk_enis, "Branch interfaces with trunking."),
             field("eni_max_pods", &InstanceType::eni_max_pods, "Pods by network addresses."),
             field("local_nvme_gb", &InstanceType::local_nvme_gb, "Local disk, GB."),
             field("baseline_cpu_percent", &InstanceType::baseline_cpu_percent, "Burstable types: of each vCPU."));
  type.def_property_readonly("advertised", &InstanceType::advertised, "Its gross size.");
}

void bind_labour(py::module_& module) {
  py::native_enum<LabourDriver>(module, "LabourDriver", "enum.Enum", "What the hours of an activity grow with.")
      .value("fleet", LabourDriver::fleet)
      .value("cluster", LabourDriver::cluster)
      .value("host", LabourDriver::host)
      .value("service", LabourDriver::service)
      .finalize();
  py::class_<LabourHours> hours(module, "LabourHours", "Hours a month for each unit of the driver.");
  bind_value(hours, field("low", &LabourHours::low, "Hours."), field("base", &LabourHours::base, "Hours."),
             field("high", &LabourHours::high, "Hours."));
  py::class_<LabourActivity> activity(module, "LabourActivity", "One kind of operations work.");
  bind_value(activity, field("name", &LabourActivity::name, "\"os_patching\"."),
             field("description", &LabourActivity::description, "What is done."),
             field("deployments", &LabourActivity::deployments, "Where it is needed."),
             field("driver", &LabourActivity::driver, "What the hours grow with."),
             field("hours_per_month", &LabourActivity::hours_per_month, "For each unit of the driver."),
             field("role", &LabourActivity::role, "Who does it."),
             field("provenance", &LabourActivity::provenance, "Source, date and confidence."));
  py::class_<LabourRate> rate(module, "LabourRate", "The loaded cost of one hour of a role in a country.");
  rate.def(py::init([](std::string country, std::string role, Money hourly, Provenance source) {
             return LabourRate{std::move(country), std::move(role), std::move(hourly), std::move(source)};
           }),
           py::kw_only(), py::arg("country"), py::arg("role"), py::arg("hourly"),
           py::arg_v("provenance", Provenance(), "Provenance()"));
  bind_record(rate, field("country", &LabourRate::country, "\"US\", \"KR\", \"EU27\"."),
              field("role", &LabourRate::role, "\"systems_administrator\"."),
              field("hourly", &LabourRate::hourly, "Money for one hour."),
              field("provenance", &LabourRate::provenance, "Source, date and confidence."));
  py::class_<LabourProfile> profile(module, "LabourProfile", "Activities and rates together.");
  bind_value(profile, field("name", &LabourProfile::name, "For the report."),
             field("activities", &LabourProfile::activities, "Kinds of work."),
             field("rates", &LabourProfile::rates, "What an hour costs."));
  module.def(
      "parse_labour_profile",
      [](const DocumentText& document, const std::string& file) { return parse_labour_profile(document.text, file); },
      py::arg("json_text"), py::arg("file") = "<text>", "A user's own profile. Raises ParseError.");
  module.def("labour_profile_schema", &labour_profile_schema, "The JSON Schema of labour profiles.");
}

void bind_book(py::module_& module) {
  py::native_enum<RegionKind>(module, "RegionKind", "enum.Enum", "A region, or a group of zones outside it.")
      .value("region", RegionKind::region)
      .value("local_zone", RegionKind::local_zone)
      .value("wavelength_zone", RegionKind::wavelength_zone)
      .finalize();
  py::class_<Region> region(module, "Region", "An AWS region, or a group of zones with prices of its own.");
  bind_record(region, field("code", &Region::code, "\"ap-northeast-2\"."),
              field("name", &Region::name, "\"Asia Pacific (Seoul)\"."),
              field("prefix", &Region::prefix, "Of usage types: \"APN2\"."),
              field("currency", &Region::currency, "ISO 4217 code."),
              field("kind", &Region::kind, "Region or kind of zone."),
              field("parent", &Region::parent, "Of a zone: the code of its region."));
  region.def_property_readonly("is_zone", &Region::is_zone, "Whether it is a group of zones.");
  constexpr auto internal = py::return_value_policy::reference_internal;
  py::class_<PriceBook>(module, "PriceBook",
                        "Prices with their provenance. Immutable. A missing price raises PriceNotFoundError.")
      .def_static("bundled", &PriceBook::bundled, Release(), "The tables in this library.")
      .def_static(
          "load", [](const std::filesystem::path& path) { return PriceBook::load(path.string()); }, py::arg("path"),
          Release(), "A folder with price_book.json, or that file. Raises FileError (an OSError) or ParseError.")
      .def_static(
          "parse_prices",
          [](const DocumentText& document, const std::string& file) {
            return PriceBook::parse_prices(document.text, file);
          },
          py::arg("json_text"), py::arg("file") = "<text>", "Rows of a price table. Raises ParseError.")
      .def_property_readonly("version", &PriceBook::version, "Of the tables.")
      .def_property_readonly("digest", &PriceBook::digest, "\"sha256:…\" over the tables and prices laid on top.")
      .def_property_readonly("origin", &PriceBook::origin, "\"bundled\" or the path.")
      .def("price", &PriceBook::price, py::arg("key"), py::arg("region"), internal,
           "The row. Raises PriceNotFoundError.")
      .def("find_price", &PriceBook::find_price, py::arg("key"), py::arg("region"), internal, "The row, or None.")
      .def("prices", &PriceBook::prices, py::arg("key_prefix") = "", py::arg("region") = py::none(), Release(),
           "Rows whose key starts so, of one region or of all, by region and key.")
      .def_property_readonly("instance_types", &PriceBook::instance_types, internal, "All of them.")
      .def("instance_type", &PriceBook::instance_type, py::arg("name"), internal,
           "The type. Raises InvalidInputError naming the nearest.")
      .def_property_readonly("regions", &PriceBook::regions, internal, "All of them.")
      .def("region", &PriceBook::region, py::arg("code"), internal,
           "The region. Raises InvalidInputError naming the nearest.")
      .def_property_readonly("labour", &PriceBook::labour, internal, "Activities and rates.")
      .def_property_readonly("kubernetes_versions", &PriceBook::kubernetes_versions, internal,
                             "Of Amazon EKS; empty when the book has none.")
      .def("find_spot", &PriceBook::find_spot, py::arg("key"), py::arg("region"), internal,
           "What Spot capacity was observed to cost, or None. Never a price.")
      .def("spot_observations", &PriceBook::spot_observations, py::arg("key_prefix") = "",
           py::arg("region") = py::none(), Release(), "Observations whose key starts so, by region and key.")
      .def("with_spot", &PriceBook::with_spot, py::arg("observations"), Release(),
           "This book with these observations in place of those of the same key and region.")
      .def(
          "write",
          [](const PriceBook& self, const std::filesystem::path& folder, std::optional<std::string> version) {
            write_price_book(self, folder.string(), {std::move(version)});
          },
          py::arg("folder"), py::kw_only(), py::arg("version") = py::none(), Release(),
          "Writes the whole book as a folder, or replaces the book that stands there. Raises FileError (an OSError).")
      .def("with_prices", &PriceBook::with_prices, py::arg("rows"), Release(),
           "This book with these rows in place of those of the same key and region.")
      .def("__repr__", [](const PriceBook& self) {
        return "PriceBook(" + self.origin() + ", version " + self.version() + ", " + self.digest() + ")";
      });
  module.def("price_table_schema", &price_table_schema, "The JSON Schema of price tables and overlays.");
}

}  // namespace

void bind_pricebook(py::module_& module) {
  bind_rows(module);
  bind_spot(module);
  bind_kubernetes_version(module);
  bind_instance_type(module);
  bind_labour(module);
  bind_book(module);
}

}  // namespace container_tco::bindings
