#include "container_tco/offers/spot_collector.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>

#include "container_tco/error.hpp"

namespace container_tco::detail {
namespace {

std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return std::nullopt;
  int value = 0;
  const auto [end, error] = std::from_chars(text.data() + at, text.data() + at + count, value);
  if (error != std::errc() || end != text.data() + at + count || value < 0) return std::nullopt;
  return value;
}

std::optional<std::int64_t> offset_seconds(std::string_view zone) {
  if (zone == "Z") return 0;
  if (zone.size() < 5 || (zone[0] != '+' && zone[0] != '-')) return std::nullopt;
  const auto hours = digits(zone, 1, 2);
  const auto minutes = digits(zone, zone.size() - 2, 2);
  if (!hours || !minutes) return std::nullopt;
  return (zone[0] == '-' ? -60 : 60) * (*hours * 60 + *minutes);
}

std::string os_of(const std::string& product) {
  const std::string name = product.substr(0, product.find(" (Amazon VPC)"));
  return name == "Linux/UNIX" ? "linux" : name == "Windows" ? "windows" : "";
}

std::string region_of_zone(std::string_view zone) {
  while (!zone.empty() && zone.back() >= 'a' && zone.back() <= 'z') zone.remove_suffix(1);
  return std::string(zone);
}

bool is_arm(const PublishedFeedPrice& price) {
  return std::any_of(price.attributes.begin(), price.attributes.end(),
                     [](const std::string& attribute) { return attribute.find("ARM") != std::string::npos; });
}

struct Held {
  Rational price;
  std::int64_t seconds;
};

// Ten digits, as a price book keeps decimals: this is an observation, which no bill is made of.
Rational average_of(const std::vector<Held>& held) {
  Rational sum;
  std::int64_t total = 0;
  for (const Held& part : held) {
    sum += part.price * Rational(part.seconds);
    total += part.seconds;
  }
  return (sum / Rational(total)).rounded(10, Rounding::half_up);
}

// `held` by price.
Rational median_of(const std::vector<Held>& held) {
  std::int64_t total = 0;
  for (const Held& part : held) total += part.seconds;
  std::int64_t passed = 0;
  for (const Held& part : held) {
    passed += part.seconds;
    if (2 * passed >= total) return part.price;
  }
  return held.back().price;
}

}  // namespace

std::optional<std::int64_t> parse_time(std::string_view text) {
  const auto year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
  const auto hour = digits(text, 11, 2), minute = digits(text, 14, 2), second = digits(text, 17, 2);
  if (!year || !month || !day || !hour || !minute || !second || text[4] != '-' || text[7] != '-' || text[10] != 'T' ||
      text[13] != ':' || text[16] != ':' || *hour > 23 || *minute > 59 || *second > 60) {
    return std::nullopt;
  }
  std::size_t end = 19;
  if (end < text.size() && text[end] == '.') end = std::min(text.find_first_not_of("0123456789", end + 1), text.size());
  const auto offset = offset_seconds(text.substr(end));
  const std::chrono::year_month_day date(std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day)));
  if (!offset || !date.ok()) return std::nullopt;
  const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  return ((days * 24 + *hour) * 60 + *minute) * 60 + *second - *offset;
}

void SpotCollector::add_change(const PublishedSpotChange& change) {
  ++file_.products_seen;
  const std::string example = change.type + " in " + change.zone;
  const std::string os = os_of(change.product);
  if (os.empty()) return skip(file_, "operating system", example);
  const Region* region = regions_.find(region_of_zone(change.zone), "");
  if (!region || change.zone.empty()) return skip(file_, "region not in the price book", example);
  if (!regions_.is_wanted(*region)) return skip(file_, "region not asked for", example);
  const std::optional<std::int64_t> seconds = parse_time(change.time);
  if (!seconds) {
    throw InputFault{"expected a time such as 2026-11-20T04:05:06Z for " + printable(example) + ", found '" +
                     printable(change.time, 40) + "'"};
  }
  const std::string key = "ec2/" + os + "/spot/" + change.type;
  if (!is_price_key(key)) return skip(file_, "instance type", example);
  if (change.price.starts_with("N/A")) return skip(file_, "no price", example);
  std::optional<Rational> price;
  try {
    price = Rational::parse(change.price);
  } catch (const InvalidInputError&) {
    throw InputFault{"expected a price for " + printable(example) + ", found '" + printable(change.price, 40) + "'"};
  }
  if (price->is_zero() || price->is_negative()) return skip(file_, "zero price", example);
  ++file_.products_selected;
  ++file_.prices_seen;
  changes_[{key, region->code}][change.zone + " " + change.product].push_back({*seconds, *price});
  if (latest_text_.empty() || *seconds > latest_) {
    latest_ = *seconds;
    latest_text_ = change.time;
  }
}

