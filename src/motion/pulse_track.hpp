// An axis shaped by pulses.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/fixed_vector.hpp"
#include "motion/axis_track.hpp"

namespace escapement::motion {

// 1. Each pulse walks the knots of the unshaped axis at its own distance in time.
// 2. From the moment at which one of them meets a knot to the next such moment the shaped axis is
//    a single polynomial: the sum of the polynomials that the pulses are on.
// 3. Its coefficients come from these alone, never from the piece before: nothing accumulates.
class PulseTrack final : public AxisTrack {
  public:
    PulseTrack(const Shaper& shaper, double begin, double position);

  private:
    struct Walker {
        double amplitude;
        double later;
        std::size_t knot = 0;  // the last one met
        double next = 0.0;     // the track's time at which it meets the next one
    };

    void make(double until) override;
    void restart() override;
    void look_ahead(Walker& walker);
    void go_on(Walker& walker);
    Polynomial sum_at(double time);
    void drop_passed();

    base::FixedVector<Walker, most_pulses> walkers_;
};

}  // namespace escapement::motion
