// Which of several carriages on an axis prints: switching between them, homing them in turn.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "printer/carriage_modes.hpp"
#include "printer/toolhead.hpp"
#include "runtime/task.hpp"

namespace escapement::printer {

class Homing;
class LinearKinematics;

// A part of the kinematics that it is handed.  Changes of mode need the toolhead, which stops for
// them: all steps of what is queued are made first.  Belongs to the main thread.
class DualCarriages {
  public:
    DualCarriages(LinearKinematics& kinematics, const std::vector<Carriage>& carriages)
        : kinematics_(kinematics), modes_(carriages) {}

    const CarriageModes& modes() const { return modes_; }

    // Carries on in another mode.  Throws CommandError where the axis would be without a carriage,
    // or has no leader that could be copied.
    void set_mode(Toolhead& toolhead, std::size_t member, CarriageMode mode);
    // Homes all carriages of the axis, each as its leader; the first leads afterwards.
    runtime::Task<> home(Homing& homing, std::size_t axis);

    // Modes and positions of all carriages, and the toolhead's.
    struct State {
        std::vector<CarriageMode> modes;
        std::vector<base::Length> positions;
        Toolhead::Position toolhead{};
    };
    State save(const Toolhead& toolhead) const;
    // Puts the modes back; with a speed it moves all carriages to where they were.  The speed is
    // bounded by how fast each may home unless `speed` is above zero.
    enum class Return { modes_only, move_back };
    void restore(Toolhead& toolhead, const State& state, Return what, base::Speed speed);

  private:
    void check(std::size_t member, CarriageMode mode) const;
    void change(Toolhead& toolhead, std::size_t member, CarriageMode mode);
    void follow(Toolhead& toolhead);
    void make_primary(Toolhead& toolhead, std::size_t member);
    void rest_others(std::size_t member, base::Length coordinate);
    void move_back(Toolhead& toolhead, const State& state, base::Speed speed);
    void join(std::size_t member, double ratio, base::Length coordinate);
    bool second_homes_first(std::size_t member) const;

    LinearKinematics& kinematics_;
    CarriageModes modes_;
};

}  // namespace escapement::printer
