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
    file_first,
    file_last,
    scroll_up,
    scroll_down,
    scroll_page_up,
    scroll_page_down,
    scroll_to_top,
    scroll_to_end,
    help_up,
    help_down,
    help_page_up,
    help_page_down,
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

// Where the name of a key is shown.
enum class Shown {
    everywhere,
    in_help,       // not among the hints at the foot
    with_another,  // whose name has this key in it
};

struct Binding {
    Key key;
    std::string_view name;   // "↑", "p"
    std::string_view label;  // "pause"
    Action action = Action::help;
    bool (*applies)(const Model&) = nullptr;
    Shown shown = Shown::everywhere;
    // Why it is refused at present; empty, or none: it is not.
    std::string_view (*refusal)(const Model&) = nullptr;
};

bool is_refused(const Binding& binding, const Model& model);

// Keys that belong together.
struct BindingGroup {
    std::string_view title;
    Page page;  // on which they apply
    std::vector<Binding> bindings;
};

// All of them, in the order in which hints are shown.
const std::vector<BindingGroup>& binding_groups();
// What applies now, refused or not.
std::vector<const Binding*> applicable(const Model& model);

}  // namespace escapement::tui
