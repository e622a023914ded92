#pragma once
// Inside of the stage: what a contract does to an estimate besides its unit prices.

#include "container_tco/estimate/estimate.hpp"

namespace container_tco {

/// Throws InvalidInputError when the contract converts from another currency than that of the region's prices.
void require_usable_currency(const Ledger& ledger);

/// Commitments, support and tax; names the discounts that lowered no price.
void apply_commitments_and_charges(Ledger& ledger, const Deployment& deployment);

/// The labour options, with wages in the report currency brought into that of the prices by the contract's rate.
LabourOptions labour_in_prices_currency(const EstimateOptions& options, const Ledger& ledger);

/// Every amount of `estimate` in the report currency, exactly.
void convert(Estimate& estimate, const ReportCurrency& currency);

}  // namespace container_tco
