// What a module declares, as text for people.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include "printer/module.hpp"

namespace escapement::app {

// "heater_fan <name>"
std::string section_label(const printer::Schema& schema, const std::string& name);

// What tells a module from all others: "heater_fan-name", "fan".
std::string module_key(const printer::Schema& schema);

// For a terminal: options, commands and status fields, a line each.
std::string reference_text(const printer::ModuleType& type);

// One of its commands, with its parameters and the sections that bring it.
std::string command_text(const printer::Schema& schema, const printer::Command& command);

// reference_text() as a page of Markdown, and the name of its file.
std::string reference_page(const printer::ModuleType& type);
std::string reference_file(const printer::ModuleType& type);
// Whether a file is such a page: what stands beside them was written by hand.
bool is_reference_file(const std::filesystem::path& path);

}  // namespace escapement::app
