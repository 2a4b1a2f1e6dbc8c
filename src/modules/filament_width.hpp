// Sensors that measure how thick the filament is, and set the flow accordingly.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <optional>
#include <string>

#include "modules/filament_runout.hpp"
#include "modules/script_runner.hpp"
#include "printer/options.hpp"
#include "runtime/executor.hpp"

namespace escapement::modules {

// What was measured on its way from the sensor to the nozzle.
class FilamentOnItsWay {
  public:
    struct Piece {
        double arrives_at = 0.0;  // the extruder's position at which it is at the nozzle
        double width = 0.0;
    };
    static constexpr std::size_t capacity = 1000;

    // Measured now; left out if it is nearer to the last one than `interval`.  Whether it was not.
    bool add(const Piece& piece, double interval);
    // The piece that is at the nozzle at that position; nothing if none arrived.
    std::optional<double> take(double position);
    bool empty() const { return pieces_.empty(); }
    // Where the next one is at the nozzle.
    double next() const { return pieces_.front().arrives_at; }
    void clear() { pieces_.clear(); }

  private:
    std::deque<Piece> pieces_;
};

// The flow in per cent that makes up for a width; 100 for widths that cannot be.
int flow_for(double width, double nominal, double tolerance);

// [hall_filament_width_sensor]: two Hall sensors.  Belongs to the main thread.
class HallFilamentWidthSensor final : public FilamentRunout {
  public:
    struct Config : FilamentRunoutConfig {
        printer::PinName adc1, adc2;
        double cal_dia1 = 1.5;
        double cal_dia2 = 2.0;
        int raw_dia1 = 9500;
        int raw_dia2 = 10500;
        int measurement_interval = 10;
        double default_nominal_filament_diameter = 0.0;
        double measurement_delay = 0.0;
        double max_difference = 0.2;
        bool enable = false;
        double min_diameter = 1.0;
        std::optional<double> max_diameter;
        bool logging = false;
        bool enable_flow_compensation = true;
        bool use_current_dia_while_delay = false;
    };
    struct Status : FilamentRunoutStatus {
        double diameter = 0.0;
        double raw = 0.0;
        bool is_active = false;
        bool flow_compensation_enabled = false;
    };
    struct Enable {
        std::optional<int> flow_compensation;
    };
    static void describe(printer::Description<HallFilamentWidthSensor>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    HallFilamentWidthSensor(const Config& config, printer::Context& context);

    Status status() const;

  private:
    static void describe_options(printer::Description<HallFilamentWidthSensor>& module);
    static void describe_commands(printer::Description<HallFilamentWidthSensor>& module);
    void measure();
    void update();
    void note_changes();
    void follow(double position);
    void set_flow(int per_cent);
    void query();
    void query_raw();
    void reset();
    void enable(const Enable& request);
    void disable();
    void log_on();
    void log_off();

    Config config_;
    ScriptRunner runner_;
    double readings_[2] = {0.0, 0.0};  // 0 to 10000
    double diameter_;
    double width_;  // at the nozzle
    bool active_;
    bool compensating_;
    bool logging_;
    bool off_pending_ = false;  // these wait for the next update
    bool flow_off_pending_ = false;
    bool clear_pending_ = false;
    double first_arrives_at_ = 0.0;
    FilamentOnItsWay on_its_way_;
    runtime::Timer timer_;
    printer::Signal<printer::Ready>::Connection ready_;
};

// [tsl1401cl_filament_width_sensor]: a line of light sensors.  Belongs to the main thread.
class Tsl1401clFilamentWidthSensor {
  public:
    struct Config {
        printer::SectionName section;
        printer::PinName pin;
        double default_nominal_filament_diameter = 0.0;
        double measurement_delay = 0.0;
        double max_difference = 0.0;
    };
    static void describe(printer::Description<Tsl1401clFilamentWidthSensor>& module);

    Tsl1401clFilamentWidthSensor(const Config& config, printer::Context& context);

  private:
    void update();
    void query();
    void reset();
    void enable();
    void disable();

    Config config_;
    printer::Context& context_;
    ScriptRunner runner_;
    double width_ = 0.0;
    bool active_ = true;
    FilamentOnItsWay on_its_way_;
    runtime::Timer timer_;
    printer::Signal<printer::Ready>::Connection ready_;
};

}  // namespace escapement::modules
