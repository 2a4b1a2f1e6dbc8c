// The fan that cools the print.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "modules/fan_drive.hpp"

namespace escapement::modules {

class Fan {
  public:
    using Config = FanConfig;
    using Status = FanStatus;
    struct SetSpeed {
        double s = 255.0;
    };
    static void describe(printer::Description<Fan>& module);

    Fan(const Config& config, printer::Context& context) : drive_(config, context) {}

    Status status() const { return drive_.status(); }

  private:
    void set_speed(const SetSpeed& request);
    void turn_off();

    FanDrive drive_;
};

}  // namespace escapement::modules
