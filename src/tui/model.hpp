// All that the screen shows and all that a person has done to it, as a value.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "client/command.hpp"
#include "client/event_queue.hpp"
#include "client/snapshot.hpp"
#include "tui/history.hpp"
#include "tui/key.hpp"
#include "tui/line_editor.hpp"
#include "tui/screen.hpp"

namespace escapement::tui {

enum class Page { status, temperatures, console, files, toolhead, mesh, help };

struct Preset {
    std::string name;
    double hotend = 0.0, bed = 0.0;
};

// A line that is being typed: what for, and what it becomes.
struct Prompt {
    enum class Kind { gcode, hotend, bed, fan, feed_rate, flow, filter };
    Kind kind = Kind::gcode;
    std::string label;
    LineEditor editor;
};

// A question that a person has to answer with y before anything happens.
struct Question {
    std::string text;
    std::vector<client::Command> wishes;  // if the answer is yes
    bool quit = false;
    bool of_job = false;          // about a job: without one there is nothing to be asked
    bool clears_bed = false;      // whoever says yes has looked whether a print is on the bed
    double answers_from_s = 0.0;  // before that the key that has put it may still be pressed
};

struct Model {
    static constexpr std::size_t max_log = 500;
    static constexpr double notice_time_s = 6.0;
    // For so long the keys that answer questions do nothing else, when one has been closed, and a
    // key that has put a question does not answer it.
    static constexpr double reaction_time_s = 0.5;

    Size size;
    client::Snapshot known;
    Page page = Page::status;
    Page page_before_help = Page::status;
    History history;
    double now_s = 0.0, next_sample_s = 0.0;
    double heard_s = 0.0;  // when the printer was online last

    std::deque<client::Event> log;
    std::size_t log_lost = 0;   // lines that came too fast to be shown
    bool show_routine = false;  // polling as well
    int log_scroll = 0;         // entries from the end
    int help_scroll = 0;        // rows from the beginning

    std::optional<Prompt> prompt;
    LineEditor gcode;  // keeps the history of lines
    std::optional<Question> question;
    double answers_mean_nothing_until_s = 0.0;  // by themselves: a question was there just now
    bool print_on_bed = false;  // there has been a job, and nobody has said that the bed is free
    bool presets_open = false;
    std::vector<Preset> presets{
        {"PLA", 200, 60}, {"PETG", 235, 80}, {"ABS", 240, 100}, {"off", 0, 0}};

    std::size_t hotend = 0;  // the one that keys are about
    std::size_t file = 0;    // the chosen one of those that the filter lets through
    std::string filter;
    std::size_t jog = 1;  // which of jog_steps

    std::string notice;
    bool notice_alarms = false;
    double notice_until_s = 0.0;

    bool quit = false;
    bool suspend = false;                 // whoever runs the loop does that
    std::vector<client::Command> wishes;  // for the backend; whoever runs the loop takes them
};

inline constexpr double jog_steps[] = {0.1, 1.0, 10.0, 50.0};
inline constexpr double babystep_mm = 0.05;

struct Tick {
    double now_s = 0.0;
};
struct Lost {
    std::size_t lines = 0;  // of the printer's, that nobody will see
};
using Event = std::variant<Key, Paste, Size, Tick, client::Snapshot, client::Event, Lost>;

// Whether keys that move the toolhead, or lines that people type, would ruin what is being printed.
bool is_printing(const Model& model);
bool has_job(const Model& model);  // printing or paused
// The printer is out of reach: what is known of it is what it was.
bool is_stale(const Model& model);
bool is_halted(const Model& model);  // it refuses to work until it is reset
bool streams(const Model& model);    // a job whose lines come from this program
// Whether polling is among the lines of the log that are shown: on its own page only.
bool shows_routine(const Model& model);
// Why the toolhead must not be moved, or homed, now; empty: it may be.
std::string_view move_refusal(const Model& model);
std::string_view home_refusal(const Model& model);
// Why the list of files must not be asked for now; empty: it may be.
std::string_view list_refusal(const Model& model);
// The files that the filter lets through.
std::vector<client::File> shown_files(const Model& model);

}  // namespace escapement::tui
