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

/// Which types are candidates.
enum class Candidates {
  usual,     ///< x86 of at most 32 vCPU and 8 GiB for each, without GPUs, bare metal and burstable ones.
  every_x86  ///< All x86 types with a price: GPUs, bare metal, burstable, the largest.
};

/// Types on demand as EKS nodes with prefix delegation. Weights: 10^-10 USD an hour.
std::vector<container_tco::FleetHostType> priced_types(const container_tco::PriceBook& book, const std::string& region,
                                                       Candidates candidates);

/// Pods of a list with the columns cpu_milli, memory_mib and num_gpu, or cpu_usage and memory_usage. Shares of a GPU
/// count as whole ones. Usage is a share of the largest machine of its trace, whose size is not published: taken as
/// 16 vCPU and 64 GiB, an assumption. Nothing when the file is not there.
std::vector<container_tco::FleetItem> read_pods(const std::string& path);
