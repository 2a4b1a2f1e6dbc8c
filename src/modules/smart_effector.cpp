// Careful probing, and bits on the control pin.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/smart_effector.hpp"

#include <fmt/format.h>

#include "mcu/digital_out.hpp"
#include "modules/toolhead.hpp"
#include "printer/console.hpp"
#include "printer/errors.hpp"
#include "printer/module.hpp"
#include "printer/pins.hpp"
#include "printer/probe_pin.hpp"

namespace escapement::modules {
namespace {

constexpr base::Seconds bit_time{0.001};
// The effector's commands.
constexpr int set_sensitivity = 105, forget_settings = 131;

// Another acceleration for a while.
class Gently {
  public:
    Gently(printer::Toolhead& toolhead, base::Accel accel)
        : toolhead_(toolhead), before_(toolhead.limits()) {
        if (accel <= base::Accel{}) return;
        auto limits = before_;
        limits.max_accel = accel;
        toolhead_.set_limits(limits);
    }
    Gently(const Gently&) = delete;
    Gently& operator=(const Gently&) = delete;
    ~Gently() { toolhead_.set_limits(before_); }

  private:
    printer::Toolhead& toolhead_;
    const motion::MoveLimits before_;
};

}  // namespace

std::vector<bool> effector_bits(const std::vector<int>& bytes) {
    std::vector<bool> bits;
    for (const int byte : bytes) {
        const auto bit = [byte](int number) { return (byte >> number & 1) != 0; };
        for (const bool start : {false, false, true, false}) bits.push_back(start);
        for (int number = 7; number >= 4; --number) bits.push_back(bit(number));
        bits.push_back(!bit(4));
        for (int number = 3; number >= 0; --number) bits.push_back(bit(number));
        bits.push_back(!bit(0));
    }
    return bits;
}

EffectorProbe::EffectorProbe(const Config& config, printer::Context& context)
    : SwitchProbe(config, context),
      accel_{config.probe_accel},
      recovery_(config.recovery_time),
      context_(context) {}

runtime::Task<ProbeResult> EffectorProbe::descend(const Descent& descent) {
    const Descent wanted = descent;
    auto& toolhead = context_.modules.the<ToolheadModule>().toolhead();
    Gently gently(toolhead, accel_);
    if (recovery_ > base::Seconds{}) toolhead.dwell(recovery_);
    auto descending = SwitchProbe::descend(wanted);
    co_return co_await descending;
}

SmartEffector::SmartEffector(const Config& config, printer::Context& context)
    : EffectorProbe(config, context),
      ProbeModule(config.section, config, *this, context),
      context_(context) {
    if (config.control_pin)
        control_ =
            &context.pins.digital_out(*config.control_pin, {config.section, "control_pin"}, {});
}

// The pin rests at its start value before and after.
runtime::Task<> SmartEffector::tell(std::vector<int> bytes) {
    auto& toolhead = context_.modules.the<ToolheadModule>().toolhead();
    co_await toolhead.wait_moves();
    const auto start = toolhead.last_move_time();
    std::vector<std::pair<base::PrintTime, bool>> edges;
    bool level = false;
    base::PrintTime when = start;
    for (const bool bit : effector_bits(bytes)) {
        if (bit != level) edges.emplace_back(when, bit);
        level = bit;
        when += bit_time;
    }
    if (level) edges.emplace_back(when, false);
    control_->set_all(edges);
    toolhead.dwell(when + bit_time - start);
    co_await toolhead.wait_moves();
}

runtime::Task<> SmartEffector::set(const Set& request) {
    std::string text = "SmartEffector:";
    if (request.sensitivity) {
        if (!control_)
            throw printer::CommandError(
                "control_pin must be set in [smart_effector] for sensitivity programming");
        const std::vector<int> bytes{
            set_sensitivity, *request.sensitivity, 255 - *request.sensitivity};
        co_await tell(bytes);
        text += "\nsensitivity: " + std::to_string(*request.sensitivity);
    }
    if (request.accel) accel_ = base::Accel{*request.accel};
    if (request.recovery_time) recovery_ = base::Seconds{*request.recovery_time};
    text += accel_ > base::Accel{} ? fmt::format("\nprobing accelartion: {:.3f}", accel_.value)
                                   : "\nprobing acceleration control disabled";
    text += recovery_ > base::Seconds{}
                ? fmt::format("\nprobe recovery time: {:.3f}", recovery_.count())
                : "\nprobe recovery time disabled";
    context_.console.info(text);
}

runtime::Task<> SmartEffector::reset() {
    const std::vector<int> bytes{forget_settings, forget_settings};
    co_await tell(bytes);
    context_.console.info("SmartEffector sensitivity was reset");
}

void SmartEffector::describe(printer::Description<SmartEffector>& module) {
    module.section("smart_effector")
        .offers_endstop(printer::probe_chip, printer::probe_endstop)
        .also_known_as("probe")
        .doc("Duet's Smart Effector.");
    SwitchProbe::Config::describe(module);
    module.option<&Config::probe_accel>("Acceleration of probing, mm/s^2; 0 for the machine's.")
        .at_least(0.0);
    module.option<&Config::recovery_time>("Rest before each probe.").at_least(base::Seconds{0.0});
    module.option<&Config::control_pin>("Pin that sets the effector's sensitivity.").output();
    describe_commands(module);
    auto set =
        module.command<&SmartEffector::set>("SET_SMART_EFFECTOR", "Set SmartEffector parameters");
    set.parameter<&Set::sensitivity>("0 to 255.").at_least(0).at_most(255);
    set.parameter<&Set::accel>("Acceleration of probing, mm/s^2; 0 for the machine's.")
        .at_least(0.0);
    set.parameter<&Set::recovery_time>("Rest before each probe, s.").at_least(0.0);
    module
        .command<&SmartEffector::reset>("RESET_SMART_EFFECTOR",
                                        "Reset SmartEffector settings (sensitivity)")
        .only_while<&SmartEffector::has_control>();
    describe_status(module);
}

}  // namespace escapement::modules
