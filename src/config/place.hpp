// Where something stands in the configuration files, and what is wrong there.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace escapement::config {

// A line of a file, perhaps a byte of it; both count from 1, line 0 means the file as a whole and
// column 0 the line.
struct Place {
    std::string file;
    int line = 0;
    int column = 0;

    // "printer.cfg:12" or "printer.cfg:12:5", the forms editors and terminals make clickable.
    std::string text() const {
        if (line <= 0) return file;
        const auto where = file + ":" + std::to_string(line);
        return column > 0 ? where + ":" + std::to_string(column) : where;
    }
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
