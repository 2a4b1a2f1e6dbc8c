// An axis averaged over a window of time.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "motion/axis_track.hpp"

namespace escapement::motion {

// 1. At the knots of the unshaped axis its speed, acceleration or jerk jump.  In between it is a
//    polynomial, which the average leaves as it is but for a constant.
// 2. So the averaged axis is the polynomial that held before the knots inside the window, plus
//    each of these knots' response: what the average makes of a ramp, a polynomial of up to
//    twelfth degree.
// 3. From the moment at which a knot enters or leaves the window to the next one, the sum is
//    replaced by its interpolation at the zeros of a Chebyshev polynomial.  Its error is known
//    beforehand from the responses' sixth derivative; where it would be too great the time is
//    cut into equal parts.  Then the highest terms are left out as long as nobody notices.
class WindowTrack final : public AxisTrack {
  public:
    // What a piece may be off by, in millimetres.
    static constexpr double tolerance_mm = 2e-10;

    WindowTrack(const Shaper& shaper, double begin, double position);

  private:
    struct Inside {
        double time = 0.0;
        ShaperWindow::Response response{};
        double bend_bound = 0.0;
    };

    void make(double until) override;
    void restart() override;
    void enter_and_leave();
    double next_change(double until);
    void fit(double until);
    std::size_t parts_for(double duration) const;
    Polynomial responses(double from, double duration) const;
    Polynomial outside(double time);

    ShaperWindow window_;
    std::size_t base_ = 0;        // the last knot that has left the window
    std::vector<Inside> inside_;  // the knots behind it, from first_inside_ on
    std::size_t first_inside_ = 0;
};

}  // namespace escapement::motion
