// A hobby servo: the width of a pulse says where it turns.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "modules/output_queue.hpp"
#include "printer/complaints.hpp"
#include "printer/description.hpp"
#include "printer/module.hpp"
#include "printer/options.hpp"

namespace escapement::mcu {
class PwmOut;
}

namespace escapement::modules {

// Belongs to the main thread.
class Servo {
  public:
    struct Config {
        printer::SectionName section;
        printer::PinName pin;
        base::Seconds minimum_pulse_width{0.001};
        base::Seconds maximum_pulse_width{0.002};
        double maximum_servo_angle = 180.0;
        std::optional<double> initial_angle;
        base::Seconds initial_pulse_width{0.0};
    };
    struct Status {
        double value = 0.0;
    };
    struct SetServo {
        std::string servo;
        std::optional<double> angle;
        std::optional<base::Seconds> width;
    };
    static void describe(printer::Description<Servo>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    Servo(const Config& config, printer::Context& context);

    Status status() const { return {last_value_}; }
    // Turns to that angle in degrees once everything queued so far has been done.
    void set_angle(double degrees) { queue_.set_after_moves(share_for_angle(degrees)); }

  private:
    double share_for_angle(double degrees) const;
    double share_for_width(base::Seconds width) const;
    double initial_share() const;
    OutputQueue::Outcome apply(base::PrintTime when, double share);
    void set_servo(const SetServo& request);

    Config config_;
    double last_value_ = 0.0;
    mcu::PwmOut& output_;
    OutputQueue queue_;
};

}  // namespace escapement::modules
