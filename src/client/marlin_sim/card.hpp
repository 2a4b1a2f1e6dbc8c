// The card of a board: files, and one of them being printed.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"

namespace escapement::client::marlin_sim {

class Card {
  public:
    struct File {
        std::string path, name;  // "CUBE.GCO", "Calibration cube.gcode"
        std::uint64_t size = 0;
    };
    // With some files to try things out.
    Card();

    bool present = true;
    double bytes_per_s = 800.0;

    // What M20 says, with long names if asked for.
    std::vector<std::string> listing(bool long_names) const;
    // "CUBE.GCO, BENCHY.GCO"
    std::string names() const;
    // Opens a file to print; nothing if there is none of that name.
    const File* select(std::string_view path);
    // False without a file.
    bool start(base::HostTime now);
    void pause(base::HostTime now);
    void cancel();
    void seek(std::uint64_t position) { position_ = static_cast<double>(position); }
    // True when the last byte has just been read.
    bool advance(base::HostTime now);

    bool printing() const { return printing_; }
    const std::optional<File>& selected() const { return selected_; }
    std::string progress() const;  // what M27 says

  private:
    std::vector<File> files_;
    std::optional<File> selected_;
    bool printing_ = false;
    double position_ = 0.0;  // bytes
    base::HostTime time_{};
};

}  // namespace escapement::client::marlin_sim
