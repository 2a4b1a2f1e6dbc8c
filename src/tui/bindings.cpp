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
bool works(const Model& model) {
    return online(model) && !is_halted(model);
}
bool reachable(const Model& model) {
    return client::is_reachable(model.known) || model.known.was_online;
}
bool on(const Model& model, Page page) {
    return model.page == page;
}
bool controls(const Model& model) {
    return works(model) && (on(model, Page::status) || on(model, Page::temperatures));
}
bool status(const Model& model) {
    return works(model) && on(model, Page::status);
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
    return works(model) && model.known.job && model.known.job->state == client::JobState::printing;
}
bool paused(const Model& model) {
    return works(model) && model.known.job && model.known.job->state == client::JobState::paused;
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
    return has_files(model) && works(model) && !has_job(model) && !shown_files(model).empty();
}
bool console(const Model& model) {
    return on(model, Page::console);
}
bool help(const Model& model) {
    return on(model, Page::help);
}
bool toolhead(const Model& model) {
    return online(model) && on(model, Page::toolhead);
}

constexpr auto in_help = Shown::in_help;
constexpr auto with_another = Shown::with_another;

std::vector<Binding> toolhead_bindings() {
    constexpr auto everywhere = Shown::everywhere;
    const auto move = move_refusal, home = home_refusal;
    return {
        {{Key::Kind::left}, "←→", "X", Action::jog_left, toolhead, everywhere, move},
        {{Key::Kind::right}, "→", "X+", Action::jog_right, toolhead, with_another, move},
        {{Key::Kind::up}, "↑↓", "Y", Action::jog_back, toolhead, everywhere, move},
        {{Key::Kind::down}, "↓", "Y-", Action::jog_front, toolhead, with_another, move},
        {character('u'), "u d", "Z", Action::jog_up, toolhead, everywhere, move},
        {character('d'), "d", "Z-", Action::jog_down, toolhead, with_another, move},
        {character('['), "[ ]", "step", Action::jog_less, toolhead, everywhere, move},
        {character(']'), "]", "larger step", Action::jog_more, toolhead, with_another, move},
        {character('H'), "H", "home all", Action::home_all, toolhead, everywhere, home},
        {character('x'), "x y z", "home one", Action::home_x, toolhead, everywhere, home},
        {character('y'), "y", "home Y", Action::home_y, toolhead, with_another, home},
        {character('z'), "z", "home Z", Action::home_z, toolhead, with_another, home},
        {character('e'), "e", "extrude", Action::extrude, toolhead, everywhere, move},
        {character('r'), "r", "retract", Action::retract, toolhead, everywhere, move},
    };
}

std::vector<Binding> print_bindings() {
    return {
        {character('p'), "p", "pause", Action::pause, printing},
        {character('p'), "p", "resume", Action::resume, paused},
        {character('c'), "c", "cancel", Action::cancel, cancellable},
    };
}

std::vector<Binding> status_bindings() {
    return {
        {character('h'), "h", "hotend", Action::set_hotend, has_hotend},
        {character('n'), "n", "next hotend", Action::next_hotend, several_hotends},
        {character('b'), "b", "bed", Action::set_bed, has_bed},
        {character('t'), "t", "presets", Action::choose_preset, has_hotend},
        {character('f'), "f", "fan", Action::set_fan, status},
        {character('s'), "s", "speed", Action::set_feed_rate, status},
        {character('w'), "w", "flow", Action::set_flow, status},
        {character('+'), "+ -", "babystep", Action::step_up, babysteps},
        {character('-'), "-", "lower by 0.05", Action::step_down, babysteps, with_another},
        {character('0'), "0", "reset babystep", Action::reset_steps, stepped},
    };
}

std::vector<Binding> file_bindings() {
    return {
        {{Key::Kind::enter}, "Enter", "print", Action::start_file, startable},
        {{Key::Kind::up}, "↑↓", "choose", Action::file_up, has_files},
        {{Key::Kind::down}, "↓", "next file", Action::file_down, has_files, with_another},
        {{Key::Kind::page_up}, "PgUp PgDn", "ten files", Action::file_page_up, has_files, in_help},
        {{Key::Kind::page_down}, "", "", Action::file_page_down, has_files, with_another},
        {{Key::Kind::home}, "Home End", "first, last", Action::file_first, has_files, in_help},
        {{Key::Kind::end}, "", "", Action::file_last, has_files, with_another},
        {character('/'), "/", "filter", Action::filter_files, has_files},
        {character('r'),
         "r",
         "read again",
         Action::list_files,
         files,
         Shown::everywhere,
         list_refusal},
    };
}

std::vector<Binding> console_bindings() {
    return {
        {{Key::Kind::up}, "↑↓", "scroll", Action::scroll_up, console},
        {{Key::Kind::down}, "↓", "scroll down", Action::scroll_down, console, with_another},
        {{Key::Kind::page_up}, "PgUp PgDn", "a page", Action::scroll_page_up, console, in_help},
        {{Key::Kind::page_down}, "", "", Action::scroll_page_down, console, with_another},
        {{Key::Kind::home}, "Home End", "oldest, newest", Action::scroll_to_top, console, in_help},
        {{Key::Kind::end}, "", "", Action::scroll_to_end, console, with_another},
        {character('a'), "a", "polling", Action::show_routine, console},
    };
}

std::vector<Binding> help_bindings() {
    return {
        {{Key::Kind::up}, "↑↓", "scroll", Action::help_up, help},
        {{Key::Kind::down}, "↓", "scroll", Action::help_down, help, with_another},
        {{Key::Kind::page_up}, "PgUp PgDn", "a page", Action::help_page_up, help, in_help},
        {{Key::Kind::page_down}, "", "", Action::help_page_down, help, with_another},
    };
}

std::vector<Binding> general_bindings() {
    return {
        {character(':'), ":", "G-code", Action::type_gcode, reachable},
        {character('!'), "!", "STOP", Action::stop_everything, reachable},
        {{Key::Kind::tab}, "Tab", "page", Action::next_page, always},
        {{Key::Kind::back_tab}, "Shift-Tab", "page before", Action::previous_page, always, in_help},
        {character('?'), "?", "keys", Action::help, always},
        {character('q'), "q", "quit", Action::quit, always},
    };
}

}  // namespace

bool is_refused(const Binding& binding, const Model& model) {
    return binding.refusal && !binding.refusal(model).empty();
}

const std::vector<BindingGroup>& binding_groups() {
    static const std::vector<BindingGroup> groups{
        {"Toolhead", Page::toolhead, toolhead_bindings()},
        {"Files", Page::files, file_bindings()},
        {"Console", Page::console, console_bindings()},
        {"Keys", Page::help, help_bindings()},
        {"Print", Page::status, print_bindings()},
        {"Status and temperatures", Page::status, status_bindings()},
        {"Everywhere", Page::status, general_bindings()},
    };
    return groups;
}

std::vector<const Binding*> applicable(const Model& model) {
    std::vector<const Binding*> found;
    for (const auto& group : binding_groups())
        for (const auto& binding : group.bindings)
            if (binding.applies(model)) found.push_back(&binding);
    return found;
}

}  // namespace escapement::tui
