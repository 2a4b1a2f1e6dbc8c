// A fan that commands set.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gcode/line.hpp"
#include "modules/fan_drive.hpp"

namespace escapement::modules {

class FanGeneric {
  public:
    using Config = FanConfig;
    using Status = FanStatus;
    static void describe(printer::Description<FanGeneric>& module);

    FanGeneric(const Config& config, printer::Context& context)
        : context_(context), drive_(config, context) {}

    Status status() const { return drive_.status(); }

  private:
    void set_fan_speed(const gcode::Line& line);

    printer::Context& context_;
    FanDrive drive_;
};

}  // namespace escapement::modules
