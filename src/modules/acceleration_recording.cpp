// Keeps accelerations and writes them down.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/acceleration_recording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <iterator>

namespace escapement::modules {

void AccelerationRecording::add(const Acceleration& sample) {
    latest_ = std::max(latest_, sample.when);
    if (sample.when < begin_ || full()) return;
    if (!end_ || sample.when <= *end_) samples_.push_back(sample);
}

const std::vector<Acceleration>& AccelerationRecording::samples() {
    while (end_ && !samples_.empty() && samples_.back().when > *end_) samples_.pop_back();
    return samples_;
}

std::string recording_complaint(const std::string& chip, bool full, std::uint32_t overflows) {
    if (full)
        return "accelerometer '" + chip + "': this took too long; only its beginning was kept";
    if (overflows == 0) return {};
    return fmt::format(
        "accelerometer '{}': its queue was full {} times, so measurements are "
        "missing; its board is too busy or its bus too slow",
        chip,
        overflows);
}

bool is_file_label(const std::string& text) {
    bool has_other = false;
    for (const char c : text) {
        const bool joins = c == '-' || c == '_';
        if (!joins && std::isalnum(static_cast<unsigned char>(c)) == 0) return false;
        has_other = has_other || !joins;
    }
    return has_other;
}

base::Result<void> write_accelerations(const std::string& path,
                                       const std::vector<Acceleration>& samples) {
    std::string text = "#time,accel_x,accel_y,accel_z\n";
    text.reserve(48 * (samples.size() + 1));
    for (const Acceleration& sample : samples)
        fmt::format_to(std::back_inserter(text),
                       "{:.6f},{:.6f},{:.6f},{:.6f}\n",
                       sample.when.time_since_epoch().count(),
                       sample.along[0],
                       sample.along[1],
                       sample.along[2]);
    std::ofstream file(path, std::ios::trunc);
    file << text;
    file.close();
    if (!file) return base::Error{"Unable to write file '" + path + "'"};
    return {};
}

}  // namespace escapement::modules
