// Whoever wants to know which lines the printer carries out, those of macros and files included.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gcode/line.hpp"

namespace escapement::printer {

// A line that runs others, such as a call of a macro, begins before them and ends after them.
// Main thread.
class LineObserver {
  public:
    virtual void line_begins(const gcode::Line& line) = 0;
    // `done` unless it has failed or was given up.
    virtual void line_ends(const gcode::Line& line, bool done) = 0;

  protected:
    ~LineObserver() = default;
};

}  // namespace escapement::printer
