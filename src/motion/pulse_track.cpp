// Adds up what the pulses see.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/pulse_track.hpp"

#include <algorithm>
#include <limits>

namespace escapement::motion {

namespace {

constexpr double never = std::numeric_limits<double>::infinity();

}  // namespace

PulseTrack::PulseTrack(const Shaper& shaper, double begin, double position)
    : AxisTrack(shaper, begin, position) {
    for (const Pulse& pulse : shaper.pulses())
        walkers_.push_back({.amplitude = pulse.amplitude, .later = pulse.later});
}

void PulseTrack::restart() {
    for (Walker& walker : walkers_) walker.knot = 0;
}

[[gnu::flatten]] void PulseTrack::make(double until) {
    for (Walker& walker : walkers_) go_on(walker);
    while (end() + together_s < until) {
        double next = never;
        for (const Walker& walker : walkers_) next = std::min(next, walker.next);
        push(next == never ? until : next, sum_at(end()));
        for (Walker& walker : walkers_)
            if (walker.next <= end() + together_s) go_on(walker);
    }
    drop_passed();
}

// Where nothing more is known, the axis rests, and will do so beyond what is to be made now; a
// motion goes on at least until its end.
void PulseTrack::look_ahead(Walker& walker) {
    if (walker.knot + 1 < knots().size())
        walker.next = knots()[walker.knot + 1].time - walker.later;
    else
        walker.next = knots().moving() ? knots().end() - walker.later : never;
}

void PulseTrack::go_on(Walker& walker) {
    look_ahead(walker);
    while (walker.knot + 1 < knots().size() && walker.next <= end() + together_s) {
        ++walker.knot;
        look_ahead(walker);
    }
}

// Counted from `time`.
Polynomial PulseTrack::sum_at(double time) {
    double c0 = 0.0, c1 = 0.0, c2 = 0.0, c3 = 0.0;
    for (const Walker& walker : walkers_) {
        const Knot& knot = knots()[walker.knot];
        const auto& c = knot.after.c;
        const double t = (time - knot.time) + walker.later, a = walker.amplitude;
        const double bend = c[2] + 3.0 * t * c[3];
        c0 += a * (c[0] + t * (c[1] + t * (c[2] + t * c[3])));
        c1 += a * (c[1] + t * (c[2] + bend));
        c2 += a * bend;
        c3 += a * c[3];
    }
    return {{c0, c1, c2, c3}};
}

void PulseTrack::drop_passed() {
    std::size_t passed = walkers_[0].knot;
    for (const Walker& walker : walkers_) passed = std::min(passed, walker.knot);
    knots().drop(passed);
    for (Walker& walker : walkers_) walker.knot -= passed;
}

}  // namespace escapement::motion
