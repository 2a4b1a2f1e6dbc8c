// The two ways in which a request to the printer can fail without the printer being broken.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>
#include <string>

namespace escapement::printer {

// A command could not be carried out; the printer is fine and says why.
class CommandError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

// A configuration cannot work; the text names file, line, section and option.
class ConfigError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

}  // namespace escapement::printer
