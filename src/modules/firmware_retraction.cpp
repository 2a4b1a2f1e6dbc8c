// G10, G11 and what they go by.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/firmware_retraction.hpp"

#include <fmt/format.h>

#include <cmath>

#include "printer/console.hpp"
#include "printer/dispatcher.hpp"

namespace escapement::modules {

void FirmwareRetraction::set(const Request& request) {
    settings_ = {
        .retract_length = request.retract_length.value_or(settings_.retract_length),
        .retract_speed = request.retract_speed.value_or(settings_.retract_speed),
        .unretract_extra_length =
            request.unretract_extra_length.value_or(settings_.unretract_extra_length),
        .unretract_speed = request.unretract_speed.value_or(settings_.unretract_speed),
    };
    retracted_ = false;
}

void FirmwareRetraction::report() {
    context_.console.info(
        fmt::format("RETRACT_LENGTH={:.5f} RETRACT_SPEED={:.5f} UNRETRACT_EXTRA_LENGTH={:.5f} "
                    "UNRETRACT_SPEED={:.5f}",
                    settings_.retract_length,
                    settings_.retract_speed,
                    settings_.unretract_extra_length,
                    settings_.unretract_speed));
}

runtime::Task<> FirmwareRetraction::retract() {
    if (retracted_) co_return;
    co_await push(-settings_.retract_length, settings_.retract_speed);
    retracted_ = true;
}

runtime::Task<> FirmwareRetraction::unretract() {
    if (!retracted_) co_return;
    co_await push(settings_.retract_length + settings_.unretract_extra_length,
                  settings_.unretract_speed);
    retracted_ = false;
}

// The number of digits is Klipper's, since steps depend on it.
runtime::Task<> FirmwareRetraction::push(double length, double speed) {
    std::string script = fmt::format(
        "SAVE_GCODE_STATE NAME=_retract_state\n"
        "G91\n"
        "G1 E{:.5f} F{:.0f}\n"
        "RESTORE_GCODE_STATE NAME=_retract_state",
        length,
        std::trunc(speed * 60.0));
    co_await context_.gcode.run_script(std::move(script));
}

void FirmwareRetraction::describe(printer::Description<FirmwareRetraction>& module) {
    module.section("firmware_retraction").doc("Retraction by G10 and G11.");
    module.option<&Config::retract_length>("How far G10 pulls filament back, mm.")
        .unit("mm")
        .at_least(0.0);
    module.option<&Config::retract_speed>("How fast, mm/s.").unit("mm/s").at_least(1.0);
    module.option<&Config::unretract_extra_length>("How much further G11 pushes it, mm.")
        .unit("mm")
        .at_least(0.0);
    module.option<&Config::unretract_speed>("How fast, mm/s.").unit("mm/s").at_least(1.0);
    auto set = module.command<&FirmwareRetraction::set>("SET_RETRACTION",
                                                        "Set firmware retraction parameters");
    set.parameter<&Request::retract_length>("How far G10 pulls filament back, mm.").at_least(0.0);
    set.parameter<&Request::retract_speed>("How fast, mm/s.").at_least(1.0);
    set.parameter<&Request::unretract_extra_length>("How much further G11 pushes it, mm.")
        .at_least(0.0);
    set.parameter<&Request::unretract_speed>("How fast, mm/s.").at_least(1.0);
    module.command<&FirmwareRetraction::report>("GET_RETRACTION",
                                                "Report firmware retraction parameters");
    module.command<&FirmwareRetraction::retract>("G10", "Retracts, unless it has been done.");
    module.command<&FirmwareRetraction::unretract>("G11", "Takes back what G10 did.");
    module.status<&Status::retract_length>("How far G10 pulls filament back.");
    module.status<&Status::retract_speed>("How fast.");
    module.status<&Status::unretract_extra_length>("How much further G11 pushes it.");
    module.status<&Status::unretract_speed>("How fast.");
}

}  // namespace escapement::modules
