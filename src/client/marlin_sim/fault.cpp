// A table of names, and the bounds of what belongs to them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/marlin_sim/fault.hpp"

#include <optional>

#include "base/text.hpp"
#include "client/marlin_sim/board_commands.hpp"

namespace escapement::client::marlin_sim {

namespace {

struct Known {
    std::string_view name;
    Fault::Kind kind;
    char letter = 0;  // of its value; 0: it has none
    double least = 0.0, most = 0.0;
};

constexpr Known known_faults[] = {{"reset", Fault::Kind::reset},
                                  {"kill", Fault::Kind::kill},
                                  {"runaway", Fault::Kind::runaway},
                                  {"lose-ok", Fault::Kind::lose_ok},
                                  {"resend", Fault::Kind::resend},
                                  {"unplug", Fault::Kind::unplug, 'S', 0.1, 3600.0},
                                  {"card", Fault::Kind::card, 'B', 1.0, 1e9}};

base::Error error_about(std::string_view text) {
    return {"'" + std::string(text) +
            "' is no fault; there are reset, kill, runaway, lose-ok, resend, unplug S10 (seconds, "
            "0.1 to 3600) and card B8000 (bytes a second, 1 to 1000000000)"};
}

}  // namespace

base::Result<Fault> parse_fault(std::string_view text) {
    const auto line = base::trim(text);
    const auto name = line.substr(0, line.find(' '));
    for (const auto& known : known_faults) {
        if (known.name != name) continue;
        if (known.letter == 0 && line == name) return Fault{known.kind};
        const auto value = word_value(line, known.letter);
        if (known.letter == 0 || !value || *value < known.least || *value > known.most) break;
        return Fault{known.kind, *value};
    }
    return error_about(line);
}

base::Result<TimedFault> parse_timed_fault(std::string_view text) {
    const auto at = text.rfind('@');
    const auto line =
        at == std::string_view::npos ? std::nullopt : base::parse_whole(text.substr(at + 1));
    if (!line || *line < 1)
        return base::Error{"'" + std::string(text) +
                           "' does not say at which line of a print: kill@500"};
    auto fault = parse_fault(text.substr(0, at));
    if (!fault) return std::move(fault.error());
    return TimedFault{*fault, static_cast<std::uint64_t>(*line)};
}

}  // namespace escapement::client::marlin_sim
