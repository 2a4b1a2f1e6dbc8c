// A fan on a pin: the options all fans have, and speeds that take effect at a print time.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "modules/output_queue.hpp"
#include "modules/tachometer.hpp"
#include "printer/complaints.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/events.hpp"
#include "printer/fan_control.hpp"
#include "printer/module.hpp"
#include "printer/options.hpp"

namespace escapement::mcu {
class DigitalOut;
class PwmOut;
}  // namespace escapement::mcu

namespace escapement::modules {

struct FanConfig {
    printer::SectionName section;
    printer::PinName pin;
    double max_power = 1.0;
    base::Seconds kick_start_time{0.1};
    double off_below = 0.0;
    base::Seconds cycle_time{0.01};
    bool hardware_pwm = false;
    double shutdown_speed = 0.0;
    std::optional<printer::PinName> enable_pin;
    std::optional<printer::PinName> tachometer_pin;
    int tachometer_ppr = 2;
    base::Seconds tachometer_poll_interval{0.0015};
};

struct FanStatus {
    double speed = 0.0;
    std::optional<double> rpm;
};

// Belongs to the main thread.
class FanDrive {
  public:
    FanDrive(const FanConfig& config, printer::Context& context);

    // Speed 0 to 1 (more counts as 1) once everything queued so far has been done.
    void set_speed_after_moves(double speed) { queue_.set_after_moves(speed); }
    // As soon as the microcontroller can be told, whatever is queued.
    void set_speed_soon(double speed) { queue_.set_soon(speed); }
    // The same, but not before that moment.
    void set_speed_at(base::PrintTime when, double speed) { queue_.set_at(when, speed); }

    FanStatus status() const;
    // The present moment, as far as the fan's microcontroller is known.
    base::PrintTime now() const { return queue_.now(); }

  private:
    OutputQueue::Outcome apply(base::PrintTime when, double speed);

    mcu::PwmOut& output_;
    mcu::DigitalOut* enable_ = nullptr;
    printer::FanControl control_;
    std::optional<Tachometer> tachometer_;
    OutputQueue queue_;
    printer::Signal<printer::Restarting>::Connection restarting_;
};

template <class Module>
requires std::derived_from<typename Module::Config, FanConfig>
void describe_fan(printer::Description<Module>& fan) {
    using base::Seconds;
    fan.template option<&FanConfig::pin>("Output that drives the fan.").required().output();
    fan.template option<&FanConfig::max_power>("Largest duty cycle of the output.")
        .above(0.0)
        .at_most(1.0);
    fan.template option<&FanConfig::kick_start_time>(
           "Time at full power when the fan starts or is to run much faster.")
        .at_least(Seconds{0.0});
    fan.template option<&FanConfig::off_below>("Slower speeds than this stop the fan.")
        .at_least(0.0)
        .at_most(1.0);
    fan.template option<&FanConfig::cycle_time>("Length of one cycle of the output.")
        .above(Seconds{0.0});
    fan.template option<&FanConfig::hardware_pwm>("Whether the chip makes the cycles by itself.");
    fan.template option<&FanConfig::shutdown_speed>("Speed after an emergency stop.")
        .at_least(0.0)
        .at_most(1.0);
    fan.template option<&FanConfig::enable_pin>("Output that gives the fan its power.").output();
    fan.template option<&FanConfig::tachometer_pin>("Input that counts the fan's turns.").input();
    fan.template option<&FanConfig::tachometer_ppr>("Pulses for each turn.").at_least(1);
    fan.template option<&FanConfig::tachometer_poll_interval>(
           "Time between two looks at the input; less than half of a pulse at full speed.")
        .above(Seconds{0.0});
    fan.template status<&FanStatus::speed>("Power of the fan, 0 to 1.");
    fan.template status<&FanStatus::rpm>("Turns per minute; null without a tachometer.");
}

// Those of a tachometer where there is none.
inline std::vector<std::string> unused_options(const FanConfig& config,
                                               const printer::Complaints&) {
    if (config.tachometer_pin) return {};
    return {"tachometer_ppr", "tachometer_poll_interval"};
}

}  // namespace escapement::modules
