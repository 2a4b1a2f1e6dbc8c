// One file's lines into sections and options.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "config/reading.hpp"

namespace escapement::config {

// Feeds one line after another into a Reading.  The rules of the dialect are written down in
// docs/reference/config-dialect.md.
class Parser {
  public:
    enum class Origin { written, saved };

    Parser(Reading& reading, std::string file, Origin origin)
        : reading_(reading), file_(std::move(file)), saved_(origin == Origin::saved) {}

    // Takes the next line, without its line end.  Returns the pattern of an [include], which
    // the caller reads now; the section that was open is closed by it.
    std::optional<std::string> take(std::string_view line, int number);
    // Must follow the last line.
    void finish() { close_option(); }

  private:
    std::optional<std::string> start(std::string_view text);
    std::optional<std::string> start_section(std::string_view text);
    void start_option(std::string_view text);
    void extend_option(std::string_view text);
    LineStart start_of(std::string_view text) const;
    void close_option();
    void store(Section& section);
    void replace(const Section& section, Option& before);
    void error(std::string what);
    Place here() const { return {file_, line_}; }

    Reading& reading_;
    std::string file_;
    bool saved_;
    int line_ = 0;
    std::string_view line_text_;  // valid while a line is taken
    std::size_t indent_ = 0;      // of the last line that did not continue another
    std::optional<std::string> section_;
    Place section_place_;
    std::optional<Option> option_;
};

}  // namespace escapement::config
