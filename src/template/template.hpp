// A template: compiled once, evaluated as often as you like.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The language is Jinja2's as Klipper's macros use it, see docs/reference/templates.md.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "template/host.hpp"
#include "template/run.hpp"

namespace escapement::templates {

struct Tree;

// Unchanging once it is made, so any thread may evaluate it.
class Template {
  public:
    // The name is for messages: "gcode_macro START:gcode".  An error begins as Klipper's does and
    // names line and column.
    static base::Result<Template> compile(std::string_view source, std::string name);

    Template(Template&&) noexcept;
    Template& operator=(Template&&) noexcept;
    ~Template();

    // What the template prints.  An error names the kind, line, column and expression; nothing
    // that a template contains makes it take longer or more memory than the limits say.
    base::Result<std::string> render(const Names& names, const Limits& limits = {}) const;

    const std::string& name() const { return name_; }

  private:
    Template(std::unique_ptr<const Tree> tree, std::string name);

    std::unique_ptr<const Tree> tree_;
    std::string name_;
};

}  // namespace escapement::templates
