// One stepper motor: how far a step takes it, and where it stands.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "motion/kinematics.hpp"
#include "motion/path.hpp"
#include "motion/segment.hpp"
#include "motion/step_compressor.hpp"
#include "motion/step_solver.hpp"
#include "printer/step_output.hpp"
#include "printer/step_tap.hpp"
#include "runtime/task.hpp"

namespace escapement::printer {

// A nanometre; with a thousandth of it a print would have more steps than can be counted.
inline constexpr base::Length least_step_distance{1e-6};

// Positions are where the carriage that the motor drives stands, in mm; a microcontroller
// counts the same in steps from wherever it began.  Belongs to the main thread.
class Stepper {
  public:
    struct Settings {
        std::string name;  // "stepper_x"
        base::Length step_distance;
    };
    Stepper(Settings settings, std::unique_ptr<StepOutput> output);
    Stepper(const Stepper&) = delete;
    Stepper& operator=(const Stepper&) = delete;

    StepOutput& output() { return *output_; }
    const std::string& name() const { return settings_.name; }
    // "x" for "stepper_x", "z1" for "stepper_z1"; the name itself for others.
    std::string short_name() const;
    base::Length step_distance() const { return settings_.step_distance; }

    // Changes how far a step takes it, or whether it turns the other way than its pins say.  The
    // commanded position stays; all steps must have been sent.
    void set_step_distance(base::Length distance);
    void set_inverted(bool inverted);
    bool inverted() const { return inverted_; }

    // Follows this path from now on, from where the stepper was set; set_position() says where
    // that is.  Returns the path before.
    std::unique_ptr<motion::PathSource> follow(std::unique_ptr<motion::PathSource> path);
    // The segments to come, with this share of their x, y and z.
    void follow(const motion::SegmentQueue& queue, const motion::Blend& blend);
    // The position in the path's queue is that, for the machine's steppers the nozzle's: no step
    // is made.
    void set_position(motion::Point position);
    // The same, in the stepper's own position.
    void set_commanded_position(base::Length position);
    // Where this stepper is when the position is that; where it is now if it follows no path.
    base::Length position_at(motion::Point position) const;
    // How far its path at one moment depends on segments before and after it.
    base::Seconds reach() const;
    // Where the steps made so far put it.
    base::Length commanded_position() const { return solver_.commanded_position(); }
    // The same in steps since the start, as the microcontroller counts them; and what that
    // count was or will be then.
    std::int64_t mcu_position() const;
    std::int64_t mcu_position_at(base::PrintTime time) const;
    base::Length commanded_position_of(std::int64_t mcu_position) const;

    // Steps sent so far, in both directions together.
    std::uint64_t steps() const { return output_->steps(); }

    // Calls back, once, when a first movement is about to be made: early enough to switch the
    // motor on at that moment.
    void on_first_activity(std::function<void(base::PrintTime)> callback);

    // Called, and waited for, whenever it has been learned where the motor stands.
    void on_counted(std::function<runtime::Task<>()> callback) { counted_ = std::move(callback); }

    // Shows it the steps from now on, or nobody.  It must outlive this or the next call; while no
    // steps are being made.
    void set_tap(StepTap* tap) { tap_ = tap; }

    // For the motion queue: notice a first movement before `until`, if that is waited for; make
    // steps; pass on those before `until`; forget.
    bool awaits_activity() const { return !first_activity_.empty(); }
    bool reads_tracks() const;
    void check_activity(base::PrintTime until);
    void solve(base::PrintTime until);
    // What the path was going to do from then on does not happen.
    void cut(base::PrintTime time) { solver_.cut(time); }
    void send(base::PrintTime until);
    void expire(base::PrintTime before);

    // Learns by how much the microcontroller's count differs, as it does when an earlier host
    // has moved the motor.  Once, while it stands still and all steps have been sent.
    runtime::Task<> learn_origin();
    bool knows_origin() const { return knows_origin_; }
    // A trigger may have stopped the motor halfway: asks the microcontroller where it stands,
    // and readies it for further steps.  All steps must have been sent.
    runtime::Task<> learn_position(base::PrintTime now);

  private:
    // Steps the other way.
    class Inverter final : public motion::StepSink {
      public:
        explicit Inverter(motion::StepSink& to) : to_(to) {}
        void steps(motion::Direction direction, std::span<const double> times) override {
            to_.steps(opposite(direction), times);
        }
        void even_steps(motion::Direction direction, const motion::EvenSteps& row) override {
            to_.even_steps(opposite(direction), row);
        }
        void settle() override { to_.settle(); }

      private:
        motion::StepSink& to_;
    };
    base::McuClock clock_at(base::PrintTime time) const;
    void count_from_here();
    double way() const { return inverted_ ? -1.0 : 1.0; }

    Settings settings_;
    std::unique_ptr<StepOutput> output_;
    motion::StepSolver solver_;
    motion::StepCompressor compressor_;
    bool inverted_ = false;
    base::Length placed_at_{};        // the commanded position at the last set_position()
    std::int64_t mcu_placed_at_ = 0;  // and the microcontroller's count there
    std::int64_t origin_ = 0;         // its count when ours was zero
    bool knows_origin_ = false;
    std::vector<std::function<void(base::PrintTime)>> first_activity_;
    std::function<runtime::Task<>()> counted_;
    StepTap* tap_ = nullptr;
};

}  // namespace escapement::printer
