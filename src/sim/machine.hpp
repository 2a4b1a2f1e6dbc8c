// The part of a simulated printer that moves and warms as its pins say.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "sim/blueprint.hpp"
#include "sim/thermal.hpp"

namespace escapement::sim {

// Where the nozzle of a tool is, mm, and how much filament has gone into it, mm.
struct Pose {
    double x = 0, y = 0, z = 0, e = 0;
};

// Told about each step, after it happened, with the pose of the first tool.
class StepObserver {
  public:
    virtual ~StepObserver() = default;
    virtual void stepped(base::Seconds at, const Pose& pose) = 0;
};

// Times are seconds since the power came on.  Belongs to one thread.
class Machine {
  public:
    explicit Machine(const Blueprint& blueprint);

    void observe(StepObserver* observer) { observer_ = observer; }

    // Pins are named by board and number; numbers are positions in the board's list of pins.
    void output(std::size_t board, std::size_t pin, bool level, base::Seconds at);
    void pwm(std::size_t board, std::size_t pin, double duty, base::Seconds at);
    // The pin is driven no more: it is as it was when the power came on, and makes no step.
    void release(std::size_t board, std::size_t pin, base::Seconds at);
    bool input(std::size_t board, std::size_t pin) const;
    // 0 to 1; a pin without a sensor floats in the middle.
    double analog(std::size_t board, std::size_t pin, base::Seconds at);

    std::size_t tools() const { return tools_.size(); }
    Pose pose(std::size_t tool = 0) const;
    // What all filament motors have pushed together, mm.
    double filament() const;
    // Where the motor is, mm (or radians).
    double motor_position(std::size_t motor) const;
    // Steps since the power came on, forwards minus backwards.
    std::int64_t motor_steps(std::size_t motor) const { return motors_[motor].steps; }
    // Steps in both directions together.
    std::uint64_t motor_pulses(std::size_t motor) const { return motors_[motor].pulses; }
    // Pulses that came while the motor had no power; a correct host causes none.
    std::uint64_t lost_steps() const { return lost_steps_; }
    ThermalMass& heater(std::size_t index) { return heaters_[index].mass; }
    const ThermalMass& heater(std::size_t index) const { return heaters_[index].mass; }
    // The heater's sensor reads as if its plug had come out, or is plugged in again.
    void plug_sensor(std::size_t heater, bool plugged) { heaters_[heater].plugged = plugged; }
    double heater_duty(std::size_t index) const { return heaters_[index].duty; }
    // Outputs that drive a heater, motor or fan and are on.
    std::vector<std::string> outputs_on() const;
    const Blueprint& blueprint() const { return blueprint_; }
    // A fingerprint of every output change so far, its moment included.
    std::uint64_t fingerprint() const { return fingerprint_; }

  private:
    enum class Role : std::uint8_t { none, step, dir, enable, heater, fan, probe };
    struct Use {
        Role role = Role::none;
        std::uint16_t index = 0;
        bool inverted = false;
    };
    struct Motor {
        double start = 0.0;  // when the power came on
        std::int64_t steps = 0;
        std::uint64_t pulses = 0;
        bool forwards = false;
        bool enabled = true;
        bool enabled_at_rest = true;  // with no pin driven
        bool pulse = false;
    };
    struct HeatedPart {
        ThermalMass mass;
        double duty = 0.0;
        bool plugged = true;
    };
    struct Input {
        std::size_t board, pin, endstop;
    };
    // Three motors say where its nozzle is, as blends or as parts of the mechanism.
    struct Tool {
        std::array<std::size_t, 3> belts{};
        std::array<std::array<double, 3>, 3> unbelt{};  // coordinate = row . belt positions
        std::vector<std::size_t> filament;              // the motors that feed it
    };

    void assign_pins();
    void assign(const PinBlueprint& pin, Role role, std::size_t index);
    std::size_t number(const PinBlueprint& pin) const;
    void add_tool(const std::array<double, 3>& start);
    void find_belts(std::size_t tool, const std::array<double, 3>& start);
    void find_parts(const std::array<double, 3>& start);
    void enable(const PinBlueprint& pin, bool level);
    void on_step(std::size_t motor, bool active, base::Seconds at);
    void note(std::size_t board, std::size_t pin, double value, base::Seconds at);
    void apply(const Use& use, double duty, base::Seconds at);
    bool endstop_closed(const EndstopBlueprint& endstop) const;
    bool probe_closed(std::size_t index) const;

    const Blueprint blueprint_;
    std::vector<std::vector<Use>> uses_;  // by board and pin
    std::vector<Input> inputs_;
    std::vector<std::pair<std::size_t, std::size_t>> high_pins_;  // boards, and pins of them
    std::vector<Motor> motors_;
    std::vector<HeatedPart> heaters_;
    std::vector<double> fan_duty_;
    std::vector<ServoProbe> probes_;
    std::vector<std::size_t> probe_pins_;  // their sensors' numbers
    std::vector<Tool> tools_;
    mutable std::array<double, 3> last_nozzle_{};  // where the mechanism last was
    StepObserver* observer_ = nullptr;
    std::uint64_t lost_steps_ = 0;
    std::uint64_t fingerprint_ = 0xcbf29ce484222325;
};

}  // namespace escapement::sim
