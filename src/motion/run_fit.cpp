// Windows of steps, and the search for the longest run.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/run_fit.hpp"

#include <algorithm>
#include <cstddef>

#include "base/assert.hpp"

namespace escapement::motion {

namespace {

constexpr std::size_t max_count = 65535;
constexpr std::uint64_t neighbour_share = 3;

bool serves(const IntervalAndAdd& pair, std::int64_t k, const StepWindow& window) {
    const std::int64_t ticks = k * pair.interval + k * (k - 1) / 2 * pair.add;
    return window.earliest <= ticks && ticks <= window.latest;
}

std::uint64_t room_after(const StepSequence& steps, std::size_t k) {
    if (k < steps.clocks.size()) return steps.clocks[k] - steps.clocks[k - 1];
    return steps.next ? *steps.next - steps.clocks[k - 1] : 0;
}

}  // namespace

StepWindow window_of(const StepSequence& steps, std::size_t k, ErrorWindow window) {
    const std::uint64_t exact = steps.clocks[k - 1];
    const std::uint64_t before = k > 1 ? steps.clocks[k - 2] : steps.previous;
    const std::uint64_t early =
        std::min<std::uint64_t>(window.early, (exact - before) / neighbour_share);
    const std::uint64_t late =
        std::min<std::uint64_t>(window.late, room_after(steps, k) / neighbour_share);
    return {static_cast<std::int64_t>(exact - early - steps.start),
            static_cast<std::int64_t>(exact + late - steps.start)};
}

StepRun RunFit::longest_run(const StepSequence& steps, ErrorWindow window) {
    ASSERT(!steps.clocks.empty());
    const std::size_t limit = std::min(steps.clocks.size(), max_count);
    region_.start(window_of(steps, 1, window));
    IntervalAndAdd pair = *region_.whole_pair();
    std::size_t count = 1;
    while (count < limit && extend(steps, window, count + 1, pair)) ++count;
    // Ending near the exact clock leaves the next run the most room.
    const auto last = static_cast<std::int64_t>(steps.clocks[count - 1] - steps.start);
    pair = region_.pair_ending_near(static_cast<std::int64_t>(count), last).value_or(pair);
    return {.interval = static_cast<std::uint32_t>(pair.interval),
            .count = static_cast<std::uint16_t>(count),
            .add = static_cast<std::int16_t>(count > 1 ? pair.add : 0)};
}

// Makes the pair serve step k too.  If no pair can, all is as before.
bool RunFit::extend(const StepSequence& steps,
                    ErrorWindow window,
                    std::size_t step,
                    IntervalAndAdd& pair) {
    const auto k = static_cast<std::int64_t>(step);
    const StepWindow next = window_of(steps, step, window);
    if (region_.narrow(k, next)) {
        if (serves(pair, k, next)) return true;
        if (const auto other = region_.whole_pair()) {
            pair = *other;
            return true;
        }
    }
    region_.widen_again();
    return false;
}

}  // namespace escapement::motion
