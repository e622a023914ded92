#include "container_tco/offers/offer_table.hpp"

#include <algorithm>

#include "container_tco/error.hpp"
#include "container_tco/offers/csv_rows.hpp"

namespace container_tco::detail {
namespace {

// Places within the columns that are asked for; attributes follow.
enum PriceColumn : std::size_t {
  sku,
  offer_term_code,
  term_type,
  begin,
  end,
  unit,
  amount,
  currency,
  lease,
  purchase_option,
  offering_class,
  price_columns
};
const std::vector<std::string> price_column_names = {
    "SKU",      "OfferTermCode",       "TermType",       "StartingRange", "EndingRange", "Unit", "PricePerUnit",
    "Currency", "LeaseContractLength", "PurchaseOption", "OfferingClass"};

enum RateColumn : std::size_t {
  plan_sku,
  rate_code,
  rate_unit,
  rate_amount,
  rate_currency,
  rate_service,
  rate_usage_type,
  rate_operation,
  plan_payment,
  plan_length,
  plan_length_unit,
  plan_family,
  rate_region
};
const std::vector<std::string> rate_column_names = {"SKU",
                                                    "RateCode",
                                                    "Unit",
                                                    "DiscountedRate",
                                                    "Currency",
                                                    "DiscountedServiceCode",
                                                    "DiscountedUsageType",
                                                    "DiscountedOperation",
                                                    "PurchaseOption",
                                                    "LeaseContractLength",
                                                    "LeaseContractLengthUnit",
                                                    "Product Family",
                                                    "DiscountedRegionCode"};

std::string without_quotes(std::string_view text) {
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  return std::string(text);
}

// Five lines of a name and a value (rule P3); spreadsheets put another line before them.
void read_preamble(CsvRows& rows, OfferFile& file) {
  for (std::size_t read = 0; read < 5;) {
    const char* line = rows.next_line();
    if (!line) throw BrokenInput{"", "the file ends before its header", "Fetch it again"};
    const std::string_view text(line);
    if (text.starts_with("sep=")) continue;
    ++read;
    const std::size_t comma = text.find(',');
    if (comma == std::string_view::npos) continue;
    const std::string name = without_quotes(text.substr(0, comma));
    const std::string value = without_quotes(text.substr(comma + 1));
    if (name == "Publication Date") file.publication_date = value;
    if (name == "Version") file.version = value;
    if (name == "OfferCode") file.offer = value;
  }
}

void require_columns(const CsvRows& rows, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    if (rows.has_column(name)) continue;
    throw BrokenInput{"line " + std::to_string(rows.line()), "expected a column '" + name + "', found none", ""};
  }
}

class PriceRows {
 public:
  PriceRows(CsvRows& rows, OfferCollector& collector) : rows_(rows), collector_(collector) {
    std::vector<std::string> names = price_column_names;
    for (const AttributeName& attribute : Selection::bundled().attributes) names.push_back(attribute.csv);
    rows_.read_header(names);
    require_columns(rows_, {"SKU", "TermType", "Unit", "PricePerUnit", "Currency", "usageType"});
    product_.attributes.resize(Selection::bundled().attributes.size());
  }

  void take() {
    if (rows_.field(sku) != product_.sku) take_product();
    if (!is_wanted_) return;
    const std::string_view type = rows_.field(term_type);
    if (type != "OnDemand" && type != "Reserved") return collector_.skip_term_type(type);
    term_.type = type == "OnDemand" ? TermType::on_demand : TermType::reserved;
    term_.sku = product_.sku;
    term_.code = rows_.field(offer_term_code);
    term_.lease = rows_.field(lease);
    term_.purchase_option = rows_.field(purchase_option);
    term_.offering_class = rows_.field(offering_class);
    price_.unit = rows_.field(unit);
    price_.begin = rows_.field(begin);
    price_.end = rows_.field(end);
    price_.amount = rows_.field(amount);
    price_.currency = rows_.field(currency);
    collector_.add_price(term_, price_);
  }

 private:
  void take_product() {
    product_.sku = rows_.field(sku);
    for (std::size_t i = 0; i < product_.attributes.size(); ++i)
      product_.attributes[i] = rows_.field(price_columns + i);
    collector_.add_product(product_, OfferCollector::Repeated::compare);
    is_wanted_ = collector_.wants(product_.sku);
  }

  CsvRows& rows_;
  OfferCollector& collector_;
  PublishedProduct product_;
  PublishedTerm term_;
  PublishedPrice price_;
  bool is_wanted_ = false;
};

class RateRows {
 public:
  RateRows(CsvRows& rows, SavingsPlanCollector& collector) : rows_(rows), collector_(collector) {
    rows_.read_header(rate_column_names);
    require_columns(rows_, rate_column_names);
  }

  void take() {
    if (rows_.field(plan_sku) != rate_.plan_sku) take_plan();
    rate_.rate_code = rows_.field(rate_code);
    rate_.service = rows_.field(rate_service);
    rate_.usage_type = rows_.field(rate_usage_type);
    rate_.operation = rows_.field(rate_operation);
    rate_.region_code = rows_.field(rate_region);
    rate_.price.unit = rows_.field(rate_unit);
    rate_.price.amount = rows_.field(rate_amount);
    rate_.price.currency = rows_.field(rate_currency);
    collector_.add_rate(rate_);
  }

 private:
  void take_plan() {
    plan_.sku = rate_.plan_sku = rows_.field(plan_sku);
    plan_.family = rows_.field(plan_family);
    plan_.payment = rows_.field(plan_payment);
    const bool is_years = rows_.field(plan_length_unit) == "year";
    plan_.term = is_years ? std::string(rows_.field(plan_length)) + "yr" : "";
    collector_.add_plan(plan_, SavingsPlanCollector::Repeated::compare);
  }

  CsvRows& rows_;
  SavingsPlanCollector& collector_;
  PublishedPlan plan_;
  PublishedRate rate_;
};

template <typename Rows>
void take_all(CsvRows& rows, Rows taker) {
  while (rows.next()) taker.take();
}

void read_rows(CsvRows& rows, OfferFile& file, Collectors collectors) {
  read_preamble(rows, file);
  if (file.offer.find("SavingsPlan") != std::string::npos) {
    file.kind = "savings plan";
    take_all(rows, RateRows(rows, collectors.savings_plans));
  } else {
    file.kind = "price list";
    collectors.offer.require_known_offer();
    take_all(rows, PriceRows(rows, collectors.offer));
  }
}

}  // namespace

void read_offer_table(BlockReader& blocks, OfferFile& file, Collectors collectors) {
  CsvRows rows(blocks);
  try {
    read_rows(rows, file, collectors);
  } catch (const BrokenRow& broken) {
    throw BrokenInput{"line " + std::to_string(broken.line), broken.problem, "Fetch the file again"};
  } catch (const InputFault& fault) {
    throw BrokenInput{"line " + std::to_string(rows.line()), fault.problem, fault.remedy};
  }
  if (!blocks.ended_with_line_feed()) {
    file.warnings.push_back("the last line does not end with a line break: the file may be cut off");
  }
}

}  // namespace container_tco::detail
