// Moving a motor by itself, past all that is known about the machine.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "motion/segment.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/stepper.hpp"
#include "runtime/task.hpp"

namespace escapement::modules {

// Belongs to the main thread.
class ForceMove {
  public:
    struct Config {
        bool enable_force_move = false;
    };
    struct Buzz {
        std::string stepper;
    };
    struct Force {
        std::string stepper;
        base::Length distance;
        base::Speed velocity;
        base::Accel accel{0.0};
    };
    struct SetPosition {
        std::optional<double> x, y, z;
        std::string set_homed = "xyz";
        std::optional<std::string> clear_homed, clear;
    };
    static void describe(printer::Description<ForceMove>& module);

    ForceMove(const Config& config, printer::Context& context);

  private:
    // What FORCE_MOVE moves: no longer and no slower than anybody means.
    void move(printer::Stepper& stepper, base::Length distance, const Force& pace);
    runtime::Task<> buzz(const Buzz& request);
    void force_move(const Force& request);
    void set_kinematic_position(const SetPosition& request);
    // Whether such commands are allowed; says so if not.
    bool allowed(const std::string& command) const;

    Config config_;
    printer::Context& context_;
    motion::SegmentQueue& segments_;
};

}  // namespace escapement::modules
