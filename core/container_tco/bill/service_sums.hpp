#pragma once
// The services of a bill while it is read: whose tasks used what, and when. Inside of the stage.

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "container_tco/bill/bill.hpp"
#include "container_tco/bill/line_sums.hpp"
#include "container_tco/pricebook/price_book.hpp"

namespace container_tco::detail {

class ServiceSums {
 public:
  explicit ServiceSums(std::string service_tag);
  /// A row of usage: of a task, or of an instance that tasks may have run on. `effective` adds up to its cost.
  void add(const BillBatch& batch, std::int64_t row, const LineSum& line, const DecimalNumber& billed,
           const std::vector<DecimalNumber>& effective);
  /// `book` knows the architecture of instances.
  std::vector<MeasuredService> finish(const PriceBook& book) const;

 private:
  struct Sum {
    MeasuredService service;
    Currency currency = Currency::usd();
    ExactSum vcpu_hours, gib_hours, storage_gib_hours, billed, effective;
    std::map<std::pair<std::int64_t, std::int64_t>, ExactSum> vcpu_hours_of_period;  // By start and length, seconds.
    std::string parent;                                                              // An instance that ran its tasks.
  };
  Sum& of(const BillBatch& batch, std::int64_t row, const LineSum& line);
  std::string name_of(const BillBatch& batch, std::int64_t row);
  const std::string& name_in_tags(std::string_view tags);
  void add_amount(Sum& sum, BillRole role, const DecimalNumber& amount, const BillBatch& batch, std::int64_t row);

  std::string service_tag_;
  std::unordered_map<std::string, std::string> names_of_tags_;
  std::unordered_map<std::string, std::string> types_of_instances_;
  std::unordered_map<std::string, std::size_t> index_;
  std::vector<Sum> sums_;
};

}  // namespace container_tco::detail
