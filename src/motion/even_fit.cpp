// Straight lines past evenly spaced windows.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/even_fit.hpp"

#include <algorithm>
#include <cmath>

#include "motion/rounding.hpp"

namespace escapement::motion {

namespace {

// How early and how late a step of the row may be, against its exact time.
struct Tolerance {
    double early, late;
};

Tolerance tolerance(const WaitingSteps::EvenPart& part, double apart) {
    const double share = rounded_down(apart * (1.0 / 3.0));
    return {std::min<double>(part.window.early, share), std::min<double>(part.window.late, share)};
}

class Row {
  public:
    Row(const WaitingSteps::EvenPart& part, double start, std::int64_t k)
        : part_(part),
          start_(start),
          first_(static_cast<double>(k)),
          sure_(tolerance(part, rounded_down(part.row.apart) - 0.5)),
          possible_(tolerance(part, rounded_up(part.row.apart) + 0.5)) {
        sure_ = {sure_.early - 1.0, sure_.late - 1.0};
        possible_ = {possible_.early + 1.0, possible_.late + 1.0};
    }

    std::int64_t count() const { return part_.row.count; }
    double apart() const { return part_.row.apart; }
    IntervalRange sure() const { return both_ends(sure_); }
    IntervalRange possible() const { return both_ends(possible_); }
    // How many steps this interval serves.
    std::int64_t served(double interval) const {
        std::int64_t i = certain(interval);
        while (i < count() && is_served(i, interval)) ++i;
        return i;
    }

  private:
    // Intervals that bring the first and the last step within the tolerance.
    IntervalRange both_ends(const Tolerance& allowed) const {
        const double last = first_ + static_cast<double>(count() - 1);
        const double begin = part_.row.exact(0) - start_;
        const double end = part_.row.exact(count() - 1) - start_;
        return {
            rounded_up(std::max((begin - allowed.early) / first_, (end - allowed.early) / last)),
            rounded_down(std::min((begin + allowed.late) / first_, (end + allowed.late) / last))};
    }
    // Steps that are served without a doubt.
    std::int64_t certain(double interval) const {
        const double off = start_ + first_ * interval - part_.row.exact(0);
        const double drift = interval - apart();
        if (off < -sure_.early || off > sure_.late) return 0;
        const double room = drift < 0.0 ? off + sure_.early : sure_.late - off;
        const double steps = room / std::max(std::abs(drift), 1e-12);
        return steps < static_cast<double>(count()) ? static_cast<std::int64_t>(steps) : count();
    }
    bool is_served(std::int64_t i, double interval) const {
        const double clock = start_ + (first_ + static_cast<double>(i)) * interval;
        const auto [earliest, latest] = part_.window_of(i);
        return earliest <= clock && clock <= latest;
    }

    const WaitingSteps::EvenPart& part_;
    double start_, first_;
    Tolerance sure_, possible_;
};

}  // namespace

std::int64_t serve_row(const WaitingSteps::EvenPart& part,
                       double start,
                       std::int64_t k,
                       IntervalRange& intervals) {
    const Row row(part, start, k);
    const IntervalRange sure = row.sure(), possible = row.possible();
    IntervalRange all{std::max(intervals.least, possible.least),
                      std::min(intervals.most, possible.most)};
    while (all.least <= all.most && !(all.least >= sure.least && all.least <= sure.most) &&
           row.served(all.least) < row.count())
        all.least += 1.0;
    while (all.least < all.most && !(all.most >= sure.least && all.most <= sure.most) &&
           row.served(all.most) < row.count())
        all.most -= 1.0;
    if (all.least <= all.most) {
        intervals = all;
        return row.count();
    }
    // None serves all: from the likeliest one, as long as the next is not worse.
    const double first = std::clamp(nearest(row.apart()), intervals.least, intervals.most);
    const IntervalRange among = intervals;
    std::int64_t best = row.served(first);
    intervals = {first, first};
    for (const double way : {-1.0, 1.0}) {
        for (double next = first + way; next >= among.least && next <= among.most; next += way) {
            const std::int64_t served = row.served(next);
            if (served < best) break;
            if (served > best) intervals = {next, next};
            best = served;
            intervals.least = std::min(intervals.least, next);
            intervals.most = std::max(intervals.most, next);
        }
    }
    return best;
}

std::int64_t too_many_to_bend(const WaitingSteps::EvenPart& part) {
    const Tolerance widest = tolerance(part, rounded_up(part.row.apart) + 0.5);
    return static_cast<std::int64_t>(std::sqrt(8.0 * (widest.early + widest.late + 1.0))) + 3;
}

}  // namespace escapement::motion
