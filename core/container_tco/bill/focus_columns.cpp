#include "container_tco/bill/focus_columns.hpp"

namespace container_tco::detail {

const std::vector<CellColumn>& focus_columns() {
  constexpr CellType text = CellType::text;
  constexpr CellType number = CellType::number;
  constexpr int amount = focus_amount_digits;
  constexpr int cost = focus_cost_digits;
  static const std::vector<CellColumn> columns = {{"BilledCost", number, cost, false},
                                                  {"BillingAccountId", text, 0, false},
                                                  {"BillingAccountName"},
                                                  {"BillingCurrency", text, 0, false},
                                                  {"BillingPeriodEnd", text, 0, false},
                                                  {"BillingPeriodStart", text, 0, false},
                                                  {"ChargeCategory", text, 0, false},
                                                  {"ChargeClass"},
                                                  {"ChargeDescription"},
                                                  {"ChargeFrequency"},
                                                  {"ChargePeriodEnd", text, 0, false},
                                                  {"ChargePeriodStart", text, 0, false},
                                                  {"CommitmentDiscountCategory"},
                                                  {"CommitmentDiscountId"},
                                                  {"CommitmentDiscountName"},
                                                  {"CommitmentDiscountQuantity", number, cost},
                                                  {"CommitmentDiscountStatus"},
                                                  {"CommitmentDiscountType"},
                                                  {"CommitmentDiscountUnit"},
                                                  {"ConsumedQuantity", number, amount},
                                                  {"ConsumedUnit"},
                                                  {"ContractedCost", number, cost, false},
                                                  {"ContractedUnitPrice", number, amount},
                                                  {"EffectiveCost", number, cost, false},
                                                  {"InvoiceId"},
                                                  {"InvoiceIssuerName", text, 0, false},
                                                  {"ListCost", number, cost, false},
                                                  {"ListUnitPrice", number, amount},
                                                  {"PricingCategory"},
                                                  {"PricingQuantity", number, amount},
                                                  {"PricingUnit"},
                                                  {"ProviderName", text, 0, false},
                                                  {"PublisherName", text, 0, false},
                                                  {"RegionId"},
                                                  {"RegionName"},
                                                  {"ServiceCategory", text, 0, false},
                                                  {"ServiceName", text, 0, false},
                                                  {"ServiceSubcategory"},
                                                  {"SkuId"},
                                                  {"SkuMeter"},
                                                  {"SkuPriceId"},
                                                  {"x_Confidence"},
                                                  {"x_CostType", text, 0, false},
                                                  {"x_Deployment", text, 0, false},
                                                  {"x_EstimateDate"},
                                                  {"x_IsEstimate", CellType::truth, 0, false},
                                                  {"x_LineId", text, 0, false},
                                                  {"x_PeriodHours", number, amount, false},
                                                  {"x_PriceBasis", text, 0, false},
                                                  {"x_PriceListDigest", text, 0, false},
                                                  {"x_PriceListVersion", text, 0, false},
                                                  {"x_PriceSource"},
                                                  {"x_ScenarioId"},
                                                  {"x_Service"}};
  return columns;
}

}  // namespace container_tco::detail
