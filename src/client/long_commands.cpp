// By name; a firmware that says "busy" meanwhile needs none of this.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/long_commands.hpp"

#include <algorithm>
#include <cctype>
#include <initializer_list>

namespace escapement::client {

namespace {

constexpr base::Seconds usual_silence{300.0};
constexpr base::Seconds silence_at_work{1800.0};  // of homing, probing, heating, dwelling, macros

bool has_digit_at(std::string_view line, std::size_t at) {
    return at < line.size() && std::isdigit(static_cast<unsigned char>(line[at])) != 0;
}

// "M109S200" is M109, and M1090 is not.
bool is_one_of(std::string_view line, std::initializer_list<std::string_view> commands) {
    return std::any_of(commands.begin(), commands.end(), [&](auto command) {
        return line.starts_with(command) && !has_digit_at(line, command.size());
    });
}

// "PRINT_START": nobody knows what it does.
bool is_macro(std::string_view line) {
    return !has_digit_at(line, 1);
}

}  // namespace

bool waits_for_heat(std::string_view line) {
    return is_one_of(line, {"M109", "M190", "M191", "M303", "M116"});
}

bool ends_wait(std::string_view line) {
    return is_one_of(line, {"M108", "M410", "M876"});
}

std::optional<base::Seconds> longest_silence(std::string_view line) {
    if (is_one_of(line, {"M0", "M1", "M25", "M226", "M600", "M601", "M125"})) return std::nullopt;
    const bool works =
        is_macro(line) || waits_for_heat(line) ||
        is_one_of(line, {"G4", "G28", "G29", "G30", "G32", "G33", "G34", "G76", "G80", "M48"});
    return works ? silence_at_work : usual_silence;
}

}  // namespace escapement::client
