// A pulsed output whose cycles commands can make longer or shorter: a beeper.
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

// Belongs to the main thread.
class PwmCycleTime {
  public:
    struct Config : OutputValueConfig {
        base::Seconds cycle_time{0.1};
    };
    struct Status {
        double value = 0.0;
    };
    struct SetPin {
        std::string pin;
        double value = 0.0;
        std::optional<base::Seconds> cycle_time;
    };
    static void describe(printer::Description<PwmCycleTime>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    PwmCycleTime(const Config& config, printer::Context& context);

    Status status() const { return {last_value_}; }

  private:
    void set_pin(const SetPin& request);
    void apply(base::PrintTime when, double value, base::Seconds cycle_time);

    printer::Context& context_;
    double scale_;
    base::Seconds usual_cycle_time_;
    base::Seconds last_cycle_time_;
    double last_value_;
    base::PrintTime earliest_{};  // of the next change
    mcu::PwmOut& output_;
    printer::MotionQueue& motion_;
};

}  // namespace escapement::modules
