// What an accelerometer measured from one moment to another.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"

namespace escapement::modules {

// Along x, y and z, in mm/s^2.
struct Acceleration {
    base::PrintTime when{};
    std::array<double, 3> along{};
};

// Belongs to the main thread.
class AccelerationRecording {
  public:
    // Twenty minutes of the usual sensor, about 130 MB; what comes then is not kept.
    static constexpr std::size_t most_samples = 4'000'000;

    explicit AccelerationRecording(base::PrintTime begin) : begin_(begin) {}

    // In the order of time.
    void add(const Acceleration& sample);
    // What is measured later does not count.
    void end_at(base::PrintTime end) { end_ = end; }
    // Whether everything up to that end has come.
    bool complete() const { return end_ && latest_ >= *end_; }
    bool full() const { return samples_.size() >= most_samples; }

    // Between begin and end.
    const std::vector<Acceleration>& samples();

  private:
    base::PrintTime begin_;
    std::optional<base::PrintTime> end_;
    base::PrintTime latest_{};
    std::vector<Acceleration> samples_;
};

// What is to be said about a recording that is not whole; nothing if it is.  `overflows` says how
// often the chip's queue was full meanwhile.
std::string recording_complaint(const std::string& chip, bool full, std::uint32_t overflows);
// Whether files may be called so: letters, digits, '-' and '_'.
bool is_file_label(const std::string& text);
// Replaces the file.  Fails, naming it, if it cannot be written.
base::Result<void> write_accelerations(const std::string& path,
                                       const std::vector<Acceleration>& samples);

}  // namespace escapement::modules
