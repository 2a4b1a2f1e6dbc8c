// Reads what is needed to reach boards before anything else can be read.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/board_line.hpp"

#include <map>
#include <utility>

#include "base/text.hpp"
#include "escapement/mentioned_boards.hpp"

namespace escapement::app {
namespace {

constexpr std::pair<std::string_view, RestartMethod> methods[] = {
    {"arduino", RestartMethod::arduino},
    {"cheetah", RestartMethod::cheetah},
    {"command", RestartMethod::command},
    {"rpi_usb", RestartMethod::rpi_usb},
};

// Another processor of this computer, or a program on it.
bool is_pipe(std::string_view serial) {
    return serial.starts_with("/dev/rpmsg_") || serial.starts_with("/tmp/klipper_host_");
}

std::optional<RestartMethod> method_of(std::string_view text) {
    for (const auto& [name, method] : methods)
        if (name == text) return method;
    return std::nullopt;
}

base::Result<BoardLine> read_can_line(BoardLine line, const config::Section& section) {
    auto uuid = mcu::CanUuid::parse(section.find("canbus_uuid")->value);
    if (!uuid) return std::move(uuid.error()).within(section_of(line) + " canbus_uuid");
    line.can = CanPlace{.uuid = *uuid};
    if (const auto* interface = section.find("canbus_interface"))
        line.can->interface = interface->value;
    line.baud = 0;
    line.restart = RestartMethod::command;
    return line;
}

// Each board gets the next number, and no board two.
base::Result<void> number_can_boards(std::vector<BoardLine>& lines) {
    int node = mcu::first_can_node;
    std::map<std::uint64_t, std::string> known;
    for (BoardLine& line : lines) {
        if (!line.can) continue;
        const auto [other, is_new] = known.emplace(line.can->uuid.raw, section_of(line));
        if (!is_new)
            return base::Error{section_of(line) + " canbus_uuid: Duplicate canbus_uuid; " +
                               other->second + " has it already"};
        line.can->node = node++;
    }
    return {};
}

void read_patience(BoardLine& line, const config::Section& section) {
    if (const auto* option = section.find("is_non_critical"))
        line.is_non_critical = base::Text<bool>::parse(option->value).value_or(false);
    if (const auto* option = section.find("reconnect_interval"))
        if (const auto seconds = base::parse_number(option->value); seconds && *seconds > 0.0)
            line.reconnect_interval = base::Seconds{*seconds};
}

base::Result<BoardLine> read_line(const std::string& name, const config::Section* section) {
    BoardLine line{.name = name, .serial = {}, .restart = {}};
    if (section && name != "mcu") read_patience(line, *section);
    if (section && section->find("canbus_uuid")) return read_can_line(std::move(line), *section);
    const auto* serial = section ? section->find("serial") : nullptr;
    if (!serial)
        return base::Error{section_of(line) +
                           " serial: must be specified, for example /dev/ttyACM0; or print on a "
                           "simulated printer with --sim"};
    line.serial = serial->value;
    if (is_pipe(line.serial)) {
        line.baud = 0;
        line.restart = RestartMethod::command;
        return line;
    }
    if (const auto* baud = section->find("baud"))
        line.baud = base::Text<int>::parse(baud->value).value_or(line.baud);
    if (const auto* method = section->find("restart_method"))
        line.restart = method_of(method->value);
    return line;
}

}  // namespace

base::Result<std::vector<BoardLine>> board_lines(const config::Document& config) {
    std::vector<BoardLine> lines;
    for (const std::string& name : board_names(config)) {
        auto line = read_line(name, config.find(name == "mcu" ? name : "mcu " + name));
        if (!line) return std::move(line.error());
        lines.push_back(*std::move(line));
    }
    if (auto numbered = number_can_boards(lines); !numbered) return std::move(numbered.error());
    return lines;
}

std::string section_of(const BoardLine& line) {
    return line.name == "mcu" ? "[mcu]" : "[mcu " + line.name + "]";
}

std::string place_of(const BoardLine& line) {
    return section_of(line) + (line.can ? " canbus_uuid" : " serial");
}

}  // namespace escapement::app
