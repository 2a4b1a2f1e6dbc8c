// The printer's state as a status object, for macros and front ends.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "printer/context.hpp"
#include "printer/description.hpp"

namespace escapement::modules {

class Webhooks {
  public:
    struct Status {
        std::string state, state_message;
    };
    static void describe(printer::Description<Webhooks>& module);

    explicit Webhooks(printer::Context& context) : context_(context) {}

    Status status() const;

  private:
    printer::Context& context_;
};

}  // namespace escapement::modules
