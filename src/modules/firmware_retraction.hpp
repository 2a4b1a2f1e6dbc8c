// G10 and G11: pulling filament back and pushing it forward again, by lengths the printer knows.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "printer/context.hpp"
#include "printer/description.hpp"
#include "runtime/task.hpp"

namespace escapement::modules {

// [firmware_retraction].  Belongs to the main thread.
class FirmwareRetraction {
  public:
    struct Config {
        double retract_length = 0.0;          // mm
        double retract_speed = 20.0;          // mm/s
        double unretract_extra_length = 0.0;  // mm
        double unretract_speed = 10.0;        // mm/s
    };
    using Status = Config;
    struct Request {
        std::optional<double> retract_length, retract_speed;
        std::optional<double> unretract_extra_length, unretract_speed;
    };
    static void describe(printer::Description<FirmwareRetraction>& module);

    FirmwareRetraction(const Config& config, printer::Context& context)
        : settings_(config), context_(context) {}

    Status status() const { return settings_; }

  private:
    void set(const Request& request);
    void report();
    runtime::Task<> retract();
    runtime::Task<> unretract();
    // Through the commands, so that a macro in place of G1 sees it too.
    runtime::Task<> push(double length, double speed);

    Config settings_;
    printer::Context& context_;
    bool retracted_ = false;
};

}  // namespace escapement::modules
