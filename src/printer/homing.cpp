// Approach, retract, approach again.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/homing.hpp"

#include <algorithm>
#include <utility>

#include "printer/endstop_faults.hpp"
#include "printer/errors.hpp"

namespace escapement::printer {

namespace {

using base::Length;
using Position = Toolhead::Position;
using Rails = std::vector<const Rail*>;

constexpr std::size_t height_axis = 2;

HomingMove::Endstops endstops_of(const Rails& rails) {
    HomingMove::Endstops endstops;
    for (const Rail* rail : rails)
        endstops.insert(endstops.end(), rail->endstops.begin(), rail->endstops.end());
    return endstops;
}

// The probe that these rails home to, if they do not home to switches.
HomingProbe* probe_of(const HomingMove::Endstops& endstops) {
    const auto found = std::find_if(endstops.begin(), endstops.end(), [](const auto& named) {
        return named.endstop->probe() != nullptr;
    });
    if (found == endstops.end()) return nullptr;
    if (endstops.size() > 1)
        throw CommandError("Can't home to mix of probe:z_virtual_endstop rails");
    return found->endstop->probe();
}

// Nobody knows where axes are that have not been homed to the end.
class Unhomed {
  public:
    Unhomed(Toolhead& toolhead, AxisSet axes) : toolhead_(toolhead), axes_(axes) {}
    Unhomed(const Unhomed&) = delete;
    Unhomed& operator=(const Unhomed&) = delete;
    ~Unhomed() {
        if (!homed_) toolhead_.kinematics().forget_homing(axes_);
    }
    void end() { homed_ = true; }

  private:
    Toolhead& toolhead_;
    AxisSet axes_;
    bool homed_ = false;
};

Length way_between(const Position& from, const Position& to) {
    const Length x = to[0] - from[0], y = to[1] - from[1], z = to[2] - from[2];
    return base::sqrt(x * x + y * y + z * z);
}

}  // namespace

runtime::Task<> Homing::home_rails(Rails rails, HomingPath path) {
    const Rail& rail = *rails.front();
    const auto endstops = endstops_of(rails);
    if (HomingProbe* probe = probe_of(endstops)) {
        co_await home_z_by_probe(rail, *probe, path);
        co_return;
    }
    const HomingMove::Parts parts{toolhead_, events_, offline_};
    events_.homing_begins.emit({});
    Unhomed unhomed(toolhead_, path.axes);
    std::optional<HomingMove> move(std::in_place, parts, endstops);
    co_await move->learn_origins();
    co_await toolhead_.flush_in_time();
    const Position to = fill(path.to, path.axes);
    toolhead_.set_position(fill(path.from, path.axes), path.axes);
    co_await move->home(to, rail.homing.speed);
    if (rail.homing.retract_distance > Length{}) {
        const Position again = retract(rail, path);
        move.emplace(parts, endstops);
        co_await move->home(again, rail.homing.second_speed);
        if (const NamedEndstop* stuck = move->unmoved())
            throw CommandError(still_triggered_text(*stuck));
    }
    toolhead_.flush();
    report(rails, *move, path.axes);
    unhomed.end();
    events_.homing_ends.emit({{path.axes[0], path.axes[1], path.axes[2]}});
}

// Listeners may know better where the motors stand.
void Homing::report(const Rails& rails, const HomingMove& move, AxisSet axes) {
    const auto& tracks = move.tracks();
    std::vector<Length> corrections(tracks.size());
    std::vector<HomedMotor> motors;
    for (const Rail* rail : rails)
        for (std::size_t i = 0; i < tracks.size(); ++i)
            if (std::find(rail->steppers.begin(), rail->steppers.end(), tracks[i].stepper) !=
                rail->steppers.end())
                motors.push_back({*rail, *tracks[i].stepper, tracks[i].triggered, corrections[i]});
    events_.rails_homed.emit({motors});
    if (std::all_of(corrections.begin(), corrections.end(), [](Length correction) {
            return correction == Length{};
        }))
        return;
    const auto corrected = [&](const Stepper& stepper) {
        Length position = stepper.commanded_position();
        for (const HomedMotor& motor : motors)
            if (&motor.stepper == &stepper) position += motor.correction;
        return position;
    };
    const motion::Point nozzle = toolhead_.kinematics().nozzle(corrected);
    toolhead_.set_position(fill({nozzle.x, nozzle.y, nozzle.z}, axes));
}

runtime::Task<> Homing::home_z_by_probe(const Rail& rail, HomingProbe& probe, HomingPath path) {
    if (path.axes != only_axis(height_axis))
        throw CommandError("Can only home Z with probe:z_virtual_endstop");
    events_.homing_begins.emit({});
    Unhomed unhomed(toolhead_, path.axes);
    std::function<runtime::Task<>(const HomingProbe::Descend&)> both =
        [this, &rail, &path](const HomingProbe::Descend& descend) {
            return probe_twice(rail, path, descend);
        };
    co_await probe.lend(std::move(both));
    unhomed.end();
    events_.homing_ends.emit({{path.axes[0], path.axes[1], path.axes[2]}});
}

runtime::Task<> Homing::probe_twice(const Rail& rail,
                                    const HomingPath& path,
                                    const HomingProbe::Descend& descend) {
    co_await toolhead_.flush_in_time();
    toolhead_.set_position(fill(path.from, path.axes), path.axes);
    co_await probe_z(descend, rail.homing.speed, true);
    if (rail.homing.retract_distance <= Length{}) co_return;
    retract(rail, path);
    co_await probe_z(descend, rail.homing.second_speed, false);
}

runtime::Task<> Homing::probe_z(const HomingProbe::Descend& descend,
                                base::Speed speed,
                                bool first) {
    const Length bed = co_await descend(speed, first);
    Position position = toolhead_.position();
    position[height_axis] = position[height_axis] - bed;
    toolhead_.set_position(position);
}

void Homing::assume(motion::Point position, AxisSet axes) {
    Toolhead::Position wanted = toolhead_.position();
    wanted[0] = position.x;
    wanted[1] = position.y;
    wanted[2] = position.z;
    toolhead_.set_position(fill(wanted, axes), axes);
}

Position Homing::fill(const Position& wanted, AxisSet axes) const {
    Position position = toolhead_.position();
    for (std::size_t axis = 0; axis < axes.size(); ++axis)
        if (axes[axis]) position[axis] = wanted[axis];
    return position;
}

// Goes back, and takes the head to be that far away again.  Returns where to approach to.
Position Homing::retract(const Rail& rail, const HomingPath& path) {
    const Position from = fill(path.from, path.axes);
    const Position to = fill(path.to, path.axes);
    const double share = std::min(1.0, rail.homing.retract_distance / way_between(from, to));
    Position back = to, twice_back = to;
    for (std::size_t axis = 0; axis < motion::cartesian_axes; ++axis) {
        back[axis] = to[axis] - (to[axis] - from[axis]) * share;
        twice_back[axis] = back[axis] - (to[axis] - from[axis]) * share;
    }
    toolhead_.move(back, rail.homing.retract_speed);
    toolhead_.set_position(twice_back);
    return to;
}

}  // namespace escapement::printer
