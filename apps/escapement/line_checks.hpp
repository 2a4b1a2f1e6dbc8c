// What is odd about single lines of a file, and about those that belong together.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/document.hpp"
#include "escapement/findings.hpp"
#include "gcode/line.hpp"

namespace escapement::app {

// What is odd about a line that does not fail, unless a macro takes it; empty if nothing is.
std::string line_trouble(const gcode::Line& line, const config::Document& config);

// The objects that a file names: each is to be defined, begun and ended.
class ObjectCheck {
  public:
    explicit ObjectCheck(Findings& findings) : findings_(findings) {}
    void see(const gcode::Line& line);

  private:
    void want_defined(std::string_view command, const std::string& name, bool fatal);
    void begin(const std::string& name);
    void end(const std::string& name);

    Findings& findings_;
    std::set<std::string> defined_;
    std::string current_;
};

// The repeated parts of a file: each is to end.
class LoopCheck {
  public:
    explicit LoopCheck(Findings& findings) : findings_(findings) {}
    void see(const gcode::Line& line, const std::string& place, std::uint64_t number);
    // Behind the last line.
    void end();

  private:
    Findings& findings_;
    std::set<std::uint64_t> seen_;  // lines; they run again and again
    std::vector<std::pair<std::string, std::uint64_t>> open_;
};

}  // namespace escapement::app
