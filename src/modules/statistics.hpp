// How busy the computer is that runs the printer.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "base/time.hpp"
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

    explicit Statistics(printer::Context& context) : context_(context) {}

    // Asks the system.
    Status status() const;

  private:
    printer::Context& context_;
    mutable std::int64_t memory_ = 0;
    mutable base::HostTime memory_known_until_{};
};

}  // namespace escapement::modules
