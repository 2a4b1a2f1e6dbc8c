// The only converter between the computer's time, print time and one microcontroller's clock.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Print time is the main microcontroller's clock divided by its nominal frequency, whatever its
// crystal really does.  The others are steered so that they agree with it.
#pragma once

#include "base/time.hpp"
#include "mcu/clock_fit.hpp"
#include "mcu/clock_line.hpp"

namespace escapement::mcu {

// How print time reads on a clock: (print time - offset) * frequency.
struct PrintRate {
    double offset_s = 0.0;
    double frequency_hz = 1.0;
};

// A question for the clock, answered.
struct ClockSample {
    base::HostTime sent;
    base::HostTime received;
    base::McuClock clock;
};

// Belongs to one thread.
class ClockModel {
  public:
    // Of a board whose dictionary says so.  Until there is a sample its clock is taken to have
    // been zero at the computer's zero.
    explicit ClockModel(double nominal_frequency_hz);

    double nominal_frequency_hz() const { return nominal_hz_; }

    // The first sample; what was learned before is forgotten.
    void begin(const ClockSample& sample);
    // A further one.
    void add(const ClockSample& sample);
    bool has_samples() const { return fit_.has_samples(); }
    // The clock has reached this; nobody knows when it was read.
    void see(base::McuClock clock);

    // The latest moment known: what 32-bit clocks that arrive now are near to.
    base::McuClock last_clock() const { return last_clock_; }
    base::McuClock widen(base::Clock32 seen) const { return last_clock_.widen(seen); }

    base::McuClock clock_at(base::PrintTime time) const;
    base::PrintTime print_time_at(base::McuClock clock) const;
    const PrintRate& print_rate() const { return rate_; }
    // A length of time in ticks, at the nominal frequency; rounded down.
    base::Ticks32 ticks(base::Seconds duration) const;

    base::McuClock estimated_clock(base::HostTime time) const { return line_.at(time); }
    base::HostTime host_time_at(base::McuClock clock) const { return line_.time_of(clock); }
    base::PrintTime estimated_print_time(base::HostTime time) const {
        return print_time_at(estimated_clock(time));
    }
    const ClockLine& line() const { return line_; }
    // A clock that is surely reached: what the link goes by.
    ClockLine cautious_line() const;

    // For a board that is not the main one: agree with `main` now, at once.
    void join(const ClockModel& main, base::HostTime now);
    // Turns the rate, without a jump at `committed`, so that both agree some seconds later.
    // Moments before `committed` must not be converted any more.
    void steer(const ClockModel& main, base::PrintTime committed, base::HostTime now);

  private:
    void note_round_trip(const ClockSample& sample);
    void adopt_fit();
    double exact_clock_at(base::PrintTime time) const;

    double nominal_hz_;
    PrintRate rate_;
    ClockFit fit_;
    ClockLine line_;
    base::McuClock last_clock_{};
    base::Seconds half_round_trip_{};  // the shortest seen of late
    base::HostTime half_round_trip_at_{};
    base::PrintTime agree_at_{};  // where steer() last aimed
};

}  // namespace escapement::mcu
