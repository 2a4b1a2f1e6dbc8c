// Rounds of trials until no add is left that could serve more.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/run_fit.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "base/assert.hpp"
#include "motion/rounding.hpp"

namespace escapement::motion {

namespace {

constexpr std::int64_t max_count = 65535;
constexpr double least_add = -32768.0, greatest_add = 32767.0;
constexpr double least_interval = 0.0, greatest_interval = 4294967295.0;
// A row that begins later is not looked at before the steps that lead there.
constexpr std::int64_t most_before_row = 32;
// Behind a run like this the next one is likely not to be a short one.
constexpr std::int64_t long_run = 64;
constexpr auto trials = static_cast<double>(AddTrials::count);

// The bounds that one step puts on interval + x * add.
struct Gate {
    double x, low, high;
};

Gate gate(const WaitingSteps::Window& window, double start, std::int64_t k) {
    const double share = 1.0 / static_cast<double>(k);
    return {0.5 * static_cast<double>(k - 1),
            (window.earliest - start - 0.5) * share,
            (window.latest - start + 0.5) * share};
}

}  // namespace

StepRun RunFit::longest_run(const WaitingSteps& steps, double start) {
    ASSERT(steps.size() > 0);
    limit_ = std::min(steps.size(), max_count);
    const bool probably_long = count_ >= long_run && limit_ >= long_run;
    count_ = 0;
    known_.reset();
    if (!try_constant(steps, start) && (probably_long || !try_short(steps, start)))
        search(steps, start);
    return {.interval = static_cast<std::uint32_t>(choice_.interval),
            .count = static_cast<std::uint16_t>(count_),
            .add = static_cast<std::int16_t>(count_ > 1 ? choice_.add : 0.0)};
}

// Takes a run that is short, if that one is easily found.
bool RunFit::try_short(const WaitingSteps& steps, double start) {
    constexpr auto most = static_cast<std::int64_t>(ShortRun::most_steps);
    const FirstSteps first = steps.first(std::min(limit_, most), first_scratch_);
    const ShortRun run = fit_short_run(first, start);
    if (!run.found) return false;
    if (run.count == ShortRun::most_steps && limit_ > most) {
        known_ = {run.adds.least, run.adds.most};
        return false;
    }
    count_ = static_cast<std::int64_t>(run.count);
    choice_ = {run.interval, run.add, 0.0};
    return true;
}

void RunFit::search(const WaitingSteps& steps, double start) {
    first_ = steps.windows(1, limit_, first_scratch_);
    Range possible = known_.value_or(Range{least_add, greatest_add});
    Range range = known_ ? *known_ : guess(steps, start);
    while (!range.empty()) {
        spread(range);
        const std::int64_t served = try_adds(steps, start);
        if (served > count_) {
            count_ = served;
            choose(steps.clock(served) - start);
        }
        if (count_ == limit_) break;
        possible.least = std::max(possible.least, rounded_up(trials_.least_better));
        possible.most = std::min(possible.most, rounded_down(trials_.most_better));
        if (range.size() <= trials) {
            if (range.least <= possible.least)
                possible.least = std::max(possible.least, range.most + 1.0);
            if (range.most >= possible.most)
                possible.most = std::min(possible.most, range.least - 1.0);
        }
        range = next_range(possible, range);
    }
    likely_ = std::min((likely_ + count_) / 2, count_);
}

// Takes a constant interval if a long row makes sure that there is nothing better.
bool RunFit::try_constant(const WaitingSteps& steps, double start) {
    const auto row_begins = steps.first_in_row(most_before_row);
    if (!row_begins) return false;
    const std::int64_t enough = *row_begins - 1 + too_many_to_bend(*steps.even_part(*row_begins));
    if (limit_ < enough) return false;
    IntervalRange range{};
    const std::int64_t served = try_intervals(steps, start, range);
    if (served < enough) return false;
    count_ = served;
    const double end = steps.clock(served) - start;
    const double wanted = nearest(end / static_cast<double>(served));
    choice_ = {std::clamp(wanted, range.least, range.most), 0.0, 0.0};
    return true;
}

// How many steps a constant interval serves, and which do.
std::int64_t RunFit::try_intervals(const WaitingSteps& steps, double start, IntervalRange& range) {
    trials_.add.fill(0.0);
    trials_.start();
    range = {least_interval, greatest_interval};
    std::int64_t served = 0;
    while (served < limit_) {
        auto part = steps.even_part(served + 1);
        std::int64_t more = 0, tried = 0;
        if (part) {
            tried = part->row.count = std::min(part->row.count, limit_ - served);
            more = serve_row(*part, start, served + 1, range);
            trials_.least.fill(range.least - 0.25);
            trials_.most.fill(range.most + 0.25);
        } else {
            const WindowList windows = steps.windows(served + 1, limit_ - served, later_scratch_);
            tried = static_cast<std::int64_t>(windows.count);
            more = static_cast<std::int64_t>(
                serve(trials_, windows, start, static_cast<std::size_t>(served + 1)));
            range = {rounded_up(trials_.least[0]), rounded_down(trials_.most[0])};
        }
        served += more;
        if (more < tried) break;
    }
    return served;
}

// The adds that meet the windows of three steps of a run that is likely.
RunFit::Range RunFit::guess(const WaitingSteps& steps, double start) const {
    if (limit_ == 1) return {0.0, 0.0};
    const auto gate_at = [&](std::int64_t k) { return gate(window(steps, k), start, k); };
    std::int64_t n = std::clamp(likely_ * 5 / 8, std::int64_t{2}, limit_);
    for (;;) {
        const Gate last = gate_at(n);
        const Gate first = gate_at(std::max<std::int64_t>(1, n / 5));
        Range range{(last.low - first.high) / (last.x - first.x),
                    (last.high - first.low) / (last.x - first.x)};
        if (n > 3) {
            const Gate middle = gate_at(n - (n + 1) / 4);
            const double before = 1.0 / (middle.x - first.x), behind = 1.0 / (last.x - middle.x);
            range.least = std::max({range.least,
                                    (middle.low - first.high) * before,
                                    (last.low - middle.high) * behind});
            range.most = std::min({range.most,
                                   (middle.high - first.low) * before,
                                   (last.high - middle.low) * behind});
        }
        range.least = std::max(rounded_up(range.least), least_add);
        range.most = std::min(rounded_down(range.most), greatest_add);
        if (!range.empty()) return range;
        if (n <= 3) {
            const double middle = std::clamp(nearest(range.least), least_add, greatest_add);
            return {middle, middle};
        }
        n -= std::max<std::int64_t>(1, n / 5);
    }
}

// From the list at hand, or wherever it is.
WaitingSteps::Window RunFit::window(const WaitingSteps& steps, std::int64_t k) const {
    const auto i = static_cast<std::size_t>(k - 1);
    if (i < first_.count) return {first_.earliest[i], first_.latest[i]};
    return steps.window(k);
}

// Sets the trials evenly over the range; zero is among them if it can be.
void RunFit::spread(const Range& range) {
    const double size = range.size();
    if (size <= trials) {
        for (std::size_t i = 0; i < AddTrials::count; ++i)
            trials_.add[i] = range.least + std::min(static_cast<double>(i), size - 1.0);
        return;
    }
    const double apart = size * (1.0 / trials);
    for (std::size_t i = 0; i < AddTrials::count; ++i)
        trials_.add[i] = range.least + nearest(static_cast<double>(i) * apart);
    if (range.least > 0.0 || range.most < 0.0) return;
    const double zero = std::min(nearest(-range.least / apart), trials - 1.0);
    trials_.add[static_cast<std::size_t>(zero)] = 0.0;
}

// How many steps one of the trials serves.
std::int64_t RunFit::try_adds(const WaitingSteps& steps, double start) {
    trials_.start();
    WindowList windows = first_;
    for (std::int64_t served = 0;;) {
        const std::size_t more =
            serve(trials_, windows, start, static_cast<std::size_t>(served + 1));
        served += static_cast<std::int64_t>(more);
        if (more < windows.count || served == limit_) return served;
        windows = steps.windows(served + 1, limit_ - served, later_scratch_);
    }
}

// Of the trials that serve most, takes the pair that ends nearest to the exact clock, which leaves
// the next run the most room; a constant interval if it ends near enough.
void RunFit::choose(double end) {
    const auto n = static_cast<double>(count_);
    const double bend = 0.5 * n * (n - 1.0), share = 1.0 / n;
    AddTrials::Eight intervals, offs;
    for (std::size_t i = 0; i < AddTrials::count; ++i) {
        const double rest = end - bend * trials_.add[i];
        const double least = nearest(trials_.least[i] + 0.5), most = nearest(trials_.most[i] - 0.5);
        const double wanted = nearest(rest * share);
        const double enough = wanted < least ? least : wanted;
        intervals[i] = enough > most ? most : enough;
        offs[i] = std::abs(rest - n * intervals[i]);
    }
    choice_.off = std::numeric_limits<double>::infinity();
    for (unsigned left = trials_.serving; left != 0; left &= left - 1) {
        const auto i = static_cast<std::size_t>(std::countr_zero(left));
        const double off = trials_.add[i] == 0.0 && offs[i] <= n ? -1.0 : offs[i];
        if (off < choice_.off) choice_ = {intervals[i], trials_.add[i], off};
    }
}

// Where to look next.
RunFit::Range RunFit::next_range(const Range& possible, const Range& tried) const {
    const double spacing = std::max(1.0, rounded_up(tried.size() / trials));
    Range range = possible;
    const bool open_below = possible.least == least_add, open_above = possible.most == greatest_add;
    if (open_below && !open_above) range.least = range.most - 2.0 * trials * spacing;
    if (open_above && !open_below) range.most = range.least + 2.0 * trials * spacing;
    range = {std::max(range.least, possible.least), std::min(range.most, possible.most)};
    // Nothing was learned: one after the other.
    if (range.least == tried.least && range.most == tried.most && range.size() > trials)
        range.most = range.least + trials - 1.0;
    return range;
}

}  // namespace escapement::motion
