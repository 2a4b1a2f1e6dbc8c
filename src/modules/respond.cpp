// M118 and RESPOND.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/respond.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "printer/console.hpp"
#include "printer/errors.hpp"

namespace escapement::modules {
namespace {

struct MessageType {
    std::string_view name, prefix, separator;
};
constexpr std::array message_types{MessageType{"echo", "echo:", " "},
                                   MessageType{"command", "//", " "},
                                   MessageType{"error", "!!", " "},
                                   MessageType{"echo_no_space", "echo:", ""}};

const MessageType* find_type(std::string_view name) {
    const auto found = std::find_if(message_types.begin(),
                                    message_types.end(),
                                    [&](const MessageType& type) { return type.name == name; });
    return found == message_types.end() ? nullptr : &*found;
}

}  // namespace

Respond::Respond(const Config& config, printer::Context& context)
    : context_(context),
      prefix_(config.default_prefix.value_or(std::string(find_type(config.default_type)->prefix))) {
}

void Respond::describe(printer::Description<Respond>& module) {
    module.section("respond").doc("Commands that say something.");
    module.option<&Config::default_type>("What messages are, unless they say so.")
        .choices({"echo", "command", "error"});
    module.option<&Config::default_prefix>("What stands before messages instead.");

    module.command<&Respond::echo>("M118", "Says the text.")
        .word("<text>", "What to say.", "string")
        .when_not_ready();
    auto respond =
        module.command<&Respond::respond>("RESPOND", "Echo the message prepended with a prefix");
    respond.parameter<&Message::type>("echo, echo_no_space, command or error.");
    respond.parameter<&Message::prefix>("What stands before the message.");
    respond.parameter<&Message::msg>("The message.");
    respond.when_not_ready();
}

void Respond::echo(const gcode::Line& line) {
    context_.console.raw(prefix_ + " " + std::string(line.raw_parameters()));
}

void Respond::respond(const Message& request) {
    std::string prefix = prefix_;
    std::string_view separator = " ";
    if (request.type) {
        const auto* type = find_type(base::lower_case(*request.type));
        if (!type)
            throw printer::CommandError("RESPOND TYPE '" + base::lower_case(*request.type) +
                                        "' is invalid. Must be one of 'echo', 'command', or "
                                        "'error'");
        prefix = type->prefix;
        separator = type->separator;
    }
    context_.console.raw(request.prefix.value_or(prefix) + std::string(separator) + request.msg);
}

}  // namespace escapement::modules
