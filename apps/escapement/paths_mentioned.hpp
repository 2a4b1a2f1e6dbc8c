// Folders and files of the printer's computer that a configuration names.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "config/document.hpp"
#include "config/reading.hpp"

namespace escapement::app {

// What is not there, as far as the computer that checks is the one that prints: a folder of G-code
// that does not exist, a file of variables that cannot be made.
std::vector<config::Problem> check_paths(const config::Document& config);

}  // namespace escapement::app
