// [constants]: values that other sections refer to.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "printer/context.hpp"
#include "printer/description.hpp"

namespace escapement::modules {

// References have been replaced by the time modules are made (config/references.hpp), so nothing is
// left to do.
class Constants {
  public:
    struct Config {
        std::vector<std::pair<std::string, std::string>> values;
    };

    Constants(const Config&, printer::Context&) {}
    static void describe(printer::Description<Constants>& module);
};

}  // namespace escapement::modules
