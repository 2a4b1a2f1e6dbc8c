// Rails without straight axes on the bench, for tests of kinematics.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "motion/trajectory.hpp"
#include "printer/homing.hpp"
#include "printer/kinematics.hpp"
#include "printer/testing_motion.hpp"

namespace escapement::printer::testing {

// A motor with an endstop at that height; its range ends there.
inline Rail bench_rail(MotionBench& bench, const std::string& name, double endstop) {
    Rail rail;
    rail.name = name;
    rail.range = {
        .min = base::Length{0.0}, .max = base::Length{endstop}, .endstop = base::Length{endstop}};
    rail.homing = {.speed = base::Speed{50.0},
                   .second_speed = base::Speed{25.0},
                   .retract_speed = base::Speed{50.0},
                   .retract_distance = base::Length{5.0},
                   .positive_direction = true};
    rail.steppers = {&bench.add_stepper(name, base::Length{0.01})};
    FakeEndstop& input = bench.add_endstop();
    input.add_stepper(*rail.steppers.front());
    // Offline it triggers at the end of the way.
    input.triggers_after = {base::Seconds{1e9}, base::Seconds{1e9}};
    rail.endstops = {{name, &input}};
    return rail;
}

inline motion::Point point(double x, double y, double z) {
    return {base::Length{x}, base::Length{y}, base::Length{z}};
}

// A kinematics that follows a trajectory of its own, and has been homed if asked to.
class KinematicsBench {
  public:
    MotionBench bench{MotionBench::Mode::offline};
    std::unique_ptr<Kinematics> kinematics;

    void use(std::unique_ptr<Kinematics> made) {
        kinematics = std::move(made);
        kinematics->follow(trajectory_);
    }
    // Where the motors say the nozzle is after it has been put somewhere.
    motion::Point nozzle_at(motion::Point where) {
        kinematics->set_position(where, {});
        return kinematics->nozzle([](const Stepper& each) { return each.commanded_position(); });
    }
    // The speed that a move may have, mm/s, if 300 are asked for; or why it is refused.
    double speed_of(const Toolhead::Position& from, const Toolhead::Position& to) const {
        motion::Move move(from, to, base::Speed{300.0}, bench_limits);
        kinematics->check_move(move);
        return std::sqrt(move.max_cruise().value);
    }
    std::string refusal(const Toolhead::Position& from, const Toolhead::Position& to) const {
        try {
            speed_of(from, to);
        } catch (const CommandError& error) {
            return error.what();
        }
        return "none";
    }

  private:
    motion::Trajectory trajectory_;
};

// Homes a toolhead that gets the bench's kinematics; where it stands then.
inline Toolhead::Position homed_position(KinematicsBench& parts, AxisSet axes) {
    Toolhead toolhead({.executor = parts.bench.executor,
                       .motion = parts.bench.queue,
                       .events = parts.bench.events,
                       .limits = bench_limits,
                       .kinematics = std::move(parts.kinematics)});
    Homing homing(toolhead, parts.bench.events, true);
    parts.bench.run(toolhead.kinematics().home(homing, axes));
    EXPECT_TRUE((toolhead.kinematics().homed() & axes) == axes);
    return toolhead.position();
}

}  // namespace escapement::printer::testing
