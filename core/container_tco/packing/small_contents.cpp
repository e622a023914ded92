#include "container_tco/packing/small_contents.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace container_tco::detail {

bool add_last_copy(const FleetInput& input, CopySet set, std::size_t shape, std::vector<FleetHost>& contents,
                   std::vector<char>& clashes) {
  const CopySet rest = set ^ (CopySet{1} << last_copy(set));
  contents[set] = contents[rest];
  clashes[set] = clashes[rest] != 0 || !may_join(input, contents[rest], shape) ? 1 : 0;
  put(input, contents[set], shape, 1);
  return clashes[set] == 0;
}

SmallContents::SmallContents(const FleetInput& input, std::vector<std::size_t> openable,
                             std::vector<std::int64_t> weights)
    : input_(input), weights_(std::move(weights)), openable_(std::move(openable)) {
  list_copies();
  of_use_ = openable_;
  for (std::size_t t = 0; t < input_.types.size(); ++t) {
    if (existing_hosts(input_.types[t]) > 0) of_use_.push_back(t);
  }
  std::stable_sort(openable_.begin(), openable_.end(),
                   [&](std::size_t a, std::size_t b) { return weights_[a] < weights_[b]; });
  contents_.resize(all_ + 1);
  holders_.resize(all_ + 1);
  holds_.assign(all_ + 1, std::vector<char>(input.types.size(), 0));
  std::vector<char> clashes(all_ + 1, 0);
  for (CopySet set = 1; set <= all_; ++set) {
    const bool is_content = add_last_copy(input, set, copies_[last_copy(set)].shape, contents_, clashes);
    if (is_content && has_first_copies(set)) find_holders(set);
  }
}

void SmallContents::find_holders(CopySet set) {
  for (const std::size_t type : of_use_) holds_[set][type] = type_holds(input_, type, contents_[set]) ? 1 : 0;
  for (const std::size_t type : openable_) {
    if (holds_[set][type] != 0) holders_[set].push_back(type);
  }
}

void SmallContents::list_copies() {
  std::vector<CopySet> of_item;
  for (std::size_t s = 0; s < input_.shapes.size(); ++s) {
    for (const std::size_t item : input_.shapes[s].items) {
      CopySet copies = 0;
      for (const std::vector<std::int64_t>& zone : input_.item_zones) {
        for (std::int64_t c = 0; c < zone[item]; ++c) {
          copies |= CopySet{1} << copies_.size();
          copies_.push_back({item, s});
        }
      }
      of_item.push_back(copies);
    }
  }
  all_ = (CopySet{1} << copies_.size()) - 1;
  first_copies_.assign(all_ + 1, 0);
  for (CopySet set = 0; set <= all_; ++set) {
    for (const CopySet copies : of_item) {
      const int count = std::popcount(set & copies);
      first_copies_[set] |= ((CopySet{1} << count) - 1) << std::countr_zero(copies);
    }
  }
}

SmallWeights::SmallWeights(const SmallContents& contents, const std::vector<std::size_t>& existing,
                           const std::optional<std::vector<std::size_t>>& spares, SmallBudget& budget) {
  allowed_.assign(contents.all() + 1, 0);
  for (CopySet set = 1; set <= contents.all(); ++set) {
    if (!contents.has_first_copies(set)) continue;
    const auto holds = [&](std::size_t type) { return contents.holds(type, set); };
    if (!spares || std::any_of(spares->begin(), spares->end(), holds)) allowed_[set] = 1;
  }
  weights_.assign(existing.size() + 1, std::vector<std::int64_t>(contents.all() + 1, no_weight));
  weigh_new(contents, budget);
  for (std::size_t e = existing.size(); e-- > 0;) weigh_with_existing(contents, existing[e], e, budget);
}

void SmallWeights::weigh_new(const SmallContents& contents, SmallBudget& budget) {
  std::vector<std::int64_t>& weights = weights_.back();
  weights[0] = 0;
  for (CopySet set = 1; set <= contents.all(); ++set) {
    if (!contents.has_first_copies(set) || budget.is_used_up()) continue;
    const CopySet first = set & (~set + 1);  // The host of the first copy.
    const CopySet others = set ^ first;
    for (CopySet part = others;; part = (part - 1) & others) {
      --budget.steps;
      const CopySet content = part | first;
      if (allowed_[content] != 0 && !contents.holders(content).empty()) {
        const std::int64_t rest = weights[contents.first_copies(set ^ content)];
        const std::int64_t host = contents.weight(contents.holders(content).front());
        if (rest != no_weight && rest + host < weights[set]) weights[set] = rest + host;
      }
      if (part == 0) break;
    }
  }
}

void SmallWeights::weigh_with_existing(const SmallContents& contents, std::size_t type, std::size_t place,
                                       SmallBudget& budget) {
  weights_[place] = weights_[place + 1];
  for (CopySet set = 1; set <= contents.all(); ++set) {
    if (!contents.has_first_copies(set)) continue;
    for (CopySet part = set; part > 0; part = (part - 1) & set) {
      --budget.steps;
      if (allowed_[part] == 0 || !contents.holds(type, part)) continue;
      const std::int64_t rest = weights_[place + 1][contents.first_copies(set ^ part)];
      weights_[place][set] = std::min(weights_[place][set], rest);
    }
  }
}

}  // namespace container_tco::detail