void SpotCollector::add_feed_price(const PublishedFeedPrice& price) {
  ++file_.products_seen;
  const Region* region = regions_.find(price.region, "");
  if (!region || price.region.empty()) return skip(file_, "region not in the price book", price.id);
  if (!regions_.is_wanted(*region)) return skip(file_, "region not asked for", price.id);
  const bool is_cpu = price.unit == "vCPU-Hours";
  if (!is_cpu && price.unit != "GB-Hours") return skip(file_, "unit", price.id);
  if (price.amount.starts_with("N/A")) return skip(file_, "no price", price.id);
  std::optional<Money> money;
  try {
    money.emplace(Rational::parse(price.amount), Currency::parse(price.currency));
  } catch (const InvalidInputError& error) {
    throw InputFault{"price " + printable(price.id) + ": " + error.what()};
  }
  if (money->amount().is_zero() || money->amount().is_negative()) return skip(file_, "zero price", price.id);
  ++file_.products_selected;
  ++file_.prices_seen;
  const std::string key =
      std::string("fargate/ecs_spot/linux/") + (is_arm(price) ? "arm64" : "x86_64") + (is_cpu ? "/vcpu" : "/memory");
  const auto [found, is_new] = feed_.emplace(Name(key, region->code), *money);
  if (!is_new && !(found->second == *money)) {
    throw InputFault{"two prices of " + key + " in " + region->code + ": " + found->second.amount().to_text() +
                     " and " + money->amount().to_text() + " (" + printable(price.id) + ")"};
  }
}

SpotObservation SpotCollector::observe(const Name& name, Zones& zones) const {
  std::vector<Held> held;
  std::size_t count = 0;
  const Change* last = nullptr;
  std::int64_t first = latest_;
  for (auto& [zone, changes] : zones) {
    std::stable_sort(changes.begin(), changes.end(),
                     [](const Change& a, const Change& b) { return a.seconds < b.seconds; });
    for (std::size_t i = 0; i < changes.size(); ++i) {
      const std::int64_t end = i + 1 < changes.size() ? changes[i + 1].seconds : latest_;
      if (end > changes[i].seconds) held.push_back({changes[i].price, end - changes[i].seconds});
    }
    count += changes.size();
    first = std::min(first, changes.front().seconds);
    if (!last || changes.back().seconds > last->seconds) last = &changes.back();
  }
  // A single moment: each zone counts alike.
  if (held.empty()) {
    for (const auto& [zone, changes] : zones) held.push_back({changes.back().price, 1});
  }
  std::sort(held.begin(), held.end(), [](const Held& a, const Held& b) { return a.price < b.price; });
  const Currency currency = regions_.find(name.second, "")->currency;
  const auto money = [&](const Rational& amount) { return Money(amount, currency); };
  SpotObservation observation{name.first,
                              name.second,
                              PricingUnit::parse("Hours"),
                              money(average_of(held)),
                              money(last->price),
                              money(held.front().price),
                              money(median_of(held)),
                              money(held.back().price),
                              static_cast<std::int64_t>(count),
                              std::nullopt};
  observation.provenance = {"EC2 DescribeSpotPriceHistory", latest_text_.substr(0, 10), "single_source",
                            std::to_string(count) + " price changes in " + std::to_string(zones.size()) +
                                " zones over " + std::to_string((latest_ - first) / 3600) +
                                " hours; each counts for as long as it held"};
  return observation;
}

void SpotCollector::take_feed(std::vector<SpotObservation>& observations) {
  // "20190730194642"
  const std::string& version = file_.version;
  const std::string date =
      version.size() < 8 ? "" : version.substr(0, 4) + "-" + version.substr(4, 2) + "-" + version.substr(6, 2);
  for (const auto& [name, money] : feed_) {
    const bool is_cpu = name.first.ends_with("/vcpu");
    SpotObservation observation{name.first,   name.second,  PricingUnit::parse(is_cpu ? "vCPU-Hours" : "GB-Hours"),
                                money,        money,        std::nullopt,
                                std::nullopt, std::nullopt, 1,
                                std::nullopt};
    observation.provenance = {"Fargate Spot price feed " + version, date, "single_source", ""};
    observations.push_back(std::move(observation));
  }
  feed_.clear();
}

std::vector<SpotObservation> SpotCollector::take() {
  std::vector<SpotObservation> observations;
  for (auto& [name, zones] : changes_) observations.push_back(observe(name, zones));
  changes_.clear();
  take_feed(observations);
  return observations;
}

}  // namespace container_tco::detail
