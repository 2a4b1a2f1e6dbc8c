// Asks the environment for the home folder.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/user_path.hpp"

#include <cstdlib>

namespace escapement::modules {

std::string user_path(std::string_view path) {
    const char* home = std::getenv("HOME");
    const bool at_home = path == "~" || path.starts_with("~/");
    if (!home || !at_home) return std::string(path);
    return home + std::string(path.substr(1));
}

}  // namespace escapement::modules
