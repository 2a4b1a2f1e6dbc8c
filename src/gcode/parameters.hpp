// The parameters of a command by name, for both ways of writing them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "gcode/line.hpp"

namespace escapement::gcode {

class Parameters {
  public:
    // Names in upper case and values as written, in the order of the line, each name once.
    using Entries = std::vector<std::pair<std::string, std::string>>;

    // `line` is what messages quote.
    Parameters(std::string line, Entries entries)
        : line_(std::move(line)), entries_(std::move(entries)) {}

    const Entries& entries() const { return entries_; }
    // The value of a name (in upper case), or nullptr.
    const std::string* find(std::string_view name) const;

    // As Line::number and its kin, with the same messages.
    base::Result<std::optional<double>> number(std::string_view name) const;
    base::Result<double> number_or(std::string_view name, double otherwise) const;
    base::Result<double> required_number(std::string_view name) const;
    base::Result<std::string> required(std::string_view name) const;

  private:
    std::string line_;
    Entries entries_;
};

// The words of a traditional command, else the KEY=VALUE pairs of an extended one: blanks separate
// pairs, '...' and "..." keep blanks in a value, a backslash takes the next character as
// it is, '#' and ';' begin a comment.  Fails with "Malformed command '...'".
base::Result<Parameters> parameters(const Line& line);

// KEY=VALUE pairs whatever the command is called.
base::Result<Parameters> extended_parameters(const Line& line);

}  // namespace escapement::gcode
