#pragma once
// One function a topic, each in bind_<topic>.cpp. Called in the order of the data flow: a class must be known to Python
// before a signature names it, or the C++ name would appear there.

#include <pybind11/pybind11.h>

namespace container_tco::bindings {

void bind_error(pybind11::module_& module);
void bind_quantity(pybind11::module_& module);
void bind_arrow(pybind11::module_& module);
void bind_rollout(pybind11::module_& module);
void bind_demand(pybind11::module_& module);
void bind_workload(pybind11::module_& module);
void bind_pricebook(pybind11::module_& module);
void bind_price_derivations(pybind11::module_& module);
void bind_offers(pybind11::module_& module);
void bind_feasibility(pybind11::module_& module);
void bind_sizing(pybind11::module_& module);
void bind_packing(pybind11::module_& module);
void bind_fleet(pybind11::module_& module);
void bind_contract(pybind11::module_& module);
void bind_batch(pybind11::module_& module);
void bind_commitment(pybind11::module_& module);
void bind_costing(pybind11::module_& module);
void bind_deployments(pybind11::module_& module);
void bind_hosts(pybind11::module_& module);
void bind_resilience(pybind11::module_& module);
void bind_estimate(pybind11::module_& module);
void bind_timeline(pybind11::module_& module);
void bind_comparison(pybind11::module_& module);
void bind_price_change(pybind11::module_& module);
void bind_bill(pybind11::module_& module);
void bind_outlook(pybind11::module_& module);
void bind_report(pybind11::module_& module);
void bind_fleet_report(pybind11::module_& module);
void bind_priced_fleet(pybind11::module_& module);
void bind_waste(pybind11::module_& module);
void bind_verification(pybind11::module_& module);

}  // namespace container_tco::bindings
