// A fan that keeps a temperature down.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "chips/thermistor.hpp"
#include "modules/fan_drive.hpp"
#include "modules/sensor_kinds.hpp"
#include "modules/temperature_fan_control.hpp"
#include "printer/complaints.hpp"
#include "printer/heater_config.hpp"

namespace escapement::modules {

// Belongs to the main thread.
class TemperatureFan {
  public:
    struct Config : FanConfig, printer::ThermometerConfig {
        Config() { shutdown_speed = 1.0; }  // what is warm stays warm after an emergency stop
        double min_temp = 0.0;
        double max_temp = 0.0;
        std::string gcode_id;
        std::optional<double> target_temp;
        double min_speed = 0.3;
        double max_speed = 1.0;
        std::string control;
        double max_delta = 2.0;
        std::optional<double> pid_kp, pid_ki, pid_kd;
        base::Seconds pid_deriv_time{2.0};

        double target() const;
    };
    struct Status : FanStatus {
        double temperature = 0.0;
        double target = 0.0;
    };
    struct SetTarget {
        std::string temperature_fan;
        std::optional<double> target;
        std::optional<double> min_speed;
        std::optional<double> max_speed;
    };
    static void describe(printer::Description<TemperatureFan>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    TemperatureFan(const Config& config, printer::Context& context);

    Status status() const;

  private:
    static std::unique_ptr<TemperatureFanControl> make_control(const Config& config);
    void measured(base::PrintTime when, double celsius);
    void set_speed(base::PrintTime measured_at, double speed);
    void set_target(const SetTarget& request);

    double min_temp_;
    double max_temp_;
    double usual_target_;
    CoolingGoal goal_;
    FanDrive drive_;
    std::unique_ptr<TemperatureFanControl> control_;
    double celsius_ = 0.0;
    double last_speed_ = 0.0;
    base::PrintTime refresh_at_{};
    base::Seconds speed_delay_{};
};

void complete_settings(TemperatureFan::Config& config, const printer::Complaints& complaints);
std::vector<std::string> unused_options(const TemperatureFan::Config& config,
                                        const printer::Complaints& complaints);

}  // namespace escapement::modules
