// What reading a configuration produced: the data and everything noticed on the way.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "config/document.hpp"
#include "config/place.hpp"

namespace escapement::config {

// Bounds that no sane configuration meets; beyond them an error is reported and the rest is
// left out.
struct Limits {
    static constexpr std::size_t sections = 10'000;
    static constexpr std::size_t options_per_section = 2'000;
    static constexpr std::size_t files = 1'000;
    static constexpr std::size_t total_bytes = std::size_t{64} << 20;
    static constexpr std::size_t include_depth = 32;
    static constexpr std::size_t problems = 200;  // of each kind
};

struct Reading {
    Document document;
    std::vector<Problem> errors;     // could not be understood
    std::vector<Problem> notes;      // it works, but perhaps not as it was meant
    std::vector<std::string> files;  // every file read, in order

    bool clean() const { return errors.empty(); }
};

// Adds a problem, unless the list is full; the last entry of a full list says so.
void report(std::vector<Problem>& problems, Problem problem);

// By file and line, each of them once.
std::vector<Problem> in_order(std::vector<Problem> problems);

// Text for a message: in quotes, shortened, without control characters.
std::string quote(std::string_view text);

}  // namespace escapement::config
