// The commands that the G-code of a configuration calls by name, and whether there are such.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "config/document.hpp"
#include "printer/module.hpp"

namespace escapement::app {

struct CommandWord {
    std::string name;  // "BED_MESH_CALIBRATE"
    config::Place place;
};

// The command of each line of a template that is written out; what statements and expressions would
// make of the others is not known.
std::vector<CommandWord> command_words(const config::Option& option);

// What is to be said about the commands in macros and other G-code of this configuration: names
// that nobody knows, and commands whose section is missing.  A printer works in spite of them.
std::vector<config::Problem> check_command_words(const config::Document& config,
                                                 const std::vector<printer::ModuleType>& types);

}  // namespace escapement::app
