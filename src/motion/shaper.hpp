// Input shapers: how the motion of an axis is spread in time so that it excites no vibration.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A shaped axis is where the average of its unshaped positions around that moment is.  The average
// is taken over a few moments (pulses) or over a window of time.  Weights sum to one and their
// centre of mass is at zero, so that rest and constant speed stay what they are.
#pragma once

#include <optional>
#include <span>

#include "base/fixed_vector.hpp"
#include "base/result.hpp"
#include "motion/position.hpp"
#include "motion/shaper_window.hpp"

namespace escapement::motion {

// Adds amplitude * x(t + later) to the position at t.
struct Pulse {
    double amplitude = 0.0;
    double later = 0.0;  // seconds; below zero for what was before

    bool operator==(const Pulse&) const = default;
};

inline constexpr std::size_t most_pulses = 10;
using Pulses = base::FixedVector<Pulse, most_pulses>;

class Shaper {
  public:
    // Steps further than this from the motion that they belong to would come too late to plan.
    static constexpr Seconds longest_reach{1.0};

    // Leaves an axis as it is.
    Shaper();
    // What answers an impulse by impulses of these amplitudes, each so many seconds later, in
    // order.  Amplitudes count in relation to each other.  Fails if the times do not rise, if
    // the amplitudes have no positive sum, or if the shaper would reach too far.
    static base::Result<Shaper> answering(std::span<const Pulse> impulses);
    // Fails if the window is too long.
    static base::Result<Shaper> averaging(const ShaperWindow& window);

    // Whether it changes anything.
    bool shapes() const { return window_ || pulses_.size() > 1; }
    // Sorted by time, the latest moment last; a single one if there is a window instead.
    const Pulses& pulses() const { return pulses_; }
    const std::optional<ShaperWindow>& window() const { return window_; }
    // How far from a moment what it looks at is, at most.
    Seconds reach() const;

    bool operator==(const Shaper& other) const;

  private:
    Pulses pulses_;
    std::optional<ShaperWindow> window_;
};

}  // namespace escapement::motion
