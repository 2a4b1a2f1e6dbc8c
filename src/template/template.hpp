// A template: compiled once, evaluated as often as you like.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The language is Jinja2's as Klipper's macros use it, see docs/reference/templates.md.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "template/host.hpp"
#include "template/record.hpp"
#include "template/run.hpp"

namespace escapement::templates {

struct Tree;

// What a template is called, and where its text stands in a file: for messages.
struct Origin {
    struct Start {
        int line = 0;
        int column = 0;
    };
    std::string name;  // "gcode_macro START:gcode"
    std::string file;
    std::vector<Start> lines;  // where each line of the text begins

    // "printer.cfg:12:5" for a place in the text, both counted from 1; empty where that is unknown.
    std::string text(std::size_t line, std::size_t column) const;
};

// Unchanging once it is made, so any thread may evaluate it.
class Template {
  public:
    // An error begins as Klipper's does and
    // names line and column, and the place in the file where that is known; `wrong_line` is then
    // the line of the text, counted from 1.
    static base::Result<Template> compile(std::string_view source,
                                          Origin origin,
                                          std::size_t* wrong_line = nullptr);
    static base::Result<Template> compile(std::string_view source, std::string name) {
        return compile(source, Origin{std::move(name), {}, {}});
    }

    Template(Template&&) noexcept;
    Template& operator=(Template&&) noexcept;
    ~Template();

    // What the template prints.  An error names the kind, line, column and expression; nothing
    // that a template contains makes it take longer or more memory than the limits say.
    base::Result<std::string> render(const Names& names,
                                     const Limits& limits = {},
                                     Record* record = nullptr) const;

    // Where in the source a byte of the output comes from, by what was recorded: the file's line
    // and column where they are known, else the template's ("line 3, column 5").
    std::string place(const Record& record, std::size_t output) const;

    // The lines of G-code whose first word is written out, wherever they stand: a macro would run
    // them if it came so far.  For those who look for unknown commands.
    struct Line {
        std::string text;      // as far as it is written out
        std::size_t line = 0;  // of the source, from 1
    };
    std::vector<Line> written_lines() const;
    // Of a line of the source: where it stands in its file, 0 if that is unknown.
    int line_in_file(std::size_t line) const;

    const std::string& name() const { return origin_.name; }

  private:
    Template(std::unique_ptr<const Tree> tree, Origin origin);

    std::unique_ptr<const Tree> tree_;
    Origin origin_;
};

}  // namespace escapement::templates
