// What happens to the printer as a whole, each event a type.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "base/quantity.hpp"
#include "base/time.hpp"
#include "printer/signal.hpp"

namespace escapement::mcu {
class Mcu;
}

namespace escapement::printer {

class Stepper;
struct NamedEndstop;
struct Rail;

// All microcontrollers are configured; commands are welcome from now on.
struct Ready {};

// Something is wrong with the machine: heaters are off and motors stopped already.
struct ShutDown {
    std::string reason;
    std::string cause;  // what may have led to it, in lines; or nothing
};

// A board that the printer can do without is not there any more, or is back and configured.
struct BoardLeft {
    mcu::Mcu& board;
    std::string reason;
};
struct BoardReturned {
    mcu::Mcu& board;
};

// The printer ends at this moment and begins anew: what should not go on by itself stops then.
struct Restarting {
    base::PrintTime when;
};

// The motors lost their power at this moment: nobody knows where the axes are any more.
struct MotorsOff {
    base::PrintTime when;
};

// A homing or probing move is about to begin, or has ended with these axes (x, y, z) at home.
struct HomingBegins {};
struct HomingEnds {
    std::array<bool, 3> homed{};
};

// The same for each approach of it: these endstops stop motors now, and do not any more.
struct ApproachBegins {
    const std::vector<NamedEndstop>& endstops;
};
struct ApproachEnds {
    const std::vector<NamedEndstop>& endstops;
};

// Rails are at their endstops, before anybody is told that they are homed.  A listener may say that
// a motor stands elsewhere than its endstop says, or throw CommandError.
struct HomedMotor {
    const Rail& rail;
    Stepper& stepper;
    std::int64_t triggered;  // the microcontroller's count of its steps then
    base::Length& correction;
};
struct RailsHomed {
    const std::vector<HomedMotor>& motors;
};

// The toolhead was told to be elsewhere without moving.
struct PositionSet {};

// It was moved past the G-code's coordinates.
struct ManualMove {};

// Moves push another extruder's filament from now on; the toolhead's extruder position is its.
struct ExtruderChanged {};

// The toolhead has axes behind the extruder's that it did not have, or has lost some.
struct ExtraAxesChanged {};

// The head was at rest, and its timeline goes on a moment after now.
struct TimelineGoesOn {};

// The printer has begun to do something, does nothing any more, or has done nothing for so long
// that it has been switched off; from then on.
struct BecameBusy {
    base::PrintTime when;
};
struct BecameReady {
    base::PrintTime when;
};
struct BecameIdle {
    base::PrintTime when;
};

// The file that was printed, or chosen, counts no longer: another may follow.
struct PrintForgotten {};

struct Events {
    Signal<Ready> ready;
    Signal<ShutDown> shut_down;
    Signal<BoardLeft> board_left;
    Signal<BoardReturned> board_returned;
    Signal<Restarting> restarting;
    Signal<MotorsOff> motors_off;
    Signal<HomingBegins> homing_begins;
    Signal<HomingEnds> homing_ends;
    Signal<ApproachBegins> approach_begins;
    Signal<ApproachEnds> approach_ends;
    Signal<RailsHomed> rails_homed;
    Signal<PositionSet> position_set;
    Signal<ManualMove> manual_move;
    Signal<ExtruderChanged> extruder_changed;
    Signal<ExtraAxesChanged> extra_axes_changed;
    Signal<TimelineGoesOn> timeline_goes_on;
    Signal<BecameBusy> became_busy;
    Signal<BecameReady> became_ready;
    Signal<BecameIdle> became_idle;
    Signal<PrintForgotten> print_forgotten;
};

}  // namespace escapement::printer
