// A fan that runs while a heater is hot.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "modules/fan_drive.hpp"
#include "printer/events.hpp"
#include "runtime/executor.hpp"

namespace escapement::printer {
class Heater;
}

namespace escapement::modules {

class HeaterFan {
  public:
    struct Config : FanConfig {
        Config() { shutdown_speed = 1.0; }  // what is hot stays hot after an emergency stop
        std::vector<std::string> heater{"extruder"};
        double heater_temp = 50.0;
        double fan_speed = 1.0;
    };
    using Status = FanStatus;
    static void describe(printer::Description<HeaterFan>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    HeaterFan(const Config& config, printer::Context& context);

    Status status() const { return drive_.status(); }

  private:
    double wanted_speed() const;
    void begin(printer::Context& context);
    void look();
    void follow(base::PrintTime now);

    double heater_temp_;
    double fan_speed_;
    FanDrive drive_;
    std::vector<const printer::Heater*> heaters_;
    double last_speed_ = 0.0;
    runtime::Timer timer_;
    printer::Signal<printer::Ready>::Connection ready_;
    printer::MotionQueue::Connection flush_;
};

}  // namespace escapement::modules
