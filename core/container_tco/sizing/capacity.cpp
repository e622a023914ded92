#include "container_tco/sizing/capacity.hpp"

namespace container_tco {

Resources sum(const std::vector<CapacityPart>& parts) {
  Resources total;
  for (const CapacityPart& part : parts) total = total + part.amount;
  return total;
}

}  // namespace container_tco
