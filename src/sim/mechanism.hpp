// Machines whose motors are no blends of x, y and z: where the nozzle is when motors are somewhere.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A mechanism has three parts that move: carriages on towers, or a turning bed, an arm and a screw.
// Each is moved by a motor or several.  Positions of parts are in mm, or in radians for what turns.
// The formulas are not those of the host: what judges must not share its mistakes.
#pragma once

#include <array>

#include "sim/vector.hpp"

namespace escapement::sim {

class Mechanism {
  public:
    virtual ~Mechanism() = default;

    // Where the parts are when the nozzle is there; what turns, within half a turn of `near`.
    virtual Vector parts(const Vector& nozzle, const Vector& near) const = 0;
    // Where the nozzle is; not far from `near`, if there is a choice.
    virtual Vector nozzle(const Vector& parts, const Vector& near) const = 0;
};

// Three carriages on upright towers, each with an arm down to the nozzle.
class DeltaMechanism final : public Mechanism {
  public:
    struct Tower {
        double x, y;
        double arm;
    };
    explicit DeltaMechanism(const std::array<Tower, 3>& towers) : towers_(towers) {}

    Vector parts(const Vector& nozzle, const Vector& near) const override;
    Vector nozzle(const Vector& parts, const Vector& near) const override;

  private:
    std::array<Tower, 3> towers_;
};

// A bed that turns, an arm that goes out over it, and a screw for z.
class PolarMechanism final : public Mechanism {
  public:
    Vector parts(const Vector& nozzle, const Vector& near) const override;
    Vector nozzle(const Vector& parts, const Vector& near) const override;
};

// How far the nozzle there may be off along each axis when each part is off by so much.
Vector uncertainty(const Mechanism& mechanism, const Vector& nozzle, const Vector& off);

}  // namespace escapement::sim
