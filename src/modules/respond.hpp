// Says what it is told to say.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "gcode/line.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"

namespace escapement::modules {

// [respond].
class Respond {
  public:
    struct Config {
        std::string default_type = "echo";
        std::optional<std::string> default_prefix;
    };
    struct Message {
        std::optional<std::string> type, prefix;
        std::string msg;
    };
    static void describe(printer::Description<Respond>& module);

    Respond(const Config& config, printer::Context& context);

  private:
    void echo(const gcode::Line& line);
    void respond(const Message& request);

    printer::Context& context_;
    std::string prefix_;
};

}  // namespace escapement::modules
