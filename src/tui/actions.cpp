// One case for each action.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tui/actions.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "client/gcode_words.hpp"
#include "tui/help.hpp"
#include "tui/panels.hpp"
#include "tui/view.hpp"

namespace escapement::tui {

namespace {

using client::short_number;

constexpr int page_count = 6;
constexpr std::size_t page_of_files = 10;
constexpr double extrusion_mm = 5.0;

void wish(Model& model, client::Command command) {
    model.wishes.push_back(std::move(command));
}

void open_prompt(Model& model, Prompt::Kind kind, std::string label) {
    LineEditor editor = kind == Prompt::Kind::gcode ? model.gcode : LineEditor();
    if (kind == Prompt::Kind::filter) editor.replace(model.filter);
    model.prompt = Prompt{kind, std::move(label), std::move(editor)};
}

// --- The toolhead.

void move_relatively(Model& model, const std::string& move, const std::string& first = {}) {
    if (const auto why = move_refusal(model); !why.empty()) return alarm(model, std::string(why));
    std::string gcode = first + "G91\nM83\n" + move + "\nG90\nM82\nM114";
    if (model.known.dialect == client::Dialect::klipper)
        gcode = first + "SAVE_GCODE_STATE NAME=_tui\nG91\nM83\n" + move +
                "\nRESTORE_GCODE_STATE NAME=_tui";
    wish(model, client::Send{gcode});
}

void jog(Model& model, const char* axis, double direction) {
    const double way = direction * jog_steps[model.jog];
    const char* speed = axis[0] == 'Z' ? " F600" : " F6000";
    move_relatively(model, std::string("G1 ") + axis + short_number(way) + speed);
}

// The line that chooses the marked hotend; empty: it is in use already, or the only one.
std::string tool_change(const Model& model) {
    const auto tool = static_cast<int>(model.hotend);
    if (model.known.hotends.size() < 2 || model.known.tool == tool) return {};
    const auto number = std::to_string(tool);
    if (model.known.dialect != client::Dialect::klipper) return "T" + number + "\n";
    return "ACTIVATE_EXTRUDER EXTRUDER=extruder" + (tool > 0 ? number : "") + "\n";
}

void extrude(Model& model, double mm) {
    const auto first = tool_change(model);
    move_relatively(model, "G1 E" + short_number(mm) + " F300", first);
    if (!first.empty() && !model.wishes.empty())
        notify(model, "hotend " + std::to_string(model.hotend) + " is chosen for this");
}

void home(Model& model, const char* axes) {
    if (const auto why = home_refusal(model); !why.empty()) return alarm(model, std::string(why));
    // Klipper tells by itself where it is.
    const bool silent = model.known.dialect != client::Dialect::klipper;
    const client::Send send{std::string("G28") + axes + (silent ? "\nM114" : "")};
    if (!model.print_on_bed) return wish(model, send);
    ask(model,
        std::string("Home") + (*axes ? axes : " all") + "? A print may be on the bed.",
        {send});
    model.question->clears_bed = true;
}

void act_on_toolhead(Model& model, Action action) {
    const auto steps = std::size(jog_steps);
    switch (action) {
        case Action::jog_left:
            return jog(model, "X", -1);
        case Action::jog_right:
            return jog(model, "X", 1);
        case Action::jog_back:
            return jog(model, "Y", 1);
        case Action::jog_front:
            return jog(model, "Y", -1);
        case Action::jog_up:
            return jog(model, "Z", 1);
        case Action::jog_down:
            return jog(model, "Z", -1);
        case Action::jog_less:
            model.jog -= model.jog > 0 ? 1 : 0;
            return;
        case Action::jog_more:
            model.jog = std::min(model.jog + 1, steps - 1);
            return;
        case Action::home_all:
            return home(model, "");
        case Action::home_x:
            return home(model, " X");
        case Action::home_y:
            return home(model, " Y");
        case Action::home_z:
            return home(model, " Z");
        case Action::extrude:
            return extrude(model, extrusion_mm);
        case Action::retract:
            return extrude(model, -extrusion_mm);
        default:
            return;
    }
}

// --- The console and the help.

void scroll_log(Model& model, int entries) {
    model.log_scroll = std::max(model.log_scroll + entries, 0);
    clamp_log_scroll(model);
}

void scroll_help(Model& model, int rows) {
    const auto area = inside_page(model);
    const int all = static_cast<int>(help_lines(model, area.width).size());
    model.help_scroll = std::clamp(model.help_scroll + rows, 0, std::max(all - area.height, 0));
}

void act_on_texts(Model& model, Action action) {
    constexpr int all = 1 << 20;
    const int page = std::max(inside_page(model).height - 1, 1);
    switch (action) {
        case Action::scroll_up:
            return scroll_log(model, 1);
        case Action::scroll_down:
            return scroll_log(model, -1);
        case Action::scroll_page_up:
            return scroll_log(model, page);
        case Action::scroll_page_down:
            return scroll_log(model, -page);
        case Action::scroll_to_top:
            return scroll_log(model, all);
        case Action::scroll_to_end:
            return scroll_log(model, -all);
        case Action::show_routine:
            model.show_routine = !model.show_routine;
            return scroll_log(model, 0);
        case Action::help_up:
            return scroll_help(model, -1);
        case Action::help_down:
            return scroll_help(model, 1);
        case Action::help_page_up:
            return scroll_help(model, -page);
        case Action::help_page_down:
            return scroll_help(model, page);
        default:
            return act_on_toolhead(model, action);
    }
}

// --- Files.

void start_file(Model& model) {
    const auto files = shown_files(model);
    if (model.file >= files.size()) return;
    const auto& file = files[model.file];
    ask(model, "Print " + file.name + "?", {client::StartFile{file.path}});
}

void choose_file(Model& model, std::size_t down, std::size_t up) {
    const auto count = shown_files(model).size();
    if (count == 0) return;
    model.file = std::min(model.file + down, count - 1);
    model.file -= std::min(model.file, up);
}

void act_on_lists(Model& model, Action action) {
    switch (action) {
        case Action::list_files:
            if (const auto why = list_refusal(model); !why.empty())
                return alarm(model, std::string(why));
            return wish(model, client::ListFiles{});
        case Action::filter_files:
            return open_prompt(model, Prompt::Kind::filter, "filter");
        case Action::start_file:
            return start_file(model);
        case Action::file_up:
            return choose_file(model, 0, 1);
        case Action::file_down:
            return choose_file(model, 1, 0);
        case Action::file_page_up:
            return choose_file(model, 0, page_of_files);
        case Action::file_page_down:
            return choose_file(model, page_of_files, 0);
        case Action::file_first:
            return choose_file(model, 0, model.file);
        case Action::file_last:
            return choose_file(model, shown_files(model).size(), 0);
        default:
            return act_on_texts(model, action);
    }
}

// --- The printer.

void act_on_print(Model& model, Action action) {
    switch (action) {
        case Action::pause:
            return wish(model, client::Pause{});
        case Action::resume:
            return wish(model, client::Resume{});
        case Action::cancel:
            ask(model, "Cancel the print? It cannot be continued.", {client::Cancel{}});
            model.question->of_job = true;
            return;
        case Action::stop_everything:
            return ask(model,
                       "Stop everything at once? The printer must be reset afterwards.",
                       {client::EmergencyStop{}});
        case Action::step_up:
            return wish(model, client::Babystep{babystep_mm});
        case Action::step_down:
            return wish(model, client::Babystep{-babystep_mm});
        case Action::reset_steps:
            return wish(model, client::ResetBabystep{});
        default:
            return act_on_lists(model, action);
    }
}

void act_on_settings(Model& model, Action action) {
    switch (action) {
        case Action::set_hotend:
            return open_prompt(model, Prompt::Kind::hotend, "hotend °C");
        case Action::set_bed:
            return open_prompt(model, Prompt::Kind::bed, "bed °C");
        case Action::set_fan:
            return open_prompt(model, Prompt::Kind::fan, "fan %");
        case Action::set_feed_rate:
            return open_prompt(model, Prompt::Kind::feed_rate, "speed %");
        case Action::set_flow:
            return open_prompt(model, Prompt::Kind::flow, "flow %");
        case Action::choose_preset:
            model.presets_open = true;
            return;
        case Action::next_hotend:
            model.hotend =
                (model.hotend + 1) % std::max<std::size_t>(model.known.hotends.size(), 1);
            return;
        case Action::type_gcode:
            return open_prompt(model, Prompt::Kind::gcode, "G-code");
        default:
            return act_on_print(model, action);
    }
}

void quit(Model& model) {
    if (!streams(model)) {
        model.quit = true;
        return;
    }
    ask(model, "Quit? This program sends the print; it would stop there.", {client::Cancel{}});
    model.question->quit = true;
}

void turn_page(Model& model, int step) {
    auto page = static_cast<int>(model.page);
    do page = (page + step + page_count) % page_count;
    while (static_cast<Page>(page) == Page::mesh && !model.known.abilities.mesh);
    go_to(model, static_cast<Page>(page));
}

}  // namespace

void act(Model& model, Action action) {
    switch (action) {
        case Action::quit:
            return quit(model);
        case Action::help:
            return go_to(model, Page::help);
        case Action::next_page:
            return turn_page(model, 1);
        case Action::previous_page:
            return turn_page(model, -1);
        default:
            return act_on_settings(model, action);
    }
}

void clamp_log_scroll(Model& model) {
    if (model.log_scroll == 0) return;
    model.log_scroll = std::min(model.log_scroll, most_log_scroll(model, inside_page(model)));
}

void go_to(Model& model, Page page) {
    if (page == Page::mesh && !model.known.abilities.mesh) return;
    if (page == Page::help) {
        model.page_before_help = model.page;
        model.help_scroll = 0;
    } else {
        model.log_scroll = 0;  // elsewhere the newest lines are shown
    }
    model.page = page;
    const bool unread = !model.known.files && model.known.abilities.files &&
                        model.known.link == client::Link::online && list_refusal(model).empty();
    if (page == Page::files && unread) wish(model, client::ListFiles{});
}

void ask(Model& model, std::string text, std::vector<client::Command> wishes) {
    model.question = Question{std::move(text), std::move(wishes)};
}

void notify(Model& model, std::string text) {
    model.notice = std::move(text);
    model.notice_alarms = false;
    model.notice_until_s = model.now_s + Model::notice_time_s;
}

void alarm(Model& model, std::string text) {
    notify(model, std::move(text));
    model.notice_alarms = true;
}

}  // namespace escapement::tui
