// A heater: a measured temperature, a wanted one, and the power between them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "base/time.hpp"
#include "printer/heater_control.hpp"

namespace escapement::printer {

// What the status of every heater has.
struct HeaterStatus {
    double temperature = 0.0;
    double target = 0.0;
    double power = 0.0;
};

// Belongs to the main thread.  Its output has to be refreshed by every few readings, or the
// board turns it off: a host that died heats nothing.
class Heater {
  public:
    struct Settings {
        std::string name;  // "extruder"
        double min_temp = 0.0;
        double max_temp = 0.0;
        double min_extrude_temp = 170.0;
        double max_power = 1.0;
        base::Seconds smooth_time{1.0};
        base::Seconds report_interval{0.3};  // between two readings
        // Nothing is measured: the heater counts as being at its target once somebody has waited
        // for it.
        bool offline = false;
        std::string hardware = {};  // its pins and sensor, for messages
    };
    struct Wiring {
        std::function<void(base::PrintTime when, double duty)> set_duty;
        std::function<base::PrintTime()> now;  // the board's estimate
    };
    // Longest time the board keeps the power on without hearing from the host.
    static constexpr base::Seconds longest_unattended{3.0};

    Heater(Settings settings, std::unique_ptr<HeaterControl> control, Wiring wiring);

    const std::string& name() const { return settings_.name; }

    // A new reading of the sensor, in degrees Celsius; they come in order of their times.
    void measured(base::PrintTime when, double celsius);
    // That one cannot be used: no power until the next one.
    void missed(base::PrintTime when, double celsius);

    // 0 turns it off.  Throws CommandError if the temperature is out of range.
    void set_target(double celsius);
    double target() const { return target_; }

    double max_power() const { return settings_.max_power; }
    // The heater is controlled by another loop from now on; returns the one so far.
    std::unique_ptr<HeaterControl> set_control(std::unique_ptr<HeaterControl> control) {
        return std::exchange(control_, std::move(control));
    }
    // As set_target(), for control loops, which know what they do.
    void alter_target(double celsius) { target_ = celsius; }

    // Smoothed over the readings; 0 when there has been none for some seconds.
    double temperature() const;
    // Whether the temperature is not where it should be yet.
    bool is_settling() const;
    // Warm enough to push filament.
    bool can_extrude() const;
    double min_extrude_temp() const { return settings_.min_extrude_temp; }

    // Offline, somebody has waited for the target: the last one that is known to be reached.
    void assume_reached() { assumed_ = target_; }
    double assumed() const { return assumed_; }

    // From now on there is no power, whatever is asked.
    void stop() { stopped_ = true; }
    bool stopped() const { return stopped_; }

    const std::string& hardware() const { return settings_.hardware; }
    // The last readings, the newest last: "201.2, 198.4"; "none" if there are none.
    std::string recent_text() const;
    // The last duty cycle sent.
    double duty() const { return duty_; }
    HeaterStatus status() const;

  private:
    void set_duty(base::PrintTime measured_at, double duty);
    void smooth(base::Seconds elapsed, double celsius);
    void remember(double celsius);

    const Settings settings_;
    std::unique_ptr<HeaterControl> control_;
    Wiring wiring_;

    double target_ = 0.0;
    double assumed_ = 0.0;
    double smoothed_ = 0.0;
    base::PrintTime last_measured_{};
    std::deque<double> recent_;  // degrees Celsius
    double duty_ = 0.0;
    base::PrintTime refresh_at_{};
    bool stopped_ = false;
};

}  // namespace escapement::printer
