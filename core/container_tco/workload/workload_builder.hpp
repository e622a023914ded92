#pragma once
// Collects what the readers find into one result: unique service names, each assumption once.

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "container_tco/workload/read.hpp"

namespace container_tco {

/// The assumption that one task of a service runs, because no document says how many.
Assumption assume_one_task(const std::string& service_name);

class WorkloadBuilder {
 public:
  /// A name that is taken gets the cluster or the file behind it ("web (staging)") when these differ; otherwise the
  /// service is left out and reported. `origin` of the service is its file, " at " and its place.
  /// Returns the service as it was added (valid until the next call), or nullptr.
  const Service* add(Service service, const std::string& cluster = {});
  void assume(const Assumption& assumption);
  void ignore(const std::string& file, const std::string& what);
  void report(const std::string& file, const std::string& message);
  /// Everything of `other`, its services under the rule of `add`. Surroundings may be given by one part only; `file` is
  /// blamed for the second.
  void join(ReadResult other, const std::string& file);
  /// Names the documents with problems among the assumptions, if anything is left to price: a report that is passed on
  /// says what it lacks.
  void assume_totals_without_problems();
  ReadResult finish() &&;
  Workload& workload() { return result_.workload; }

 private:
  struct Place {
    std::string file;
    std::string cluster;
  };
  void add_neighbours(std::vector<Service> services);
  bool insert(Service& service, const std::string& name, const Place& place);

  ReadResult result_;
  std::map<std::string, Place> names_;
  std::set<std::pair<std::string, std::string>> assumed_;
};

}  // namespace container_tco
