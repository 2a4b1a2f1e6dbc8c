// Temperatures of the last half hour, for graphs.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "client/snapshot.hpp"

namespace escapement::tui {

struct Series {
    std::string name;                           // "hotend", "bed"
    std::vector<std::optional<float>> celsius;  // the oldest first; nothing: was not known
};

class History {
  public:
    static constexpr double period_s = 2.0;
    static constexpr std::size_t length = 900;
    static constexpr std::size_t max_series = 8;

    // To be called once a period.
    void add(const client::Snapshot& known);
    const std::vector<Series>& series() const { return series_; }
    const Series* find(const std::string& name) const;
    std::size_t samples() const { return samples_; }

  private:
    std::vector<Series> series_;
    std::size_t samples_ = 0;
};

// All that has a temperature, with the names that the screen uses.
std::vector<client::NamedHeater> named_heaters(const client::Snapshot& known);

}  // namespace escapement::tui
