// Templates that make short texts: for displays, lights and outputs.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "printer/complaints.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/module.hpp"
#include "printer/script_template.hpp"
#include "template/host.hpp"

namespace escapement::modules {

// [display_template NAME].  Belongs to the main thread.
class DisplayTemplate {
  public:
    struct Config {
        printer::SectionName section;
        printer::ScriptTemplate text;
        std::vector<std::pair<std::string, std::string>> params;
    };
    // Parameters by name ("param_color").
    using Values = std::vector<std::pair<std::string, templates::HostValue>>;
    static constexpr int deepest = 10;

    static void describe(printer::Description<DisplayTemplate>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    DisplayTemplate(const Config& config, printer::Context& context);

    bool has_parameter(std::string_view name) const;
    // The text with other values than the usual ones for some parameters.  Throws CommandError.
    std::string render(const Values& values = {}) const { return render(values, 0); }

    // The function render(name, param_x=...) for templates that are not of this kind.
    static std::unique_ptr<templates::HostFunction> render_function(printer::Context& context);

  private:
    class RenderFunction;

    // `depth` templates call for this one.
    std::string render(const Values& values, int depth) const;

    printer::Context& context_;
    printer::ScriptTemplate text_;
    Values usual_;
};

}  // namespace escapement::modules
