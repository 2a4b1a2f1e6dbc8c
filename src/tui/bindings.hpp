// Which keys do what, and when: what is not listed here does nothing.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include "tui/key.hpp"
#include "tui/model.hpp"

namespace escapement::tui {

enum class Action {
    quit,
    help,
    next_page,
    previous_page,
    go_to_page,
    stop_everything,
    type_gcode,
    set_hotend,
    next_hotend,
    set_bed,
    set_fan,
    set_feed_rate,
    set_flow,
    choose_preset,
    step_up,
    step_down,
    reset_steps,
    pause,
    resume,
    cancel,
    list_files,
    filter_files,
    start_file,
    file_up,
    file_down,
    file_page_up,
    file_page_down,
    scroll_up,
    scroll_down,
    show_routine,
    jog_left,
    jog_right,
    jog_back,
    jog_front,
    jog_up,
    jog_down,
    jog_less,
    jog_more,
    home_all,
    home_x,
    home_y,
    home_z,
    extrude,
    retract,
};

struct Binding {
    Key key;
    std::string_view name;   // "↑", "p"
    std::string_view label;  // "pause"
    Action action = Action::help;
    bool (*applies)(const Model&) = nullptr;
    bool hidden = false;  // not among the hints at the foot
};

// All of them, in the order in which hints are shown.
const std::vector<Binding>& bindings();
// What applies now.
std::vector<const Binding*> applicable(const Model& model);

}  // namespace escapement::tui
