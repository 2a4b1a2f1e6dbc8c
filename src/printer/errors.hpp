// The two ways in which a request to the printer can fail without the printer being broken.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "config/place.hpp"

namespace escapement::printer {

// A command could not be carried out; the printer is fine and says why.
class CommandError : public std::runtime_error {
  public:
    // What somebody who prints a file may want to treat differently.
    enum class Kind { other, out_of_range, macro };

    explicit CommandError(std::string text, Kind kind = Kind::other)
        : std::runtime_error(text), text_(std::move(text)), kind_(kind) {}

    const char* what() const noexcept override { return text_.c_str(); }
    Kind kind() const { return kind_; }
    // Another line at the end: where in a script it happened.
    void add_line(std::string_view line) { (text_ += '\n') += line; }

  private:
    std::string text_;
    Kind kind_;
};

// A configuration cannot work; the text names file, line, section and option.
class ConfigError : public std::runtime_error {
  public:
    // The second has no place: a microcontroller refuses.
    explicit ConfigError(config::Problem problem)
        : std::runtime_error(problem.text()), problem_(std::move(problem)) {}
    explicit ConfigError(const std::string& what)
        : std::runtime_error(what), problem_{.place = {}, .what = what} {}

    const config::Problem& problem() const { return problem_; }

  private:
    config::Problem problem_;
};

}  // namespace escapement::printer
