// The objects of a print, and those of them that are not to be printed any further.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <set>
#include <string>

#include "base/value.hpp"
#include "gcode/line.hpp"
#include "gcode/parameters.hpp"
#include "modules/excluded_moves.hpp"
#include "modules/gcode_move.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/events.hpp"

namespace escapement::modules {

// [exclude_object].  Belongs to the main thread.
class ExcludeObject {
  public:
    struct Config {};
    struct Status {
        base::Value objects, excluded_objects, current_object;
    };
    struct Begin {
        std::string name;
    };
    struct End {
        std::optional<std::string> name;
    };
    struct Exclude {
        std::string reset, current, name;
    };
    static void describe(printer::Description<ExcludeObject>& module);

    ExcludeObject(const Config& config, printer::Context& context);

    // Forgets all objects: another file is to be printed.
    void forget_objects();

    Status status() const;

  private:
    void define(const gcode::Line& line);
    void define_object(const std::string& name, const gcode::Parameters& parameters);
    void list_objects(bool as_json);
    void begin(const Begin& request);
    void end(const End& request);
    void exclude(const Exclude& request);
    void exclude_object(const std::string& name);
    void include_object(const std::string& name);
    void include_all();
    void tell_moves();

    printer::Context& context_;
    GcodeMove& gcode_move_;
    ExcludedMoves moves_;
    base::Value::List objects_;  // by name
    std::set<std::string> excluded_;
    std::optional<std::string> current_;
    printer::Signal<printer::PrintForgotten>::Connection print_forgotten_;
};

}  // namespace escapement::modules
