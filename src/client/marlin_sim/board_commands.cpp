// What each G-code command does on the simulated board.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/marlin_sim/board_commands.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "base/decimal.hpp"
#include "base/text.hpp"
#include "client/marlin_sim/board.hpp"
#include "client/moments.hpp"

namespace escapement::client::marlin_sim {

namespace {

using base::HostTime;
using base::Seconds;

constexpr Seconds homing_time{6.0};
constexpr double fastest = 18000.0;  // mm/min

std::string_view first_word(std::string_view text) {
    return text.substr(0, text.find(' '));
}

// What follows the command: the name of a file, for example.
std::string_view behind_word(std::string_view text) {
    const auto blank = text.find(' ');
    return blank == std::string_view::npos ? std::string_view() : base::trim(text.substr(blank));
}

// Commands that do nothing here but are known.
bool is_known(std::string_view word) {
    constexpr std::array known{"G4",   "G21",  "G29",  "G90",  "G91",  "G92",  "M17",  "M18",
                               "M82",  "M83",  "M84",  "M73",  "M106", "M107", "M110", "M117",
                               "M118", "M201", "M203", "M204", "M205", "M400", "M420", "M500",
                               "M501", "M502", "M503", "M900", "T0",   "T1",   "T2",   "T3"};
    return std::find(known.begin(), known.end(), word) != known.end();
}

}  // namespace

std::optional<double> word_value(std::string_view text, char letter) {
    for (std::size_t at = text.find(' '); at != std::string_view::npos; at = text.find(' ', at)) {
        if (++at >= text.size() || text[at] != letter) continue;
        const auto number = base::leading_decimal(text.substr(at + 1));
        if (number.length > 0) return number.value;
    }
    return std::nullopt;
}

void Board::begin(const Command& command, HostTime now) {
    const auto& text = command.text;
    const auto word = first_word(text);
    if (on_executed_ && word != "M105" && word != "M110") on_executed_(text);
    if (word == "G0" || word == "G1") return begin_move(text, now);
    if (begin_heating(word, text, now) || begin_card(word, text, now) ||
        begin_setting(word, text) || begin_question(word, text, now))
        return;
    if (word == "G28") {
        x_ = y_ = z_ = 0.0;
        busy_until_ = after(now, homing_time);
    } else if (!is_known(word)) {
        say("echo:Unknown command: \"" + text + "\"");
    }
}

void Board::begin_move(const std::string& text, HostTime now) {
    const std::array<double, 3> before{x_, y_, z_};
    const auto move = [&](char letter, double& axis) {
        if (const auto value = word_value(text, letter)) axis = relative_ ? axis + *value : *value;
    };
    move('X', x_);
    move('Y', y_);
    move('Z', z_);
    move('E', e_);
    if (const auto feed = word_value(text, 'F')) feed_ = std::clamp(*feed, 1.0, fastest);
    const double way = std::hypot(x_ - before[0], y_ - before[1], z_ - before[2]);
    auto time = options_.move_time;
    if (time.count() <= 0.0) time = Seconds(60.0 * way / (feed_ * feed_rate_ / 100.0));
    moves_.push_back(after(moves_.empty() ? now : std::max(now, moves_.back()), time));
}

bool Board::begin_heating(std::string_view word, const std::string& text, HostTime) {
    const auto celsius = word_value(text, 'S').value_or(word_value(text, 'R').value_or(0.0));
    const int tool = static_cast<int>(word_value(text, 'T').value_or(tool_));
    if (word == "M104" || word == "M109") heaters_.set_hotend(tool, celsius);
    if (word == "M140" || word == "M190") heaters_.set_bed(celsius);
    heat_wait_ = word == "M109" || word == "M190";
    return heat_wait_ || word == "M104" || word == "M140";
}

bool Board::begin_card(std::string_view word, const std::string& text, HostTime now) {
    if (word == "M20") {
        say("Begin file list");
        for (const auto& line : card_.listing(text.find(" L") != std::string::npos)) say(line);
        say("End file list");
    } else if (word == "M21") {
        say(card_.present ? "echo:SD card ok" : "echo:No SD card");
    } else if (word == "M23") {
        const auto* file = card_.select(behind_word(text));
        if (file)
            say("echo:Now fresh file: " + file->path),
                say("File opened: " + file->path + " Size: " + std::to_string(file->size)),
                say("File selected");
        else
            say("open failed, File: " + std::string(behind_word(text)) + ".");
    } else if (word == "M24") {
        if (!card_.start(now)) say("echo:No file selected");
    } else if (word == "M25") {
        card_.pause(now);
    } else if (word == "M26") {
        card_.seek(static_cast<std::uint64_t>(word_value(text, 'S').value_or(0.0)));
    } else if (word == "M524" && options_.aborts) {
        card_.cancel();
        heaters_.off();
    } else if (word == "M27") {
        if (const auto period = word_value(text, 'S'))
            card_reports_ = {*period, after(now, Seconds(*period))};
        else
            say(card_.progress());
    } else {
        return false;
    }
    return true;
}

bool Board::begin_setting(std::string_view word, const std::string& text) {
    const auto percent = word_value(text, 'S');
    if (word == "M220") {
        if (percent)
            feed_rate_ = std::clamp(static_cast<int>(*percent), 1, 999);
        else
            say("FR:" + std::to_string(feed_rate_) + "%");
    } else if (word == "M221") {
        if (percent)
            flow_ = std::clamp(static_cast<int>(*percent), 1, 999);
        else
            say("echo:E0 Flow: " + std::to_string(flow_) + "%");
    } else if (word == "M290") {
        babystep_ += word_value(text, 'Z').value_or(0.0);
    } else if (word == "M155") {
        const double period = percent.value_or(0.0);
        temperature_reports_ = {period, after(now_, Seconds(period))};
    } else if (word == "G90" || word == "G91") {
        relative_ = word == "G91";
    } else {
        return false;
    }
    return true;
}

bool Board::begin_question(std::string_view word, const std::string&, HostTime) {
    if (word == "M105") {
        answer_ = heaters_.report(tool_);
    } else if (word == "M114") {
        char position[120];
        std::snprintf(position,
                      sizeof position,
                      "X:%.2f Y:%.2f Z:%.2f E:%.2f Count X:%ld Y:%ld Z:%ld",
                      x_,
                      y_,
                      z_,
                      e_,
                      std::lround(80 * x_),
                      std::lround(80 * y_),
                      std::lround(400 * z_));
        say(position);
    } else if (word == "M115") {
        say("FIRMWARE_NAME:Marlin 2.1.2.1 (simulated) PROTOCOL_VERSION:1.0 MACHINE_TYPE:Simulated "
            "EXTRUDER_COUNT:" +
            std::to_string(options_.tools));
        for (const char* capability : {"EEPROM:0",
                                       "AUTOREPORT_TEMP:1",
                                       "EMERGENCY_PARSER:1",
                                       "SDCARD:1",
                                       "EXTENDED_M20:1",
                                       "LONG_FILENAME:1",
                                       "BABYSTEPPING:1",
                                       "BUSY_PROTOCOL:1",
                                       "AUTOREPORT_SD_STATUS:1"})
            say(std::string("Cap:") + capability);
    } else {
        return false;
    }
    return true;
}

}  // namespace escapement::client::marlin_sim
