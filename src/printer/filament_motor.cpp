// Chooses the path of a filament motor, and changes it without losing a step.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/filament_motor.hpp"

#include <cmath>
#include <utility>

#include "motion/blend_path.hpp"
#include "motion/nonlinear_filament.hpp"
#include "motion/shifted_path.hpp"
#include "motion/smoothed_filament.hpp"
#include "printer/errors.hpp"

namespace escapement::printer {
namespace {

// Changes this long past cannot matter to any path that begins now.
constexpr base::Seconds forgotten_after{1.0};

}  // namespace

FilamentMotor::FilamentMotor(std::unique_ptr<Stepper> stepper,
                             MotionQueue& motion,
                             const PressureAdvance& pressure_advance)
    : stepper_(std::move(stepper)),
      motion_(motion),
      pressure_advance_(pressure_advance),
      window_(pressure_advance.window()) {
    if (pressure_advance.is_linear()) change_advance({.advance = pressure_advance.advance});
    motion_.add(*stepper_);
}

FilamentMotor::~FilamentMotor() {
    motion_.remove(*stepper_);
}

void FilamentMotor::follow(const motion::SegmentQueue& extruder, base::Length position) {
    followed_ = &extruder;
    follow_from_here();
    stepper_->set_position({position, {}, {}});
}

void FilamentMotor::follow_nothing() {
    followed_ = nullptr;
    path_ = nullptr;
    stepper_->follow(nullptr);
    motion_.learn_reach();
}

motion::FilamentSettings FilamentMotor::settings() const {
    return {.half_window = 0.5 * window_.count(), .advances = advances_};
}

// What was flushed is over and done with.
std::unique_ptr<motion::PathSource> FilamentMotor::make_path() {
    const motion::FilamentStart start{followed_->end_sequence(), motion_.solved_until()};
    if (window_ == base::Seconds{})
        return motion::blend_path(motion::filament, *followed_, start.sequence);
    if (pressure_advance_.is_linear()) {
        auto path = std::make_unique<motion::SmoothedFilament>(*followed_, start, settings());
        path_ = path.get();
        return path;
    }
    using Curve = motion::NonlinearAdvance::Curve;
    const bool tanh = pressure_advance_.model == PressureAdvance::Model::tanh;
    return std::make_unique<motion::NonlinearFilament>(
        *followed_,
        start,
        0.5 * window_.count(),
        motion::NonlinearAdvance{.curve = tanh ? Curve::tanh : Curve::reciprocal,
                                 .linear = pressure_advance_.advance,
                                 .offset = pressure_advance_.offset,
                                 .velocity = pressure_advance_.velocity});
}

void FilamentMotor::follow_from_here() {
    path_ = nullptr;
    if (!followed_) return;
    auto path = make_path();
    if (const auto ahead = pressure_advance_.time_offset; ahead != base::Seconds{})
        path = std::make_unique<motion::ShiftedPath>(std::move(path), ahead);
    stepper_->follow(std::move(path));
    motion_.learn_reach();
}

// These are the moments at which Klipper changes its parameters.
void FilamentMotor::set_pressure_advance(const PressureAdvance& wanted, Toolhead& toolhead) {
    const PressureAdvance before = std::exchange(pressure_advance_, wanted);
    if (wanted.is_linear() && before.is_linear() && wanted.window() == before.window() &&
        wanted.time_offset == before.time_offset) {
        toolhead.at_end_of_queued([this, advance = wanted.advance](base::PrintTime when) {
            change_advance({.from = when, .advance = advance});
        });
        return;
    }
    toolhead.flush();
    path_ = nullptr;
    window_ = wanted.window();
    if (wanted.is_linear()) change_advance({.advance = wanted.advance});
    follow_from_here();
}

// A change at the beginning of time replaces all that was before.
void FilamentMotor::change_advance(motion::AdvanceChange change) {
    if (window_ == base::Seconds{} || advances_.back().advance == change.advance) return;
    if (change.from == base::PrintTime{}) advances_.clear();
    const auto old = motion_.solved_until() - forgotten_after;
    while (advances_.size() > 1 && advances_[1].from < old) advances_.erase(advances_.begin());
    advances_.push_back(change);
    motion_.finish_steps();
    if (path_) path_->add(change);
}

void FilamentMotor::set_rotation_distance(base::Length distance, double steps_per_rotation) {
    const base::Length step{std::abs(distance.value) / steps_per_rotation};
    if (step < least_step_distance)
        throw CommandError("Rotation distance makes steps of " + base::print_number(step.value) +
                           " mm, finer than any machine");
    stepper_->set_step_distance(step);
    stepper_->set_inverted(distance < base::Length{});
}

}  // namespace escapement::printer
