// A straight line through clock samples that distrusts late ones and forgets old ones.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"
#include "mcu/clock_line.hpp"

namespace escapement::mcu {

// Weighted least squares, step by step:
// 1. Every sample lets the weight of all earlier ones sink by a thirtieth.
// 2. A sample that lies further from the line than most did gets less weight, the further the
//    less: a question that was held up somewhere makes the clock look late.
// 3. If one sample after another lies far off, the clock has really changed: begin again.
// 4. At first the nominal frequency counts as if it had been measured to one part in a thousand,
//    so that a few samples in quick succession do not make up a wild slope.
// Belongs to one thread.
class ClockFit {
  public:
    explicit ClockFit(double nominal_frequency_hz);

    void begin(base::HostTime time, base::McuClock clock);
    void add(base::HostTime time, base::McuClock clock);
    bool has_samples() const { return weight_ > 0.0; }

    ClockLine line() const;
    // How far samples usually lie from the line, in ticks.
    double spread() const;

  private:
    struct Estimate {
        double time_s;  // from the origin: the middle of the samples
        double excess;  // ticks that the clock is ahead of a nominal one there
        double drift;   // ticks that it gains in a second
    };
    Estimate estimate() const;
    void forget();
    void move_origin(base::HostTime time);
    void accept(double excess, double weight);

    double nominal_hz_;
    // Samples are kept as sums, as what the clock is ahead of one that runs at the nominal
    // frequency through the origin: small numbers, so that nothing is lost in rounding.
    base::HostTime origin_time_{};
    double origin_clock_ = 0.0;
    double weight_ = 0.0, sum_t_ = 0.0, sum_e_ = 0.0, sum_tt_ = 0.0, sum_te_ = 0.0;
    double nominal_weight_ = 0.0;
    double variance_ = 0.0;
    int far_in_a_row_ = 0;
};

}  // namespace escapement::mcu
