// Polls actors until all wait, then lets time pass.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/actor.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace escapement::runtime {
namespace {

HostTime earliest(std::span<Actor* const> actors) {
    HostTime next = never;
    for (const Actor* actor : actors) next = std::min(next, actor->next_wake());
    return next;
}

}  // namespace

bool drive(Outside& outside, std::span<Actor* const> actors, const bool& finished) {
    // Actors that keep each other busy without letting time pass would hang a virtual run.
    constexpr unsigned most_rounds_at_one_moment = 1'000'000;
    unsigned rounds = 0;
    HostTime moment = outside.now();
    while (!finished) {
        const HostTime now = outside.now();
        rounds = now == moment ? rounds + 1 : 0;
        moment = now;
        ASSERT(rounds < most_rounds_at_one_moment);
        for (Actor* actor : actors) actor->poll(now);
        if (finished) break;
        const HostTime next = earliest(actors);
        if (next == never) {
            // Only the world outside can go on; if it has nothing either, time stands still.
            outside.wait_until(never);
            if (outside.now() == now && earliest(actors) == never) return false;
        } else if (next > now) {
            outside.wait_until(next);
        }
    }
    return true;
}

}  // namespace escapement::runtime
