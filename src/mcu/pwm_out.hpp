// A pin whose share of time on is set at given moments: heaters, fans, lights.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "mcu/mcu.hpp"
#include "mcu/pin_spec.hpp"

namespace escapement::mcu {

// Made by the board's hardware, or by its timers where the hardware cannot or cycles are long.
// Belongs to one thread; the microcontroller must outlive it.
class PwmOut {
  public:
    struct Settings {
        PinSpec pin;
        base::Seconds cycle_time{0.100};
        bool hardware = false;
        double start_value = 0.0;  // 0 to 1, as all values
        double shutdown_value = 0.0;
        base::Seconds max_duration{2.0};  // as in DigitalOut
        // Changes share the board's room for steps, and may follow each other as closely as these.
        bool among_steps = false;
    };
    // Before the microcontroller is configured; fails as DigitalOut does.
    static base::Result<std::unique_ptr<PwmOut>> make(Mcu& mcu, const Settings& settings);
    virtual ~PwmOut() = default;

    // From that moment on, which must be as far after that of the previous call as for DigitalOut;
    // later if the board is still busy with its first value.
    void set(base::PrintTime when, double value);
    // Cycles are as long as this from that moment on.  Fails with hardware, and for what the board
    // cannot count.
    virtual base::Result<void> set_cycle_time(base::PrintTime when, base::Seconds cycle_time) = 0;
    // From now on the other is set along with this one; it must outlive this.
    void join(PwmOut& other) { joined_.push_back(&other); }
    // The earliest moment, not before `when` less `allow_early`, at which a change does not cut a
    // pulse short.  With hardware, any.
    virtual base::PrintTime next_aligned_print_time(base::PrintTime when,
                                                    base::Seconds allow_early = {}) const = 0;
    Mcu& mcu() const { return mcu_; }

  protected:
    PwmOut(Mcu& mcu, bool invert) : mcu_(mcu), invert_(invert) {}
    // `value` is that of the pin, inversion included.
    virtual void send(base::McuClock clock, double value, When when) = 0;
    base::McuClock last_clock() const { return last_clock_; }
    double last_value() const { return last_value_; }
    // The value it begins with: `start`, or for a board that has come back what it was told last.
    double first_value(double start) const { return told_ ? last_value_ : start; }
    // That value is sent with the configuration, and takes effect at last_clock().
    void begin(double value);

  private:
    Mcu& mcu_;
    bool invert_;
    base::McuClock last_clock_{};
    base::PrintTime earliest_{};  // of a change
    double last_value_ = 0.0;
    bool told_ = false;  // a value by set()
    std::vector<PwmOut*> joined_;
};

}  // namespace escapement::mcu
