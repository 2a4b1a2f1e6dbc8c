// Up, x and y, over the place, down.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/safe_z_home.hpp"

#include <string>

#include "modules/manual_moves.hpp"
#include "modules/stepper_section.hpp"
#include "modules/toolhead.hpp"
#include "printer/errors.hpp"
#include "printer/module.hpp"

namespace escapement::modules {
namespace {

constexpr std::size_t vertical = 2;

bool has_z_axis(const config::Document& config) {
    if (config.find("stepper_z")) return true;
    for (const config::Section* section : config.of_type("carriage")) {
        const auto* axis = section->find("axis");
        if ((axis ? std::string_view(axis->value) : section->title()) == "z") return true;
    }
    return false;
}

}  // namespace

SafeZHome::SafeZHome(const Config& config, printer::Context& context)
    : config_(config), context_(context), homing_(context.modules.the<HomingModule>()) {
    homing_.override_by(
        [this](printer::AxisSet named, const std::string&) {
            return home(named.none() ? printer::all_axes() : named);
        },
        config_.section);
}

void SafeZHome::check(const Config& config, printer::Complaints& complaints) {
    if (complaints.none_about({"home_xy_position"}) && config.home_xy_position.size() != 2)
        complaints.add("home_xy_position", "must be X, Y: two numbers separated by a comma");
    if (!has_z_axis(complaints.config()))
        complaints.add("",
                       "Missing Z endstop config for safe_z_homing: this machine has no z axis");
}

printer::Toolhead& SafeZHome::toolhead() {
    return context_.modules.the<ToolheadModule>().toolhead();
}

runtime::Task<> SafeZHome::home(printer::AxisSet axes) {
    co_await toolhead().wait_recovered();
    hop();
    auto level = axes;
    level[vertical] = false;
    if (level.any()) co_await homing_.home_axes(level);
    if (axes[vertical]) co_await home_z();
}

runtime::Task<> SafeZHome::home_z() {
    const auto homed = toolhead().kinematics().homed();
    if (!homed[0] || !homed[1]) throw printer::CommandError("Must home X and Y axes first");
    const auto before = toolhead().position();
    toolhead().manual_move(to_place(config_.home_xy_position[0], config_.home_xy_position[1]),
                           config_.speed);
    co_await homing_.home_axes(printer::only_axis(vertical));
    if (config_.z_hop != base::Length{} && toolhead().position()[vertical] < config_.z_hop) lift();
    if (config_.move_to_previous)
        toolhead().manual_move(to_place(before[0].value, before[1].value), config_.speed);
}

void SafeZHome::hop() {
    if (config_.z_hop == base::Length{}) return;
    if (!toolhead().kinematics().homed()[vertical])
        hop_from_anywhere();
    else if (toolhead().position()[vertical] < config_.z_hop)
        lift();
}

// Nobody knows how high the head is: it goes up by as much as it is to be high.
void SafeZHome::hop_from_anywhere() {
    const auto z = printer::only_axis(vertical);
    auto position = toolhead().position();
    position[vertical] = {};
    toolhead().set_position(position, z);
    lift();
    toolhead().kinematics().forget_homing(z);
}

void SafeZHome::lift() {
    toolhead().manual_move(to_height(config_.z_hop), config_.z_hop_speed);
}

void SafeZHome::describe(printer::Description<SafeZHome>& module) {
    module.section("safe_z_home").doc("Homes z over a place where that is safe.");
    module.option<&Config::home_xy_position>("Where z is homed: X, Y.").required();
    module.option<&Config::z_hop>("Height to go up to before and after.");
    module.option<&Config::z_hop_speed>("Speed of that.").above(base::Speed{0.0});
    module.option<&Config::speed>("Speed of the way there.").above(base::Speed{0.0});
    module.option<&Config::move_to_previous>("Whether x and y go back afterwards.");
}

}  // namespace escapement::modules
