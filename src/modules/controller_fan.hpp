// A fan that runs while motors or heaters are on, and a while longer.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "modules/fan_drive.hpp"
#include "printer/events.hpp"
#include "printer/motion_queue.hpp"
#include "runtime/executor.hpp"

namespace escapement::printer {
class Heater;
}

namespace escapement::modules {

class StepperEnable;

// Belongs to the main thread.
class ControllerFan {
  public:
    struct Config : FanConfig {
        double fan_speed = 1.0;
        std::optional<double> idle_speed;
        int idle_timeout = 30;
        std::vector<std::string> heater{"extruder"};
        std::vector<std::string> stepper;
    };
    using Status = FanStatus;
    static void describe(printer::Description<ControllerFan>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    ControllerFan(const Config& config, printer::Context& context);

    Status status() const { return drive_.status(); }

  private:
    void begin(printer::Context& context);
    void look();
    void follow(base::PrintTime now);
    bool is_needed() const;
    double wanted_speed(base::PrintTime now);

    double fan_speed_;
    double idle_speed_;
    base::Seconds idle_timeout_;
    FanDrive drive_;
    const StepperEnable& enable_;
    std::vector<std::string> steppers_;
    std::vector<const printer::Heater*> heaters_;
    std::optional<base::PrintTime> last_needed_;
    double last_speed_ = 0.0;
    runtime::Timer timer_;
    printer::Signal<printer::Ready>::Connection ready_;
    printer::MotionQueue::Connection flush_;
};

inline void complete_settings(ControllerFan::Config& config, const printer::Complaints&) {
    config.idle_speed = config.idle_speed.value_or(config.fan_speed);
}

}  // namespace escapement::modules
