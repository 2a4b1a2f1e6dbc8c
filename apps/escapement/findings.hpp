// What is found in a file before it is printed, each with its place, and not too often.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "gcode/outline.hpp"
#include "printer/preflight.hpp"

namespace escapement::app {

// Collects findings, and keeps them few: of those that differ only in their numbers the first five.
class Findings {
  public:
    explicit Findings(const gcode::Outline& outline) : outline_(outline) {}

    void begin_line(const std::string& place, std::uint64_t line) {
        place_ = place;
        line_ = line;
    }
    // `fatal`: a print would end there.
    void add(std::string what, bool fatal);
    std::vector<printer::Finding> take() { return std::move(list_); }

  private:
    const gcode::Outline& outline_;
    std::string place_;
    std::uint64_t line_ = 0;
    std::map<std::string, int> alike_;
    std::vector<printer::Finding> list_;
};

}  // namespace escapement::app
