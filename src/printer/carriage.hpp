// Carriages on rails, and the motors that move them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "motion/kinematics.hpp"
#include "printer/rail.hpp"

namespace escapement::printer {

// Each axis has one carriage that is not a dual one; further ones take turns with it, or move
// along.
struct Carriage {
    std::string name;  // for commands and status: "x", "dual_carriage"
    std::size_t axis = 0;
    Rail rail;  // its steppers are the motors that belong to the carriage
    bool dual = false;
    // Of a dual carriage: the index of the one that shares its rail, and how near they may come.
    std::optional<std::size_t> beside = std::nullopt;
    std::optional<base::Length> safe_distance = std::nullopt;
};

// A motor's position is made of those of x, y and z in these shares, as far as the carriages that
// it belongs to follow them.
struct CarriageMotor {
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    Stepper* stepper = nullptr;
    motion::Blend share{};
    // For each axis the index of the carriage that it belongs to.  Where there is none, the motor
    // has its share in the axis whatever the carriages do.
    std::array<std::size_t, motion::cartesian_axes> carriages{none, none, none};
};

struct CarriageMachine {
    std::vector<Carriage> carriages;
    std::vector<CarriageMotor> motors;
    // All motors say where the nozzle is, and all carriages how far an axis goes.  Otherwise the
    // first motor and the range of each axis' own carriage do.
    bool all_speak = false;
};

// What [dual_carriage] adds to a machine.
struct SecondCarriage {
    Rail rail;
    std::size_t axis = 0;
    std::optional<base::Length> safe_distance;
};

}  // namespace escapement::printer
