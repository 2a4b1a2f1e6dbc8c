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

// What to do about an option that stands twice in one file: an offline plan takes the last one,
// as it always was; a machine that moves does not guess.
enum class Duplicates { refuse, warn };

// Reads a configuration; nothing, after complaints, if it is not clean.
std::optional<config::Reading> load_config(const std::string& file, Duplicates duplicates);

// Reads a data dictionary file, compressed or not.
base::Result<wire::Dictionary> load_dictionary(const std::string& file);

}  // namespace escapement::app
