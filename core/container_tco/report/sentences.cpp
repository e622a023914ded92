#include <algorithm>

#include "container_tco/comparison/readable_number.hpp"
#include "container_tco/error.hpp"
#include "container_tco/report/amounts.hpp"
#include "container_tco/report/report.hpp"

namespace container_tco {
namespace {

using detail::Amounts;
using detail::ShownTotals;

ShownTotals totals_of(const Estimate& estimate, const Amounts& amounts) {
  return amounts.totals(estimate.lines, estimate.currency);
}

// "$200.00 (33.3 %)", the share being of the dearer side.
std::string saving_text(const Money& exact, const Money& shown, const Money& dearer, const Amounts& amounts) {
  std::string text = amounts.text(shown);
  if (dearer.amount() > Rational(0)) text += " (" + readable_percent(exact / dearer) + ")";
  return text;
}

Money absolute(const Money& money) { return money.amount().is_negative() ? money * Rational(-1) : money; }

std::string side_name(Side side) { return side == Side::hosts ? "EC2" : "Fargate"; }
Side other(Side side) { return side == Side::hosts ? Side::fargate : Side::hosts; }

void add_ranking(const Comparison& comparison, const Amounts& amounts, std::vector<std::string>& sentences) {
  const Estimate* best = comparison.best();
  if (best == nullptr) {
    sentences.push_back("No deployment can be ranked: each is impossible or lacks a price.");
    return;
  }
  const ShownTotals totals = totals_of(*best, amounts);
  const std::string parts = amounts.text(totals.total) + " in " + comparison.period.name() + " (" +
                            amounts.text(totals.infrastructure) + " for infrastructure, " +
                            amounts.text(totals.labour) + " for labour).";
  const std::vector<Estimate> without_labour = comparison.by_infrastructure();
  if (without_labour.size() == 1) {
    sentences.push_back(best->deployment.name() + " is the only deployment that can be ranked: it costs " + parts);
    return;
  }
  sentences.push_back(best->deployment.name() + " costs least: " + parts);
  const Estimate& cheapest = without_labour.front();
  if (cheapest.infrastructure() < best->infrastructure()) {
    sentences.push_back("Without labour, " + cheapest.deployment.name() +
                        " would cost least: " + amounts.text(totals_of(cheapest, amounts).infrastructure) + ".");
  }
}

std::string undecided_sentence(const Claim& claim, const std::string& where) {
  constexpr std::size_t most_reasons = 3;
  std::string text = where + " the claim \"EC2 instances + labour > Fargate\" cannot be decided: ";
  for (std::size_t i = 0; i < std::min(most_reasons, claim.undecided_because.size()); ++i) {
    std::string reason = claim.undecided_because[i];
    if (!reason.empty() && reason.back() == '.') reason.pop_back();
    text += (i > 0 ? "; " : "") + reason;
  }
  if (claim.undecided_because.size() > most_reasons) {
    text += "; and " + std::to_string(claim.undecided_because.size() - most_reasons) + " more";
  }
  return text + ".";
}

std::string claim_sentence(const Claim& claim, const Estimate& hosts, const Estimate& fargate, const Amounts& amounts,
                           const std::string& where) {
  const std::string sides = "EC2 with its labour costs " + amounts.text(totals_of(hosts, amounts).total) +
                            ", Fargate with its labour " + amounts.text(totals_of(fargate, amounts).total) + ".";
  const Money difference = *claim.difference();
  const bool holds = claim.verdict == ClaimVerdict::holds;
  const std::string verdict =
      where + " the claim \"EC2 instances + labour > Fargate\" " + (holds ? "holds: " : "does not hold: ") + sides;
  if (difference.amount().is_zero()) return verdict + " They cost the same.";
  return verdict + " " + (holds ? "Fargate" : "EC2") + " saves " +
         saving_text(absolute(difference), absolute(amounts.difference(fargate, hosts)),
                     holds ? *claim.hosts_total : *claim.fargate_total, amounts) +
         ".";
}

std::string claim_without_labour_sentence(const Claim& claim, const Estimate& hosts, const Estimate& fargate,
                                          const Amounts& amounts, const std::string& where) {
  const Money difference = *claim.difference_without_labour();
  if (difference.amount().is_zero()) return where + " both would cost the same without labour.";
  const bool hosts_dearer = difference.amount() > Rational(0);
  const Money shown =
      amounts.options().summation == Summation::sum_then_round
          ? absolute(difference)
          : absolute(totals_of(hosts, amounts).infrastructure - totals_of(fargate, amounts).infrastructure);
  return where + " without labour EC2 would cost " +
         saving_text(absolute(difference), shown,
                     hosts_dearer ? *claim.hosts_infrastructure : *claim.fargate_infrastructure, amounts) +
         (hosts_dearer ? " more." : " less.");
}

// Two numbers with as few digits as tell them apart.
struct ReadablePair {
  std::string left;
  std::string right;
};
ReadablePair readable_pair(const Rational& left, const Rational& right) {
  for (int digits = 1;; ++digits) {
    ReadablePair pair{readable_number(left, digits), readable_number(right, digits)};
    if (pair.left != pair.right || left == right || digits == 9) return pair;
  }
}

std::string labour_sentence(const BreakEven& break_even) {
  if (break_even.crossings.empty()) {
    return side_name(break_even.cheaper_at_start) + " costs less however many hours operating the hosts takes" +
           (break_even.cheaper_at_start == Side::fargate ? ", even if it took none." : ".");
  }
  const Rational& flip = break_even.crossings.front().value;
  const ReadablePair hours = readable_pair(flip, break_even.current.value_or(flip));
  const std::string now = break_even.current ? " (now " + hours.right + ")" : "";
  return "EC2 costs less as long as operating the hosts takes under " + hours.left + " hours a month" + now + ".";
}

void add_claim(const Comparison& comparison, const Claim& claim, const Amounts& amounts,
               std::vector<std::string>& sentences) {
  const std::string where = claim.control_plane == ControlPlane::ecs ? "On ECS" : "On EKS";
  const Estimate* hosts = comparison.find(claim.hosts_deployment);
  const Estimate* fargate = comparison.find(claim.fargate_deployment);
  if (claim.verdict == ClaimVerdict::undecided || hosts == nullptr || fargate == nullptr) {
    sentences.push_back(undecided_sentence(claim, where));
    return;
  }
  sentences.push_back(claim_sentence(claim, *hosts, *fargate, amounts, where));
  sentences.push_back(claim_without_labour_sentence(claim, *hosts, *fargate, amounts, where));
  for (const BreakEven& break_even : comparison.break_evens) {
    if (break_even.input == "labour_hours" && break_even.hosts_deployment == claim.hosts_deployment) {
      sentences.push_back(where + ", " + labour_sentence(break_even));
    }
  }
}

std::string fill_sentence(const BreakEven& break_even) {
  const Rational hundred(100);
  const std::string now =
      break_even.current ? " (now " + readable_percent(*break_even.current) + " full)" : std::string();
  if (break_even.crossings.empty()) {
    if (break_even.cheaper_at_start == Side::fargate) {
      return "Even completely full hosts of the chosen types would cost more than Fargate" + now + ".";
    }
    return "EC2 costs less even with hosts only " + readable_percent(break_even.searched_from) + " full" + now + ".";
  }
  const Rational flip = break_even.crossings.front().value * hundred;
  const ReadablePair share =
      readable_pair(flip, break_even.current.value_or(break_even.crossings.front().value) * hundred);
  return "EC2 costs less once tasks request at least " + share.left + " % of the room on its hosts" +
         (break_even.current ? " (now " + share.right + " %)" : "") + ".";
}

std::string count_sentence(const BreakEven& break_even) {
  Side side = break_even.cheaper_at_start;
  std::string text = side_name(side) + " costs less";
  if (break_even.crossings.empty()) {
    text += " at every count from " + readable_number(break_even.searched_from, 0);
  } else {
    text += " up to " + counted(break_even.crossings.front().before, "task");
  }
  for (std::size_t i = 0; i < break_even.crossings.size(); ++i) {
    side = other(side);
    const bool is_last = i + 1 == break_even.crossings.size();
    text += ", " + side_name(side) + " from " + readable_number(break_even.crossings[i].value, 0) +
            (is_last ? " on" : " to " + readable_number(break_even.crossings[i + 1].before, 0));
  }
  if (break_even.current) text += " (now " + readable_number(*break_even.current, 0) + ")";
  text += ". Priced at " + counted(Rational(break_even.values_priced), "count");
  if (break_even.searched_to) text += " up to " + readable_number(*break_even.searched_to, 0);
  return text + "; counts between them were not looked at.";
}

}  // namespace

std::string break_even_sentence(const BreakEven& break_even) {
  const std::string pair = break_even.hosts_deployment + " against " + break_even.fargate_deployment + ": ";
  if (break_even.input == "labour_hours") return pair + labour_sentence(break_even);
  if (break_even.input == "node_fill") return pair + fill_sentence(break_even);
  if (break_even.input == "task_count") return pair + count_sentence(break_even);
  throw InternalError("a break-even without a sentence: " + printable(break_even.input));
}

std::vector<std::string> verdict_sentences(const Comparison& comparison, const ReportOptions& options) {
  const Amounts amounts(options);
  std::vector<std::string> sentences;
  add_ranking(comparison, amounts, sentences);
  for (const Claim& claim : comparison.claims) add_claim(comparison, claim, amounts, sentences);
  return sentences;
}

}  // namespace container_tco
