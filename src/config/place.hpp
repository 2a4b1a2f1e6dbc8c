// Where something stands in the configuration files, and what is wrong there.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace escapement::config {

// A line of a file; lines count from 1, line 0 means the file as a whole.
struct Place {
    std::string file;
    int line = 0;

    // "printer.cfg:12", the form editors and terminals make clickable.
    std::string text() const { return line > 0 ? file + ":" + std::to_string(line) : file; }
    bool operator==(const Place&) const = default;
};

// Something to tell the owner of the configuration.
struct Problem {
    Place place;
    std::string what;

    std::string text() const { return place.text() + ": " + what; }
    bool operator==(const Problem&) const = default;
};

}  // namespace escapement::config
