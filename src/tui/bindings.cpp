// The table of keys.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tui/bindings.hpp"

namespace escapement::tui {

namespace {

bool always(const Model&) {
    return true;
}
bool online(const Model& model) {
    return model.known.link == client::Link::online;
}
bool reachable(const Model& model) {
    return client::is_reachable(model.known) || model.known.was_online;
}
bool on(const Model& model, Page page) {
    return model.page == page;
}
bool controls(const Model& model) {
    return online(model) && (on(model, Page::status) || on(model, Page::temperatures));
}
bool status(const Model& model) {
    return online(model) && on(model, Page::status);
}
bool several_hotends(const Model& model) {
    return controls(model) && model.known.hotends.size() > 1;
}
bool has_hotend(const Model& model) {
    return controls(model) && !model.known.hotends.empty();
}
bool has_bed(const Model& model) {
    return controls(model) && model.known.bed;
}
bool babysteps(const Model& model) {
    return status(model) && model.known.abilities.babystep;
}
bool stepped(const Model& model) {
    return babysteps(model) && model.known.babystep && *model.known.babystep != 0.0;
}
bool printing(const Model& model) {
    return online(model) && model.known.job && model.known.job->state == client::JobState::printing;
}
bool paused(const Model& model) {
    return online(model) && model.known.job && model.known.job->state == client::JobState::paused;
}
bool cancellable(const Model& model) {
    return printing(model) || paused(model);
}
bool files(const Model& model) {
    return online(model) && on(model, Page::files);
}
bool has_files(const Model& model) {
    return files(model) && model.known.files && !model.known.files->empty();
}
bool startable(const Model& model) {
    return has_files(model) && !has_job(model) && !shown_files(model).empty();
}
bool console(const Model& model) {
    return on(model, Page::console);
}
bool toolhead(const Model& model) {
    return online(model) && on(model, Page::toolhead);
}

std::vector<Binding> toolhead_bindings() {
    return {
        {{Key::Kind::left}, "←→", "X", Action::jog_left, toolhead},
        {{Key::Kind::right}, "→", "X+", Action::jog_right, toolhead, true},
        {{Key::Kind::up}, "↑↓", "Y", Action::jog_back, toolhead},
        {{Key::Kind::down}, "↓", "Y-", Action::jog_front, toolhead, true},
        {character('u'), "u d", "Z", Action::jog_up, toolhead},
        {character('d'), "d", "Z-", Action::jog_down, toolhead, true},
        {character('['), "[ ]", "step", Action::jog_less, toolhead},
        {character(']'), "]", "larger step", Action::jog_more, toolhead, true},
        {character('H'), "H", "home all", Action::home_all, toolhead},
        {character('x'), "x y z", "home one", Action::home_x, toolhead},
        {character('y'), "y", "home Y", Action::home_y, toolhead, true},
        {character('z'), "z", "home Z", Action::home_z, toolhead, true},
        {character('e'), "e", "extrude", Action::extrude, toolhead},
        {character('r'), "r", "retract", Action::retract, toolhead},
    };
}

std::vector<Binding> status_bindings() {
    return {
        {character('p'), "p", "pause", Action::pause, printing},
        {character('p'), "p", "resume", Action::resume, paused},
        {character('c'), "c", "cancel", Action::cancel, cancellable},
        {character('h'), "h", "hotend", Action::set_hotend, has_hotend},
        {character('n'), "n", "next hotend", Action::next_hotend, several_hotends},
        {character('b'), "b", "bed", Action::set_bed, has_bed},
        {character('t'), "t", "presets", Action::choose_preset, has_hotend},
        {character('f'), "f", "fan", Action::set_fan, status},
        {character('s'), "s", "speed", Action::set_feed_rate, status},
        {character('w'), "w", "flow", Action::set_flow, status},
        {character('+'), "+ -", "babystep", Action::step_up, babysteps},
        {character('-'), "-", "lower by 0.05", Action::step_down, babysteps, true},
        {character('0'), "0", "reset babystep", Action::reset_steps, stepped},
    };
}

std::vector<Binding> file_and_console_bindings() {
    return {
        {{Key::Kind::enter}, "Enter", "print", Action::start_file, startable},
        {{Key::Kind::up}, "↑↓", "choose", Action::file_up, has_files},
        {{Key::Kind::down}, "↓", "next file", Action::file_down, has_files, true},
        {{Key::Kind::page_up}, "PgUp", "files above", Action::file_page_up, has_files, true},
        {{Key::Kind::page_down}, "PgDn", "files below", Action::file_page_down, has_files, true},
        {character('/'), "/", "filter", Action::filter_files, has_files},
        {character('r'), "r", "read again", Action::list_files, files},
        {{Key::Kind::up}, "↑↓", "scroll", Action::scroll_up, console},
        {{Key::Kind::page_up}, "PgUp", "scroll up", Action::scroll_up, console, true},
        {{Key::Kind::down}, "↓", "scroll down", Action::scroll_down, console, true},
        {{Key::Kind::page_down}, "PgDn", "scroll down", Action::scroll_down, console, true},
        {character('a'), "a", "polling", Action::show_routine, console},
    };
}

std::vector<Binding> general_bindings() {
    return {
        {character(':'), ":", "G-code", Action::type_gcode, reachable},
        {character('!'), "!", "STOP", Action::stop_everything, reachable},
        {{Key::Kind::tab}, "Tab", "page", Action::next_page, always},
        {{Key::Kind::back_tab}, "Shift-Tab", "page before", Action::previous_page, always, true},
        {character('?'), "?", "keys", Action::help, always},
        {character('q'), "q", "quit", Action::quit, always},
    };
}

std::vector<Binding> all_bindings() {
    std::vector<Binding> all;
    for (const auto& some :
         {toolhead_bindings(), file_and_console_bindings(), status_bindings(), general_bindings()})
        all.insert(all.end(), some.begin(), some.end());
    return all;
}

}  // namespace

const std::vector<Binding>& bindings() {
    static const std::vector<Binding> all = all_bindings();
    return all;
}

std::vector<const Binding*> applicable(const Model& model) {
    std::vector<const Binding*> found;
    for (const auto& binding : bindings())
        if (binding.applies(model)) found.push_back(&binding);
    return found;
}

}  // namespace escapement::tui
