// For tests: models as they come about when people use printers.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "client/snapshot.hpp"
#include "tui/model.hpp"
#include "tui/screen.hpp"
#include "tui/update.hpp"

namespace escapement::tui {

// The lines without their colours.
inline std::string text_of(const std::vector<Line>& lines) {
    std::string text;
    for (const auto& line : lines) {
        for (const auto& span : line) text += span.text;
        text += "\n";
    }
    return text;
}

inline client::Snapshot idle_printer() {
    client::Snapshot known{.link = client::Link::online,
                           .was_online = true,
                           .where = "/dev/ttyUSB0 at 115200 baud",
                           .dialect = client::Dialect::marlin,
                           .firmware = "Marlin 2.1.2.1",
                           .machine = "Ender-3 V2"};
    known.abilities = {.files = true, .console = true, .babystep = true, .stream = true};
    known.hotends = {{24.6, 0.0, {}}};
    known.bed = client::Heater{23.1, 0.0, {}};
    known.feed_rate = known.flow = 1.0;
    known.job = client::Job{};
    return known;
}

inline client::Snapshot printing_printer() {
    auto known = idle_printer();
    known.hotends = {{209.8, 210.0, {}}};
    known.bed = client::Heater{60.2, 60.0, {}};
    known.fan = 0.5;
    known.job = client::Job{.state = client::JobState::printing,
                            .name = "Calibration cube 20 mm.gcode",
                            .progress = 0.42,
                            .done = 105193,
                            .total = 250460,
                            .elapsed_s = 1325.0,
                            .left_s = 1830.0};
    known.position = {101.5, 98.2, 8.4, 12.0};
    return known;
}

inline std::vector<client::File> some_files() {
    return {
        {"CUBE.GCO", "Calibration cube 20 mm.gcode", 250460, {}},
        {"BENCHY.GCO", "Benchy, 0.2 mm.gcode", 4194304, 5400.0},
        {"CLIP~1.GCO", "Clip, left.gcode", 9013, {}},
        {"PARTS/VASE.GCO", "vase with a rather long name that needs much room.gcode", 1048576, {}}};
}

// A model that has been told this and has watched it for a while.
inline Model model_of(const client::Snapshot& known) {
    Model model;
    model = update(std::move(model), known);
    for (int i = 0; i < 60; ++i) {
        auto warming = known;
        for (auto& hotend : warming.hotends)
            hotend.celsius = 24.0 + (*hotend.celsius - 24.0) * (i + 1) / 60.0;
        model.known = warming;
        model.next_sample_s = 0.0;
        model = update(std::move(model), Tick{2.0 * i});
    }
    return update(std::move(model), known);
}

inline Model pressed(Model model, const std::vector<Key>& keys) {
    for (const auto& key : keys) model = update(std::move(model), key);
    return model;
}

inline std::vector<Key> typed(const std::string& text) {
    std::vector<Key> keys;
    for (const char c : text) keys.push_back(character(static_cast<char32_t>(c)));
    return keys;
}

using State = std::pair<std::string, std::function<Model()>>;

}  // namespace escapement::tui
