#pragma once
// The services of a bill while it is read: whose tasks used what, and when. Inside of the stage.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "container_tco/bill/bill.hpp"
#include "container_tco/bill/largest_rate.hpp"
#include "container_tco/bill/line_sums.hpp"
#include "container_tco/bill/service_name.hpp"
#include "container_tco/bill/usage_months.hpp"
#include "container_tco/pricebook/price_book.hpp"

namespace container_tco::detail {

class ServiceSums {
 public:
  explicit ServiceSums(std::string service_tag);
  /// A row of usage: of a task, or of an instance that tasks may have run on. `effective` adds up to its cost.
  void add(const BillBatch& batch, std::int64_t row, const LineSum& line, const RowPeriod& period,
           const DecimalNumber& billed, const std::vector<DecimalNumber>& effective);
  /// `book` knows the architecture of instances.
  std::vector<MeasuredService> finish(const PriceBook& book) const;
  /// Of instances that ran no task whose host is known.
  std::vector<std::string> regions_with_other_instances() const;
  bool has_tasks() const { return !sums_.empty(); }
  bool has_own_tag() const { return has_own_tag_; }      ///< Whether any row of a task has the tag that was asked for.
  const UsageMonths& months() const { return months_; }  ///< Of rows of tasks.
  /// Says which rows of tasks lie outside of the months; nothing when there are none.
  std::optional<std::string> outside_note() const;

 private:
  struct Amounts {
    ExactSum vcpu_hours, gib_hours, storage_gib_hours, billed, effective;
    std::int64_t row_count = 0;
  };
  struct Sum {
    MeasuredService service;
    Currency currency = Currency::usd();
    std::map<std::optional<std::int64_t>, Amounts> by_month;                         // Of the start of usage.
    std::map<std::pair<std::int64_t, std::int64_t>, ExactSum> vcpu_hours_of_period;  // By start and length, seconds.
    LargestRate largest_vcpu, largest_gib;                                           // Of one task.
    std::map<std::size_t, ExactSum> vcpu_hours_of_host;                              // By place among the hosts.
  };
  struct Instance {
    std::string type;
    std::string region;
  };
  template <typename T>
  using ByText = std::unordered_map<std::string, T, TextHash, std::equal_to<>>;

  /// What tells services of one name apart; views until the next row is asked for.
  struct Scope {
    std::string_view account;
    std::string_view cluster;
    std::string_view kubernetes_namespace;
  };

  Sum& of(const BillBatch& batch, std::int64_t row, const LineSum& line);
  std::size_t place_of(std::string name, const Scope& scope, const LineSum& line);
  Scope scope_of(const BillBatch& batch, std::int64_t row);
  /// Until the next row is asked for.
  std::string_view name_of(const BillBatch& batch, std::int64_t row);
  const TaggedName& name_in_tags(std::string_view tags);
  void add_amount(Sum& sum, const BillBatch& batch, std::int64_t row, BillRole role, const RowPeriod& period,
                  const DecimalNumber& amount, std::int64_t divisor);
  Amounts& amounts_of(Sum& sum, const RowPeriod& period);
  bool is_outside(std::optional<std::int64_t> month) const;
  void set_amounts(MeasuredService& service, const Sum& sum) const;
  /// Where each host ran, if the bill and the book say so.
  std::vector<std::optional<Architecture>> architectures_of_hosts(const PriceBook& book) const;

  std::string service_tag_;
  ByText<TaggedName> names_of_tags_;
  ByText<Instance> instances_;  // By id; the empty id stands for those without one.
  ByText<std::size_t> hosts_;   // By id, in the order in which they came; "" is none.
  ByText<std::size_t> index_;
  ByText<std::size_t> index_by_line_;  // The same places by name and line, for which a row needs no other text.
  std::string key_;
  std::string name_;
  bool has_own_tag_ = false;
  std::vector<Sum> sums_;
  UsageMonths months_;
  std::optional<std::int64_t> start_;  // Of the last row, and its month.
  std::optional<std::int64_t> month_;
};

}  // namespace container_tco::detail
