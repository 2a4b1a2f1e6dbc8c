// What a plan amounts to.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/value.hpp"

namespace escapement::app {

class Host;

struct PlanSummary {
    std::string file;
    std::uint64_t lines = 0;
    double print_time_s = 0.0;
    std::uint64_t moves = 0;
    std::vector<std::pair<std::string, std::uint64_t>> steps;  // by stepper
    struct Board {
        std::string name;
        std::uint64_t bytes = 0;
        std::uint64_t blocks = 0;
        std::vector<std::pair<std::string, std::uint64_t>> messages;  // by name
    };
    std::vector<Board> boards;
    // What a full report adds: as text, and as entries of the JSON object.
    std::string details;
    base::Value detail_values;

    std::string text() const;
    base::Value value() const;
};

// Print time so far, moves and steps.
PlanSummary summarise(Host& host);

}  // namespace escapement::app
