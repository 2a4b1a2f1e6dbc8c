// Filament sensors that are a switch, or an encoder.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "modules/debounce.hpp"
#include "modules/filament_runout.hpp"
#include "printer/options.hpp"
#include "runtime/executor.hpp"

namespace escapement::modules {

class Extruder;
class ExtruderStepper;

// [filament_switch_sensor NAME]: a switch that filament closes.
class FilamentSwitchSensor final : public FilamentRunout {
  public:
    struct Config : FilamentRunoutConfig {
        printer::PinName switch_pin;
        base::Seconds debounce_delay{0.0};
    };
    using Status = FilamentRunoutStatus;
    static void describe(printer::Description<FilamentSwitchSensor>& module);

    FilamentSwitchSensor(const Config& config, printer::Context& context);

    Status status() const { return runout_status(); }

  private:
    Debounce debounce_;
};

// [filament_motion_sensor NAME]: an encoder that filament turns.
class FilamentMotionSensor final : public FilamentRunout {
  public:
    struct Config : FilamentRunoutConfig {
        printer::PinName switch_pin;
        std::string extruder;
        double detection_length = 7.0;
    };
    using Status = FilamentRunoutStatus;
    static void describe(printer::Description<FilamentMotionSensor>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    FilamentMotionSensor(const Config& config, printer::Context& context);

    Status status() const { return runout_status(); }

  private:
    double pushed_so_far() const;
    void begin();
    void moved();
    void look();

    double detection_length_;
    // One of them.
    const Extruder* extruder_;
    ExtruderStepper* further_motor_;
    std::optional<double> empty_at_;  // the extruder's position at which filament is missing
    runtime::Timer timer_;
    printer::Signal<printer::Ready>::Connection ready_;
};

}  // namespace escapement::modules
