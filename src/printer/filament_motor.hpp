// A motor that pushes filament: which extruder's moves it follows, and how far ahead of them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "motion/filament_window.hpp"
#include "motion/segment.hpp"
#include "printer/motion_queue.hpp"
#include "printer/stepper.hpp"
#include "printer/toolhead.hpp"

namespace escapement::motion {
class SmoothedFilament;
}

namespace escapement::printer {

// How far filament is pushed ahead of what moves ask for.
struct PressureAdvance {
    enum class Model : std::uint8_t { linear, tanh, reciprocal };
    Model model = Model::linear;
    double advance = 0.0;  // millimetres for each millimetre per second
    base::Seconds smooth_time{};
    double offset = 0.0;    // of the other models: millimetres more at high speeds
    double velocity = 0.0;  // and where those begin, millimetres per second
    base::Seconds time_offset{};

    bool is_linear() const { return model == Model::linear; }
    bool is_on() const { return advance > 0.0 || (!is_linear() && offset > 0.0); }
    base::Seconds window() const { return is_on() ? smooth_time : base::Seconds{}; }
};

// Belongs to the main thread.
class FilamentMotor {
  public:
    // The motor's steps are made by the queue from now on.
    FilamentMotor(std::unique_ptr<Stepper> stepper,
                  MotionQueue& motion,
                  const PressureAdvance& pressure_advance);
    ~FilamentMotor();
    FilamentMotor(const FilamentMotor&) = delete;
    FilamentMotor& operator=(const FilamentMotor&) = delete;

    Stepper& stepper() { return *stepper_; }
    const Stepper& stepper() const { return *stepper_; }

    // Follows the moves of that extruder that are queued from now on; its filament is at
    // `position`.  Everything must have been flushed.
    void follow(const motion::SegmentQueue& extruder, base::Length position);
    // Stays where it is.  Everything must have been flushed.
    void follow_nothing();
    // The extruder's segments that it follows, if any.
    const motion::SegmentQueue* followed() const { return followed_; }

    // A new advance of the linear model begins with the next move; all else needs the head to stop.
    void set_pressure_advance(const PressureAdvance& wanted, Toolhead& toolhead);
    const PressureAdvance& pressure_advance() const { return pressure_advance_; }

    // How far a turn takes the filament; below zero for a motor that turns the other way.
    // Everything must have been flushed.  Throws CommandError when steps would be too fine.
    void set_rotation_distance(base::Length distance, double steps_per_rotation);

  private:
    motion::FilamentSettings settings() const;
    std::unique_ptr<motion::PathSource> make_path();
    void follow_from_here();
    void change_advance(motion::AdvanceChange change);

    std::unique_ptr<Stepper> stepper_;
    MotionQueue& motion_;
    const motion::SegmentQueue* followed_ = nullptr;
    motion::SmoothedFilament* path_ = nullptr;  // the stepper's, while it is of this kind
    PressureAdvance pressure_advance_;
    base::Seconds window_{};  // of the path
    std::vector<motion::AdvanceChange> advances_{{}};
};

}  // namespace escapement::printer
