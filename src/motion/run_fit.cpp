// Windows of steps, and the search for the longest run.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/run_fit.hpp"

#include <algorithm>
#include <cstddef>

#include "base/assert.hpp"

namespace escapement::motion {

namespace {

constexpr std::size_t max_count = 65535;
constexpr std::uint64_t neighbour_share = 4;

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
    for (; count < limit; ++count) {
        const auto k = static_cast<std::int64_t>(count + 1);
        const StepWindow next = window_of(steps, count + 1, window);
        if (!region_.narrow(k, next)) break;
        if (serves(pair, k, next)) continue;
        const auto other = region_.whole_pair();
        if (!other) break;
        pair = *other;
    }
    return {.interval = static_cast<std::uint32_t>(pair.interval),
            .count = static_cast<std::uint16_t>(count),
            .add = static_cast<std::int16_t>(pair.add)};
}

}  // namespace escapement::motion
