// SET_PIN with CYCLE_TIME.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/pwm_cycle_time.hpp"

#include <algorithm>

#include "mcu/pwm_out.hpp"
#include "modules/motion_queuing.hpp"
#include "modules/toolhead.hpp"
#include "printer/errors.hpp"
#include "printer/output_requests.hpp"
#include "printer/pins.hpp"

namespace escapement::modules {

void PwmCycleTime::describe(printer::Description<PwmCycleTime>& module) {
    using base::Seconds;
    module.section("pwm_cycle_time")
        .named()
        .doc("A pulsed output whose cycles commands can make longer or shorter.");

    describe_output_value(module);
    module.option<&Config::cycle_time>("Usual length of one cycle.")
        .above(Seconds{0.0})
        .at_most(longest_cycle);

    auto set = module.command<&PwmCycleTime::set_pin>("SET_PIN", "Set the value of an output pin");
    set.chosen_by("PIN");
    set.parameter<&SetPin::pin>("Which output.").required();
    set.parameter<&SetPin::value>("Its value, 0 to scale, once the moves so far are done.")
        .required();
    set.parameter<&SetPin::cycle_time>("Length of a cycle from then on; the usual one if missing.")
        .above(Seconds{0.0})
        .at_most(longest_cycle);

    module.status<&Status::value>("The value that was set last, 0 to 1.");
}

void PwmCycleTime::check(const Config& config, printer::Complaints& complaints) {
    check_output_value(config, complaints);
}

PwmCycleTime::PwmCycleTime(const Config& config, printer::Context& context)
    : context_(context),
      scale_(config.scale),
      usual_cycle_time_(config.cycle_time),
      last_cycle_time_(config.cycle_time),
      last_value_(config.start()),
      output_(context.pins.pwm(config.pin,
                               {.section = config.section, .option = "pin"},
                               {.cycle_time = config.cycle_time,
                                .start_value = config.start(),
                                .shutdown_value = config.shutdown()})),
      motion_(context.modules.the<MotionQueuing>().queue()) {}

void PwmCycleTime::set_pin(const SetPin& request) {
    const double value = scaled_value(request.value, scale_);
    const auto cycle_time = request.cycle_time.value_or(usual_cycle_time_);
    context_.modules.the<ToolheadModule>().toolhead().at_end_of_queued(
        [this, value, cycle_time](base::PrintTime when) { apply(when, value, cycle_time); });
}

// The board must have carried out one change before it hears of the next.
void PwmCycleTime::apply(base::PrintTime when, double value, base::Seconds cycle_time) {
    if (value == last_value_ && cycle_time == last_cycle_time_) return;
    when = std::max(when, earliest_);
    if (const auto changed = output_.set_cycle_time(when, cycle_time); !changed)
        throw printer::CommandError("Error on 'SET_PIN': CYCLE_TIME: " + changed.error().what);
    output_.set(when, value);
    last_value_ = value;
    last_cycle_time_ = cycle_time;
    earliest_ = when + printer::OutputRequests::least_gap;
    motion_.note_activity(when);
}

}  // namespace escapement::modules
