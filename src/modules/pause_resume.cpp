// PAUSE, RESUME, CLEAR_PAUSE and CANCEL_PRINT.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/pause_resume.hpp"

#include <cstdio>
#include <utility>

#include "modules/virtual_sdcard.hpp"
#include "printer/console.hpp"
#include "printer/dispatcher.hpp"
#include "printer/module.hpp"

namespace escapement::modules {

void PauseResume::describe(printer::Description<PauseResume>& module) {
    module.section("pause_resume")
        .companion_of("filament_switch_sensor filament_motion_sensor hall_filament_width_sensor")
        .doc("Pausing and cancelling prints.");
    module.option<&Config::recover_velocity>(
        "How fast the head goes back to where it was, with RESUME.");

    module.command<&PauseResume::pause>("PAUSE", "Pauses the current print");
    module.command<&PauseResume::resume>("RESUME", "Resumes the print from a pause")
        .parameter<&Resume::velocity>("How fast the head goes back to where it was, in mm/s.");
    module.command<&PauseResume::clear_pause>(
        "CLEAR_PAUSE", "Clears the current paused state without resuming the print");
    module.command<&PauseResume::cancel>("CANCEL_PRINT", "Cancel the current print");

    module.status<&Status::is_paused>("Whether a print is paused.");
}

VirtualSdcard* PauseResume::card() const {
    return context_.modules.first<VirtualSdcard>();
}

bool PauseResume::is_printing_file() const {
    return card() && card()->is_active();
}

void PauseResume::send_pause_command() {
    tell_to_pause(Sender::sensor);
}

// Who sends the print line by line is asked to stop doing so.
void PauseResume::tell_to_pause(Sender sender) {
    if (!std::exchange(pause_sent_, true)) {
        file_paused_ = is_printing_file();
        if (!file_paused_) context_.console.info("action:paused");
    }
    if (!file_paused_) return;
    sender == Sender::command ? card()->pause() : card()->pause_soon();
}

runtime::Task<> PauseResume::pause() {
    if (paused_) {
        context_.console.info("Print already paused");
        co_return;
    }
    tell_to_pause(Sender::command);
    co_await context_.gcode.run_script("SAVE_GCODE_STATE NAME=PAUSE_STATE");
    paused_ = true;
}

runtime::Task<> PauseResume::resume(const Resume& request) {
    if (!paused_) {
        context_.console.info("Print is not paused, resume aborted");
        co_return;
    }
    char script[128];
    std::snprintf(script,
                  sizeof script,
                  "RESTORE_GCODE_STATE NAME=PAUSE_STATE MOVE=1 MOVE_SPEED=%.4f",
                  request.velocity.value_or(config_.recover_velocity.value));
    co_await context_.gcode.run_script(script);
    go_on();
    paused_ = false;
}

void PauseResume::go_on() {
    if (std::exchange(file_paused_, false))
        card()->resume();
    else
        context_.console.info("action:resumed");
    pause_sent_ = false;
}

void PauseResume::clear_pause() {
    paused_ = pause_sent_ = false;
}

void PauseResume::cancel() {
    ++cancels_;
    if (is_printing_file() || std::exchange(file_paused_, false))
        card()->cancel();
    else
        context_.console.info("action:cancel");
    clear_pause();
}

}  // namespace escapement::modules
