// Reads a printer configuration: the file, what it includes and its saved block.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "config/files.hpp"
#include "config/reading.hpp"

namespace escapement::config {

// Reads everything it can and reports everything it cannot; never fails as a whole.  Included
// paths are relative to the including file.
Reading read_config(const std::string& path, const Files& files);

}  // namespace escapement::config
