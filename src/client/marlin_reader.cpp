// Remembers what was said, as long as it holds.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/marlin_reader.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "client/file_list.hpp"

namespace escapement::client {

namespace {

constexpr int most_choices = 9;  // of a prompt

// Keeps what is known of a target if a report is silent about it.
void update(Heater& known, const Heater& told) {
    known.celsius = told.celsius;
    if (told.target) known.target = told.target;
}

void update(std::optional<Heater>& known, const std::optional<Heater>& told) {
    if (!told) return;
    if (!known) known.emplace();
    update(*known, *told);
}

// Reports come between the names of files, too.
bool is_entry(const MarlinLine& line) {
    return line.tone == MarlinLine::Tone::plain && !line.busy && !line.temperatures;
}

}  // namespace

void MarlinReader::forget() {
    snapshot_ = {
        .link = snapshot_.link, .where = snapshot_.where, .abilities = snapshot_.abilities};
    capabilities_.clear();
    files_.clear();
    listing_ = false;
    job_.forget();
}

void MarlinReader::hear(const MarlinLine& line, base::HostTime now) {
    if (line.boot) hear_boot();
    hear_health(line);
    hear_list(line);
    if (listing_ && is_entry(line)) return;
    if (line.firmware) hear_firmware(*line.firmware);
    if (line.capability && line.capability->second) capabilities_.insert(line.capability->first);
    if (line.temperatures) hear_temperatures(*line.temperatures);
    if (line.action) hear_action(*line.action);
    if (line.position) snapshot_.position = *line.position;
    hear_factors(line);
    // A job whose lines come from here is told by whoever sends them.
    const bool streamed = snapshot_.job && snapshot_.job->source != JobSource::card;
    if (!streamed || (!is_busy(*snapshot_.job) && snapshot_.job->state != JobState::paused))
        job_.hear(line, now);
}

void MarlinReader::hear_boot() {
    snapshot_.halted.clear();
    snapshot_.position = {};
    snapshot_.homed.reset();
    snapshot_.babystep.reset();
    snapshot_.fan.reset();
    snapshot_.feed_rate.reset();
    snapshot_.flow.reset();
    snapshot_.message.clear();
    for (auto& heater : snapshot_.hotends) heater.target.reset();
    if (snapshot_.bed) snapshot_.bed->target.reset();
    listing_ = false;
    job_.interrupted();
}

void MarlinReader::hear_health(const MarlinLine& line) {
    if (line.tone == MarlinLine::Tone::fatal) {
        snapshot_.halted = line.text.empty() ? "the firmware has stopped" : line.text;
        job_.interrupted();
    }
    if (line.text.find("Klipper state: Ready") != std::string::npos) snapshot_.halted.clear();
}

void MarlinReader::hear_list(const MarlinLine& line) {
    if (line.list == ListMark::begin) {
        listing_ = true;
        files_.clear();
        left_out_ = 0;
    } else if (line.list == ListMark::end && listing_) {
        listing_ = false;
        snapshot_.files = std::exchange(files_, {});
        snapshot_.files_left_out = left_out_;
    } else if (listing_ && line.ok) {
        listing_ = false;  // the end of the list was lost
    } else if (listing_ && is_entry(line)) {
        auto file = parse_file_entry(line.text);
        if (file && files_.size() < max_files)
            files_.push_back(std::move(*file));
        else if (file)
            ++left_out_;
    }
}

void MarlinReader::hear_firmware(const FirmwareInfo& firmware) {
    snapshot_.dialect = firmware.dialect;
    snapshot_.firmware = firmware.name;
    if (!firmware.machine.empty()) snapshot_.machine = firmware.machine;
}

Heater& MarlinReader::hotend(int number) {
    const auto index = static_cast<std::size_t>(std::clamp(number, 0, max_tools - 1));
    if (snapshot_.hotends.size() <= index) snapshot_.hotends.resize(index + 1);
    return snapshot_.hotends[index];
}

void MarlinReader::hear_temperatures(const Temperatures& told) {
    for (const auto& [number, heater] : told.tools) update(hotend(number), heater);
    // Smoothieware calls the first of several hotends by no number.
    const bool first_told = std::any_of(
        told.tools.begin(), told.tools.end(), [](const auto& tool) { return tool.first == 0; });
    if (told.active && told.tools.empty())
        update(hotend(snapshot_.tool.value_or(0)), *told.active);
    else if (told.active && !first_told)
        update(hotend(0), *told.active);
    update(snapshot_.bed, told.bed);
    update(snapshot_.chamber, told.chamber);
    if (!told.sensors.empty()) snapshot_.sensors = told.sensors;
}

// What the printer asks people comes as "prompt_begin TEXT", "prompt_button CHOICE" for each
// answer, "prompt_show", and at last "prompt_end".
void MarlinReader::hear_action(std::string_view action) {
    const auto blank = std::min(action.find(' '), action.size());
    const auto word = action.substr(0, blank);
    const std::string rest(base::trim(action.substr(blank)));
    if (word == "notification") snapshot_.message = rest;
    if (word == "prompt_begin") {
        snapshot_.message = rest;
        choices_ = 0;
    } else if ((word == "prompt_button" || word == "prompt_choice") && choices_ < most_choices) {
        snapshot_.message +=
            (choices_ == 0 ? ": " : ", ") + rest + " (M876 S" + std::to_string(choices_) + ")";
        ++choices_;
    } else if (word == "prompt_end") {
        snapshot_.message.clear();
    }
}

void MarlinReader::hear_factors(const MarlinLine& line) {
    if (line.hotend_target) hotend(line.hotend_target->first).target = line.hotend_target->second;
    if (line.bed_target && snapshot_.bed) snapshot_.bed->target = line.bed_target;
    if (line.feed_rate) snapshot_.feed_rate = line.feed_rate;
    if (line.flow) snapshot_.flow = line.flow;
    if (line.fan) snapshot_.fan = line.fan;
    if (line.tool) snapshot_.tool = line.tool;
}

}  // namespace escapement::client
