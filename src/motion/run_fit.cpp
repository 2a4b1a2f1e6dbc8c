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
    Search search{steps, window, Witness::once_thin, {}, 0};
    if (!extend_to_the_end(search)) {
        search.witness = Witness::always;
        extend_to_the_end(search);
    }
    // Ending near the exact clock leaves the next run the most room.
    const std::size_t count = search.count;
    const auto last = static_cast<std::int64_t>(steps.clocks[count - 1] - steps.start);
    const auto near_exact = region_.pair_ending_near(static_cast<std::int64_t>(count), last);
    const IntervalAndAdd pair = near_exact ? *near_exact : *search.pair;
    return {.interval = static_cast<std::uint32_t>(pair.interval),
            .count = static_cast<std::uint16_t>(count),
            .add = static_cast<std::int16_t>(count > 1 ? pair.add : 0)};
}

// False when it is in doubt whether a whole pair serves all that was counted.
bool RunFit::extend_to_the_end(Search& search) {
    const std::size_t limit = std::min(search.steps.clocks.size(), max_count);
    region_.start(window_of(search.steps, 1, search.window));
    search.count = 1;
    search.pair.reset();
    if (search.witness == Witness::always) search.pair = region_.whole_pair();
    while (search.count < limit) {
        const Outcome outcome = extend(search);
        if (outcome == Outcome::doubtful) return false;
        if (outcome == Outcome::not_served) break;
        ++search.count;
    }
    if (!search.pair) search.pair = region_.whole_pair();
    return search.pair.has_value();
}

// Tries to serve one step more.  If that fails, the region is as before.
RunFit::Outcome RunFit::extend(Search& search) {
    const auto k = static_cast<std::int64_t>(search.count + 1);
    const StepWindow next = window_of(search.steps, search.count + 1, search.window);
    if (region_.narrow(k, next)) {
        if (search.pair ? serves(*search.pair, k, next) : !region_.is_thin())
            return Outcome::served;
        const auto other = region_.whole_pair();
        if (!other && !search.pair) return Outcome::doubtful;
        if (other) search.pair = other;
        if (other) return Outcome::served;
    }
    region_.widen_again();
    return Outcome::not_served;
}

}  // namespace escapement::motion
