// A pulsed output that keeps pace with moves: a laser, a spindle.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "modules/output_value.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/module.hpp"
#include "printer/motion_queue.hpp"

namespace escapement::mcu {
class PwmOut;
}

namespace escapement::modules {

// Its changes travel among the steps, so that any number of them may follow each other at any
// distance.  Belongs to the main thread.
class PwmTool {
  public:
    struct Config : OutputValueConfig {
        base::Seconds cycle_time{0.1};
        bool hardware_pwm = false;
        base::Seconds maximum_mcu_duration{0.0};
    };
    struct Status {
        double value = 0.0;
    };
    struct SetPin {
        std::string pin;
        double value = 0.0;
    };
    static void describe(printer::Description<PwmTool>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    PwmTool(const Config& config, printer::Context& context);

    Status status() const { return {last_value_}; }

  private:
    void set_pin(const SetPin& request);
    void apply(base::PrintTime when, double value);
    void send(base::PrintTime when, double value);
    void refresh(base::PrintTime until);

    printer::Context& context_;
    double scale_;
    double last_value_;
    double shutdown_value_;
    base::Seconds refresh_interval_{};  // zero: never
    base::PrintTime last_sent_{};
    mcu::PwmOut& output_;
    printer::MotionQueue& motion_;
    printer::MotionQueue::Connection flush_;
};

}  // namespace escapement::modules
