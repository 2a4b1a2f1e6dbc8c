// An output that commands switch, or set to a share of time on.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gcode/line.hpp"
#include "modules/output_queue.hpp"
#include "modules/output_value.hpp"
#include "printer/description.hpp"
#include "printer/module.hpp"

namespace escapement::mcu {
class DigitalOut;
class PwmOut;
}  // namespace escapement::mcu

namespace escapement::modules {

class OutputPin {
  public:
    struct Config : OutputValueConfig {
        bool pwm = false;
        base::Seconds cycle_time{0.1};
        bool hardware_pwm = false;
    };
    struct Status {
        double value = 0.0;
    };
    static void describe(printer::Description<OutputPin>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    OutputPin(const Config& config, printer::Context& context);

    Status status() const { return {last_value_}; }

  private:
    // One of the two, and the queue before it.
    struct Output {
        mcu::DigitalOut* digital = nullptr;
        mcu::PwmOut* pwm = nullptr;
        const mcu::Mcu& mcu() const;
    };
    static Output make_output(const Config& config, printer::Context& context);
    OutputQueue::Outcome apply(base::PrintTime when, double value);
    void set_pin(const gcode::Line& line);

    printer::Context& context_;
    double scale_;
    double last_value_;
    Output output_;
    OutputQueue queue_;
};

}  // namespace escapement::modules
