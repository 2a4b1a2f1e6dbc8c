// An endstop as homing uses it: watches a switch, and stops motors when it closes.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "printer/stepper.hpp"
#include "runtime/task.hpp"

namespace escapement::printer {

// Belongs to the main thread.
class EndstopInput {
  public:
    virtual ~EndstopInput() = default;
    // Stops this motor, too.
    virtual void add_stepper(Stepper& stepper) = 0;
    virtual const std::vector<Stepper*>& steppers() const = 0;

    // From `start` on, looks at the switch every `rest` or so, which is about a step's time.
    virtual void arm(base::PrintTime start, base::Seconds rest) = 0;
    // From the next arm() on waits for the switch to close, as at first, or to open.
    virtual void await(bool closed) = 0;
    // It has triggered, or will not any more; true before arm().
    virtual bool ended() const = 0;
    // Gives it until `end`, then stops watching.  When it triggered; nothing if it did not.
    // Throws CommandError when the microcontroller lost touch.
    virtual runtime::Task<std::optional<base::PrintTime>> disarm(base::PrintTime end) = 0;
};

// An endstop and the name that messages give it: "x".
struct NamedEndstop {
    std::string name;
    EndstopInput* endstop;
};

}  // namespace escapement::printer
