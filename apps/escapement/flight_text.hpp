// A flight recording in words, messages decoded by the dictionaries that it holds.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "flight/reader.hpp"
#include "wire/codebook.hpp"

namespace escapement::app {

// Which records are wanted.
struct FlightFilter {
    std::optional<double> at_s{};  // seconds since the recording began
    double around_s = 1.0;         // on both sides of that
    std::string board{};           // empty: all, and what belongs to none
    std::string text{};            // that a line contains
};

class FlightText {
  public:
    // The recording outlives this.
    explicit FlightText(const flight::Recording& recording);

    // What the file holds, and what is missing, a sentence a line.
    std::string summary() const;
    // A line for each message, and for everything else that happened.
    std::vector<std::string> lines(const FlightFilter& filter) const;
    // How the host's clock models took the samples: these go through its own code once more.
    std::vector<std::string> clock_lines(const FlightFilter& filter) const;

  private:
    double seconds(base::HostTime at) const;
    bool wanted(const flight::Record& record, const FlightFilter& filter) const;
    void add(const flight::Record& record, std::vector<std::string>& lines) const;
    void add_payload(const std::string& begin,
                     std::uint8_t board,
                     wire::Bytes payload,
                     std::vector<std::string>& lines) const;
    std::string begin_of(const flight::Record& record, const char* what) const;

    const flight::Recording& recording_;
    std::map<std::uint8_t, wire::Codebook> books_;
    std::vector<std::string> complaints_;
};

}  // namespace escapement::app
