#pragma once
// Keys of prices that several parts ask for; all keys: pricing/README.md.

namespace container_tco {

inline constexpr const char* disk_key = "ebs/gp3/storage";
inline constexpr const char* public_address_key = "vpc/public_ipv4/in_use";
inline constexpr const char* nat_gateway_hour_key = "nat/gateway/hour";
inline constexpr const char* nat_gateway_gb_key = "nat/gateway/gb";
inline constexpr const char* interface_endpoint_hour_key = "vpc/interface_endpoint/hour";
inline constexpr const char* interface_endpoint_gb_key = "vpc/interface_endpoint/gb";
inline constexpr const char* ephemeral_storage_key = "fargate/ecs/ephemeral_storage";

}  // namespace container_tco
