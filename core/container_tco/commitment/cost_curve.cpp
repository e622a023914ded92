#include "container_tco/commitment/cost_curve.hpp"

#include <algorithm>

#include "container_tco/commitment/distinct_hours.hpp"
#include "container_tco/commitment/moving_terms.hpp"
#include "container_tco/commitment/usage_application.hpp"
#include "container_tco/error.hpp"

namespace container_tco {
namespace {

using Kink = detail::Kink<Rational>;

std::vector<Kink> kinks_of_all_hours(const UsageProfile& profile, const std::vector<HeldCommitment>& commitments) {
  detail::MovingCommitment<Rational> hour_with(detail::exact_terms(profile, commitments, commitments.size() - 1));
  std::vector<Kink> kinks;
  for (const detail::DistinctHour& distinct : detail::distinct_hours(profile)) {
    hour_with.open_hour(detail::exact_amounts(profile, distinct.hour));
    for (Kink& kink : hour_with.kinks()) {
      kinks.push_back({std::move(kink.at), kink.change * Rational(distinct.repeats)});
    }
  }
  std::sort(kinks.begin(), kinks.end(), [](const Kink& a, const Kink& b) { return a.at < b.at; });
  return kinks;
}

std::vector<CurvePiece> pieces_between(const std::vector<Kink>& kinks, CurvePiece piece) {
  std::vector<CurvePiece> pieces;
  for (std::size_t i = 0; i < kinks.size();) {
    Rational slope = piece.slope;
    const Rational& at = kinks[i].at;
    for (; i < kinks.size() && kinks[i].at == at; ++i) slope += kinks[i].change;
    if (slope == piece.slope && !pieces.empty()) continue;
    piece = {at, piece.cost + piece.slope * (at - piece.from), slope};
    pieces.push_back(piece);
  }
  return pieces;
}

std::vector<CurvePiece> thinned(const std::vector<CurvePiece>& pieces, std::size_t max_pieces) {
  std::vector<CurvePiece> kept;
  for (std::size_t i = 0; i < max_pieces; ++i) {
    kept.push_back(pieces[i * (pieces.size() - 1) / (max_pieces - 1)]);
  }
  for (std::size_t i = 0; i + 1 < kept.size(); ++i) {
    kept[i].slope = (kept[i + 1].cost - kept[i].cost) / (kept[i + 1].from - kept[i].from);
  }
  return kept;
}

const CurvePiece& piece_with(const std::vector<CurvePiece>& curve, const Rational& amount) {
  const auto after =
      std::upper_bound(curve.begin(), curve.end(), amount,
                       [](const Rational& value, const CurvePiece& piece) { return value < piece.from; });
  return *(after - 1);
}

}  // namespace

std::vector<CurvePiece> cost_curve(const UsageProfile& profile, const CommitmentOffer& offer,
                                   const std::vector<HeldCommitment>& owned, std::size_t max_pieces) {
  if (max_pieces == 1) throw InvalidInputError("pieces of a curve", "1", "0 for all, or 2 and more");
  std::vector<HeldCommitment> commitments = owned;
  commitments.push_back({offer, Rational()});
  // With nothing committed the curve starts at what the owned commitments alone leave.
  const Rational start = apply_commitments_over(profile, commitments).cost();
  const Rational price = offer.price_per_hour * Rational(static_cast<std::int64_t>(profile.hours()));
  std::vector<CurvePiece> pieces = pieces_between(kinks_of_all_hours(profile, commitments), {Rational(), start, price});
  if (max_pieces == 0 || pieces.size() <= max_pieces) return pieces;
  return thinned(pieces, max_pieces);
}

Rational cost_at(const std::vector<CurvePiece>& curve, const Rational& amount) {
  const CurvePiece& piece = piece_with(curve, amount);
  return piece.cost + piece.slope * (amount - piece.from);
}

Rational cheapest_amount(const std::vector<CurvePiece>& curve, bool counted) {
  Rational best;
  Rational least = curve.front().cost;
  const auto consider = [&](const Rational& amount, const Rational& cost) {
    if (cost < least || (cost == least && amount < best)) {
      best = amount;
      least = cost;
    }
  };
  for (const CurvePiece& piece : curve) {
    if (!counted || piece.from.is_whole()) {
      consider(piece.from, piece.cost);
      continue;
    }
    // Between whole amounts the curve bends: the neighbours of each bend are the only candidates.
    for (const Rational& whole : {Rational(piece.from.floor()), Rational(piece.from.ceil())}) {
      consider(whole, cost_at(curve, whole));
    }
  }
  return best;
}

}  // namespace container_tco
