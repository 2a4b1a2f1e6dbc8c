// An endstop as homing uses it: watches a switch, and stops motors when it closes.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "printer/stepper.hpp"
#include "runtime/task.hpp"

namespace escapement::printer {

// A probe that can say where the bed is while the machine homes.  Belongs to the main thread.
class HomingProbe {
  public:
    virtual ~HomingProbe() = default;
    // Goes down until the probe triggers.  Where the nozzle would touch the bed, as the machine
    // counts z at present: what it is to call 0.
    using Descend = std::function<runtime::Task<base::Length>(base::Speed speed, bool first)>;
    // The probe is out while `body` runs and is put away afterwards, whatever happens.
    virtual runtime::Task<> lend(std::function<runtime::Task<>(const Descend&)> body) = 0;
};

// Belongs to the main thread.
class EndstopInput {
  public:
    virtual ~EndstopInput() = default;
    // Stops this motor, too.
    virtual void add_stepper(Stepper& stepper) = 0;
    virtual const std::vector<Stepper*>& steppers() const = 0;

    // Does what must be done before an approach and undone after it, however that ends.  Throws
    // CommandError.
    virtual runtime::Task<> prepare() { co_return; }
    virtual runtime::Task<> restore() { co_return; }

    // From `start` on, looks at the switch every `rest` or so, which is about a step's time.
    virtual void arm(base::PrintTime start, base::Seconds rest) = 0;
    // From the next arm() on waits for the switch to close, as at first, or to open.
    virtual void await(bool closed) = 0;
    // It has triggered, or will not any more; true before arm().
    virtual bool ended() const = 0;
    // Gives it until `end`, then stops watching.  When it triggered; nothing if it did not.
    // Throws CommandError when the microcontroller lost touch.
    virtual runtime::Task<std::optional<base::PrintTime>> disarm(base::PrintTime end) = 0;
    // Stops the motors as if it had triggered; ended() is true then, and disarm() still to come.
    virtual void abandon() = 0;
    // Is the switch closed at that moment?  Offline, no.  Throws CommandError.
    virtual runtime::Task<bool> query(base::PrintTime when) = 0;
    // What it is wired to, as the configuration says it: "endstop_pin ^PC4"; empty if unknown.
    virtual std::string wiring() const { return {}; }
    // The probe that stands in for a switch, and does what homing needs itself; nullptr for a
    // switch.
    virtual HomingProbe* probe() { return nullptr; }
};

// An endstop and the name that messages give it: "x".
struct NamedEndstop {
    std::string name;
    EndstopInput* endstop;
};

}  // namespace escapement::printer
