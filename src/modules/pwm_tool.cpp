// SET_PIN of tools, and the repetitions that show the board that the host is alive.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/pwm_tool.hpp"

#include <algorithm>

#include "mcu/pwm_out.hpp"
#include "modules/motion_queuing.hpp"
#include "modules/toolhead.hpp"
#include "printer/pins.hpp"

namespace escapement::modules {
namespace {

// A repetition comes so much earlier than the board must have it.
constexpr base::Seconds refresh_margin{0.005};

}  // namespace

void PwmTool::describe(printer::Description<PwmTool>& module) {
    using base::Seconds;
    module.section("pwm_tool").named().doc("A pulsed output that keeps pace with moves.");

    describe_output_value(module);
    module.option<&Config::cycle_time>("Length of one cycle of the output.")
        .above(Seconds{0.0})
        .at_most(longest_cycle);
    module.option<&Config::hardware_pwm>("Whether the chip makes the cycles by itself.");
    module
        .option<&Config::maximum_mcu_duration>(
            "The board shuts down if the host says nothing for so long while the output is away "
            "from its shutdown value; 0: never.")
        .at_least(Seconds{0.5})
        .at_most(longest_cycle)
        .off_by_default();

    auto set = module.command<&PwmTool::set_pin>("SET_PIN", "Set the value of an output pin");
    set.chosen_by("PIN");
    set.parameter<&SetPin::pin>("Which output.").required();
    set.parameter<&SetPin::value>("Its value, 0 to scale, once the moves so far are done.")
        .required();

    module.status<&Status::value>("The value that was set last, 0 to 1.");
}

void PwmTool::check(const Config& config, printer::Complaints& complaints) {
    check_output_value(config, complaints);
}

PwmTool::PwmTool(const Config& config, printer::Context& context)
    : context_(context),
      scale_(config.scale),
      last_value_(config.start()),
      shutdown_value_(config.shutdown()),
      output_(context.pins.pwm(config.pin,
                               {.section = config.section, .option = "pin"},
                               {.cycle_time = config.cycle_time,
                                .hardware = config.hardware_pwm,
                                .start_value = config.start(),
                                .shutdown_value = config.shutdown(),
                                .max_duration = config.maximum_mcu_duration,
                                .among_steps = true})),
      motion_(context.modules.the<MotionQueuing>().queue()) {
    if (config.maximum_mcu_duration.count() == 0.0) return;
    refresh_interval_ = config.maximum_mcu_duration - refresh_margin;
    flush_ = motion_.on_flush(printer::MotionQueue::Listens::to_use_pins,
                              [this](const auto& flushing) { refresh(flushing.flushed_until); });
}

void PwmTool::set_pin(const SetPin& request) {
    const double value = scaled_value(request.value, scale_);
    context_.modules.the<ToolheadModule>().toolhead().at_end_of_queued(
        [this, value](base::PrintTime when) { apply(when, value); });
}

void PwmTool::apply(base::PrintTime when, double value) {
    if (value == last_value_) return;
    when = std::max(when, last_sent_);
    refresh(when);
    send(when, value);
}

void PwmTool::send(base::PrintTime when, double value) {
    output_.set(when, value);
    last_value_ = value;
    last_sent_ = when;
    const bool at_rest = value == shutdown_value_;
    motion_.note_activity(at_rest ? when : when + refresh_interval_);
}

void PwmTool::refresh(base::PrintTime until) {
    if (refresh_interval_.count() == 0.0) return;
    while (last_value_ != shutdown_value_ && last_sent_ + refresh_interval_ < until)
        send(last_sent_ + refresh_interval_, last_value_);
}

}  // namespace escapement::modules
