// A G-code file of this computer, line by line, as a printer wants it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <fstream>
#include <optional>
#include <string>

#include "base/result.hpp"

namespace escapement::client {

// Comments, line numbers and checksums are taken off; lines that only matter to a cable (M110) are
// left out.  Notes along the way how the printer is set, so that it can be left alone in between
// and set so again.
class StreamedFile {
  public:
    static constexpr std::size_t max_line = 250;

    // Fails for what is no file, empty, or no text; reads all of it for that.
    static base::Result<StreamedFile> open(const std::string& path);

    // Nothing at the end.
    std::optional<std::string> next();

    std::uint64_t done() const { return done_; }
    std::uint64_t total() const { return total_; }
    // What the slicer thinks that the whole print takes; 0: it does not say.
    double estimate_s() const { return estimate_s_; }
    // What is left, as its M73 said last.
    std::optional<double> told_left_s() const { return told_left_s_; }
    // After the lines that next() has given so far:
    bool homed() const { return homed_; }
    bool absolute() const { return absolute_; }
    bool absolute_extrusion() const { return absolute_extrusion_; }
    std::optional<double> feed() const { return feed_; }  // mm/min

  private:
    explicit StreamedFile(std::ifstream file) : file_(std::move(file)) {}
    void note(const std::string& line);

    std::ifstream file_;
    std::uint64_t done_ = 0, total_ = 0;
    double estimate_s_ = 0.0;
    std::optional<double> told_left_s_, feed_;
    bool homed_ = false, absolute_ = true, absolute_extrusion_ = true;
};

// "1d 2h 3m 4s", as slicers write it, in seconds; 0 if there is no such thing.
double slicer_duration_s(std::string_view text);

}  // namespace escapement::client
