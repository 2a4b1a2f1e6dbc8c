// Reading the files that subcommands are given, and telling people what is wrong with them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "config/reading.hpp"
#include "wire/dictionary.hpp"

namespace escapement::app {

// Text of several lines as one, with ends of sentences between them.
std::string on_one_line(const std::string& text);

// One line on standard error: "escapement: what".
void complain(const std::string& what);

// Each problem on a line of its own on standard error, then how many there are.
void complain(const std::vector<config::Problem>& problems, const std::string& file);

// What is perhaps not as it was meant, each on a line of its own on standard error.
void warn(const std::vector<config::Problem>& notes);

// Reads a configuration and warns of what is odd; nothing, after complaints, if it is not clean.
std::optional<config::Reading> load_config(const std::string& file);

// Reads a data dictionary file, compressed or not.
base::Result<wire::Dictionary> load_dictionary(const std::string& file);

}  // namespace escapement::app
