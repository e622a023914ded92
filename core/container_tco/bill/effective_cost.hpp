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
  /// The terms that add up to it, those to subtract with their sign turned; `billed` when no rule and no column says
  /// otherwise.
  std::vector<DecimalNumber> at(std::int64_t row, std::string_view charge_type, const DecimalNumber& billed) const;

 private:
  struct Term {
    NumberCells cells;
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
