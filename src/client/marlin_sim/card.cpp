// Reads a file that is not there at a steady pace.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/marlin_sim/card.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace escapement::client::marlin_sim {

Card::Card()
    : files_{{"CUBE.GCO", "Calibration cube 20 mm.gcode", 250460},
             {"BENCHY.GCO", "Benchy, 0.2 mm.gcode", 4194304},
             {"CLIP~1.GCO", "Clip, left.gcode", 9013},
             {"PARTS/VASE.GCO", "vase.gcode", 1048576}} {}

std::vector<std::string> Card::listing(bool long_names) const {
    std::vector<std::string> lines;
    for (const auto& file : files_)
        lines.push_back(file.path + " " + std::to_string(file.size) +
                        (long_names ? " " + file.name : ""));
    return lines;
}

std::string Card::names() const {
    std::string names;
    for (const auto& file : files_) names += (names.empty() ? "" : ", ") + file.path;
    return names;
}

const Card::File* Card::select(std::string_view path) {
    path = base::trim(path);
    if (path.starts_with('/')) path.remove_prefix(1);
    const auto wanted = base::lower_case(path);
    for (const auto& file : files_) {
        if (base::lower_case(file.path) != wanted) continue;
        selected_ = file;
        position_ = 0.0;
        printing_ = false;
        return &file;
    }
    return nullptr;
}

bool Card::start(base::HostTime now) {
    if (!selected_) return false;
    printing_ = true;
    time_ = now;
    return true;
}

void Card::pause(base::HostTime now) {
    advance(now);
    printing_ = false;
}

void Card::cancel() {
    printing_ = false;
    selected_.reset();
}

bool Card::advance(base::HostTime now) {
    if (!printing_) return false;
    position_ += base::Seconds(now - time_).count() * bytes_per_s;
    time_ = now;
    if (position_ < static_cast<double>(selected_->size)) return false;
    cancel();
    return true;
}

std::string Card::progress() const {
    if (!selected_) return "Not SD printing";
    return "SD printing byte " + std::to_string(static_cast<std::uint64_t>(position_)) + "/" +
           std::to_string(selected_->size);
}

}  // namespace escapement::client::marlin_sim
