#pragma once
// What a charge comes to when upfront and recurring fees of commitments are spread over the usage they cover. Inside of
// the stage.

#include <map>
#include <string>
#include <vector>

#include "container_tco/bill/bill_batch.hpp"

namespace container_tco::detail {

/// FOCUS has a column for it; of a CUR it is told from others by the kind of charge (bill_columns.json).
class EffectiveCosts {
 public:
  EffectiveCosts(const RecordBatch& batch, const BillColumns& columns, BatchPlace place);
  /// Sets `terms` to what adds up to it, what is subtracted with its sign turned: `billed` when no rule and no column
  /// says otherwise.
  void read(std::int64_t row, std::string_view charge_type, const DecimalNumber& billed,
            std::vector<DecimalNumber>& terms) const;

 private:
  struct Term {
    CostCells cells;
    bool is_subtracted;
  };
  struct Rule {
    TextCells condition;
    bool has_condition;
    std::vector<Term> terms;
  };
  bool has_column_;
  NumberCells column_;
  std::map<std::string, Rule, std::less<>> rules_;
};

}  // namespace container_tco::detail
