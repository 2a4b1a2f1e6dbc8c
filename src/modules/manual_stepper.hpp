// A motor that moves when it is told to, or along with the head as one more axis of G-code.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "motion/segment.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/endstops.hpp"
#include "printer/extra_axis.hpp"
#include "printer/stepper_config.hpp"
#include "runtime/task.hpp"

namespace escapement::modules {

class ToolheadModule;

// [manual_stepper NAME].  Belongs to the main thread.
class ManualStepper final : public printer::ExtraAxis {
  public:
    struct Config : printer::StepperConfig {
        base::Speed velocity{5.0};
        base::Accel accel{0.0};
        std::optional<base::Length> position_min, position_max;
        std::optional<printer::PinName> endstop_pin;
        base::Length position_endstop{0.0};
        base::Speed homing_speed{5.0};
        std::optional<base::Speed> second_homing_speed;
        std::optional<base::Speed> homing_retract_speed;
        base::Length homing_retract_dist{5.0};
        std::optional<bool> homing_positive_dir;
    };
    struct Command {
        std::optional<int> enable;
        std::optional<base::Length> set_position;
        std::optional<base::Speed> speed;
        std::optional<base::Accel> accel;
        std::optional<base::Length> move;
        std::optional<std::string> stop_on_endstop;
        std::optional<int> sync;
        std::optional<std::string> gcode_axis;
        base::Speed instantaneous_corner_velocity{1.0};
        base::Speed limit_velocity{999999.9};
        base::Accel limit_accel{999999.9};
    };
    static void describe(printer::Description<ManualStepper>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    ManualStepper(Config config, printer::Context& context);
    ~ManualStepper() override;

    printer::Stepper& stepper() { return *stepper_; }

    std::string name() const override { return config_.section.full; }
    // Its moves, as segments.
    const motion::SegmentQueue& segments() const { return segments_; }
    char letter() const override { return letter_; }
    void check_move(motion::Move& move, std::size_t axis) const override;
    motion::SpeedSquared junction_limit(const motion::Move& previous,
                                        const motion::Move& move,
                                        std::size_t axis) const override;
    void follow_move(base::PrintTime start, const motion::Move& move, std::size_t axis) override;

  private:
    // What STOP_ON_ENDSTOP asks for.
    struct Search {
        bool probing = false;   // the motor is where it stopped, not where it was sent
        bool inverted = false;  // until the switch opens
        bool trying = false;    // it need not trigger
    };
    struct Pace {
        base::Speed speed;
        base::Accel accel;
    };
    static Search search_of(const std::string& request);
    static void describe_homing(printer::Description<ManualStepper>& module);
    static void describe_command(printer::Description<ManualStepper>& module);

    std::unique_ptr<printer::EndstopInput> make_endstop();
    void add_endstop();
    runtime::Task<> command(const Command& request);
    void change_axis(const Command& request);
    void set_position(base::Length position);
    bool in_range(base::Length position) const;
    std::string range_words() const;
    void refuse_out_of_range(base::Length position) const;
    // Waits in the timeline until the motor's own moves have ended, or the other way round.
    base::PrintTime sync();
    void submit(base::Length to, const Pace& pace);
    void move(base::Length to, const Pace& pace, bool wait);
    runtime::Task<> learn_origin();
    runtime::Task<> search(base::Length to, Pace pace, Search search);
    runtime::Task<std::optional<base::PrintTime>> disarm(base::PrintTime end);
    runtime::Task<> drip(base::Length to, Pace pace);
    void settle(base::Length to, const Search& search, std::int64_t over_steps);

    Config config_;
    printer::Context& context_;
    ToolheadModule& machine_;
    std::unique_ptr<printer::Stepper> stepper_;
    motion::SegmentQueue& segments_;
    std::unique_ptr<printer::EndstopInput> endstop_;
    base::Length position_{};    // where what was submitted leads
    base::PrintTime ends_at_{};  // when that has ended
    bool is_axis_ = false;
    char letter_ = 'A';
    base::Speed corner_velocity_, limit_velocity_;
    base::Accel limit_accel_;
};

// The usual options of homing where there is an endstop, those of an endstop where there is none.
void complete_settings(ManualStepper::Config& config, const printer::Complaints& complaints);
std::vector<std::string> unused_options(const ManualStepper::Config& config,
                                        const printer::Complaints& complaints);

}  // namespace escapement::modules
