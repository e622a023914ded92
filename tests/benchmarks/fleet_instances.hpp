#pragma once
// Seeded pod lists for the fleet benchmark, and host types with the prices of a region of the bundled book.

#include <container_tco/container_tco.hpp>
#include <container_tco/packing/fleet.hpp>
#include <string>
#include <vector>

/// smooth: 0.25 to 4 vCPU and 1 to 8 GiB for each, on a grid of 0.25 vCPU and 0.5 GiB.
/// bimodal: half ask for much CPU and little memory, half the other way round; the same grid.
/// few_large: one in twenty asks for 8 to 16 vCPU, the others for 0.1 to 0.5.
/// off_grid: every size different, to the millicore and MiB.
enum class PodProfile { smooth, bimodal, few_large, off_grid };

std::string to_string(PodProfile profile);
/// `count` pods, one item each.
std::vector<container_tco::FleetItem> random_pods(PodProfile profile, int count, unsigned seed);

/// x86 types on demand of at most `most_vcpu` and 8 GiB for each, as EKS nodes with prefix delegation, without GPUs,
/// bare metal and burstable ones. Weights: 10^-10 USD an hour.
std::vector<container_tco::FleetHostType> priced_types(const container_tco::PriceBook& book, const std::string& region,
                                                       int most_vcpu);
