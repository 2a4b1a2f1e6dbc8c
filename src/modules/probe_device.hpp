// A probe as the one who probes uses it: something that triggers on the way down.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/quantity.hpp"
#include "base/time.hpp"
#include "modules/probe_result.hpp"
#include "printer/stepper.hpp"
#include "runtime/task.hpp"

namespace escapement::modules {

// Belongs to the main thread.
class ProbeDevice {
  public:
    struct Descent {
        base::Speed speed;
        bool homing = false;
        bool first = false;  // of homing: nobody knows how high the head is
    };
    virtual ~ProbeDevice() = default;

    // This motor moves the head up and down: it stops at the trigger.
    virtual void add_stepper(printer::Stepper& stepper) = 0;
    // Descents follow, until end() or abandon().
    virtual void begin() = 0;
    // Goes down until it triggers.  Throws CommandError.
    virtual runtime::Task<ProbeResult> descend(const Descent& descent) = 0;
    virtual runtime::Task<> end() = 0;
    // The same as end() where nobody can wait.
    virtual void abandon() = 0;
    // Does it touch at that moment?
    virtual runtime::Task<bool> query(base::PrintTime when) = 0;
};

}  // namespace escapement::modules
