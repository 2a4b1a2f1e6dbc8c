// M73, M117 and SET_DISPLAY_TEXT.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/display_status.hpp"

#include <algorithm>

#include "modules/idle_timeout.hpp"
#include "modules/virtual_sdcard.hpp"
#include "printer/module.hpp"

namespace escapement::modules {
namespace {

// What M73 said holds as long as something is printed, and this long at least.
constexpr base::Seconds memory_of_progress{5.0};
constexpr double whole = 100.0;

}  // namespace

void DisplayStatus::describe(printer::Description<DisplayStatus>& module) {
    module.section("display_status")
        .companion_of("display")
        .doc("Progress and a message, for displays.");

    module.command<&DisplayStatus::set_progress>("M73", "Says how far the print is.")
        .parameter<&Progress::p>("Percent.");
    module.command<&DisplayStatus::show_message>("M117", "Shows a message.")
        .word("<text>", "What to show; nothing clears it.", "string");
    module.command<&DisplayStatus::set_text>("SET_DISPLAY_TEXT", "Set or clear the display message")
        .parameter<&Text::msg>("What to show; without it the message is cleared.");

    module.status<&Status::progress>("The share of the print that is done, 0 to 1.");
    module.status<&Status::message>("The message, or null.");
}

void DisplayStatus::set_progress(const Progress& request) {
    if (!request.p) return;
    told_ = std::clamp(*request.p / whole, 0.0, 1.0);
    told_until_ = context_.executor.now() + runtime::Executor::to_duration(memory_of_progress);
}

void DisplayStatus::show_message(const gcode::Line& line) {
    message_.reset();
    if (const auto text = line.raw_parameters(); !text.empty()) message_ = std::string(text);
}

void DisplayStatus::set_text(const Text& request) {
    message_ = request.msg;
}

// Without M73 it is the share of the file.
double DisplayStatus::progress() const {
    const bool holds =
        context_.executor.now() <= told_until_ || context_.modules.the<IdleTimeout>().is_printing();
    if (told_ && holds) return *told_;
    const auto* card = context_.modules.first<VirtualSdcard>();
    return card ? card->progress() : 0.0;
}

DisplayStatus::Status DisplayStatus::status() const {
    return {.progress = progress(), .message = message_};
}

}  // namespace escapement::modules
