// The machine as a whole: its limits, its kinematics, and the commands about time and speed.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/value.hpp"
#include "gcode/line.hpp"
#include "modules/kinematics_list.hpp"
#include "modules/rails.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/motion_queue.hpp"
#include "printer/toolhead.hpp"

namespace escapement::modules {

// [printer].  Belongs to the main thread.
class ToolheadModule {
  public:
    struct Config : AllKinematics::Options {
        printer::SectionName section;
        base::Speed max_velocity;
        base::Accel max_accel;
        double minimum_cruise_ratio = 0.5;
        base::Speed square_corner_velocity{5.0};
        base::Jerk max_jerk{};  // zero: no limit
        std::string kinematics;
    };
    struct Status {
        double print_time = 0.0;
        int stalls = 0;
        double estimated_print_time = 0.0;
        std::string extruder;
        std::vector<double> position;
        double max_velocity = 0.0;
        double max_accel = 0.0;
        double minimum_cruise_ratio = 0.0;
        double square_corner_velocity = 0.0;
        base::Value extra_axes;
        std::string homed_axes;
        std::vector<double> axis_minimum;
        std::vector<double> axis_maximum;
        double max_jerk = 0.0;
        std::optional<double> cone_start_z;
    };
    struct Dwell {
        double p = 0.0;  // milliseconds
    };
    struct VelocityLimit {
        std::optional<base::Speed> velocity;
        std::optional<base::Accel> accel;
        std::optional<base::Speed> square_corner_velocity;
        std::optional<double> minimum_cruise_ratio;
        std::optional<base::Jerk> max_jerk;
    };
    static void describe(printer::Description<ToolheadModule>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    ToolheadModule(const Config& config, printer::Context& context);

    printer::Toolhead& toolhead() { return toolhead_; }
    printer::MotionQueue& motion() { return motion_; }
    const Config& config() const { return config_; }

    Status status() const;

  private:
    static void describe_commands(printer::Description<ToolheadModule>& module);
    static void describe_status(printer::Description<ToolheadModule>& module);

    std::optional<runtime::Task<>> between_lines();
    runtime::Task<> make_room();
    runtime::Task<> dwell(const Dwell& request);
    runtime::Task<> wait_moves();
    void set_velocity_limit(const VelocityLimit& request);
    void set_acceleration(const gcode::Line& line);

    Config config_;
    printer::Context& context_;
    printer::MotionQueue& motion_;
    Rails rails_;
    printer::Toolhead toolhead_;
    printer::Signal<printer::MotorsOff>::Connection motors_off_;
};

// What is not set is that of the head.
inline void complete_settings(ToolheadModule::Config& config, const printer::Complaints&) {
    config.max_z_velocity = config.max_z_velocity.value_or(config.max_velocity);
    config.max_z_accel = config.max_z_accel.value_or(config.max_accel);
    if (!config.print_radius) config.print_radius = config.delta_radius;
}

// Those of machines of other kinds.
inline std::vector<std::string> unused_options(const ToolheadModule::Config& config,
                                               const printer::Complaints&) {
    return AllKinematics::foreign_options(config.kinematics);
}

}  // namespace escapement::modules
