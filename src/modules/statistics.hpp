// How busy the computer is that runs the printer.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "printer/context.hpp"
#include "printer/description.hpp"

namespace escapement::modules {

class Statistics {
  public:
    struct Status {
        double sysload = 0.0;
        double cputime = 0.0;
        base::Value memavail;
    };
    static void describe(printer::Description<Statistics>& module);

    explicit Statistics(printer::Context&) {}

    // Asks the system.
    Status status() const;
};

}  // namespace escapement::modules
