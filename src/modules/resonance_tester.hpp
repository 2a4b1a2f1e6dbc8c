// Finds out how a machine vibrates, and which input shaper suits it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "modules/accelerometer.hpp"
#include "modules/bed_mesh_profile.hpp"
#include "modules/vibration_pulses.hpp"
#include "modules/vibration_run.hpp"
#include "motion/shaper_fit.hpp"
#include "motion/vibration_spectrum.hpp"
#include "printer/complaints.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "runtime/task.hpp"

namespace escapement::modules {

// [resonance_tester].  Belongs to the main thread.
class ResonanceTester {
  public:
    struct Config {
        printer::SectionName section;
        std::optional<std::string> accel_chip, accel_chip_x, accel_chip_y;
        std::string accel_chip_z;
        NumberRows probe_points;  // X, Y, Z
        base::Speed move_speed{50.0};
        double min_freq = 5.0, max_freq = 135.0, max_freq_z = 100.0;
        double accel_per_hz = 60.0, accel_per_hz_z = 15.0;
        double hz_per_sec = 1.0;
        base::Accel sweeping_accel{400.0}, sweeping_accel_z{50.0};
        base::Seconds sweeping_period{1.2};
        std::optional<double> max_smoothing;
    };
    struct Test {
        std::optional<std::string> chips, name;
        std::optional<double> freq_start, freq_end, accel_per_hz, hz_per_sec;
        std::optional<base::Accel> sweeping_accel;
        std::optional<base::Seconds> sweeping_period;
        int input_shaping = 0;
    };
    struct TestResonances : Test {
        std::string axis;
        std::optional<std::string> point;
        std::vector<std::string> output{"resonances"};
    };
    struct Calibrate : Test {
        std::optional<std::string> axis;
        std::optional<double> max_smoothing;
    };
    struct Noise {
        base::Seconds meas_time{2.0};
    };
    static void describe(printer::Description<ResonanceTester>& module);
    static void check(const Config& config, printer::Complaints& complaints);

    ResonanceTester(const Config& config, printer::Context& context);

  private:
    using Point = std::array<double, 3>;
    using Spectra = std::vector<motion::VibrationSpectrum>;
    using Recording = std::unique_ptr<Accelerometer::Recording>;

    // What is tested: everywhere along every axis.
    struct Plan {
        std::vector<TestAxis> axes;
        std::vector<Point> points;
        bool says_points = false;
        std::vector<Accelerometer*> chips;  // those that the command names
        VibrationRange range;
        std::optional<double> max_smoothing;
        bool shaped = false;
        bool wants_spectra = true, wants_raw_data = false;
        std::string label;
    };
    // One of these, and where it is felt.
    struct Place {
        const TestAxis& axis;
        std::optional<Point> point;  // where there are several
        std::vector<Accelerometer*> chips;
        bool names_chips;
    };

    static void describe_options(printer::Description<ResonanceTester>& module);
    static void describe_excitation(printer::Description<ResonanceTester>& module);
    template <class Command>
    static void describe_test(Command& command);
    static void describe_commands(printer::Description<ResonanceTester>& module);

    runtime::Task<> test_resonances(const TestResonances& request);
    runtime::Task<> calibrate(const Calibrate& request);
    runtime::Task<> measure_noise(const Noise& request);

    Plan plan(const Test& request, std::vector<TestAxis> axes) const;
    VibrationRange range(const Test& request, bool vertical) const;
    std::vector<Accelerometer*> chips_called(const std::string& names) const;
    std::vector<Accelerometer*> chips_for(const TestAxis& axis) const;
    // The spectra of each axis, in the order of the axes; empty ones offline.
    runtime::Task<std::vector<Spectra>> run(Plan plan);
    runtime::Task<> run_at(const Plan& plan, const Point& point, std::vector<Spectra>& found);
    runtime::Task<> run_along(const Plan& plan, Place place, Spectra& found);
    runtime::Task<std::vector<Recording>> shake(const Plan& plan, const Place& place);
    runtime::Task<> take_spectra(const Plan& plan,
                                 const Place& place,
                                 std::vector<Recording> recordings,
                                 Spectra& found);
    runtime::Task<> recommend(const TestAxis& axis, Spectra spectra, const Plan& plan);
    runtime::Task<> adopt(const std::string& axis, const motion::ShaperFit& shaper);
    void write_raw_data(const Plan& plan, const Place& place, std::vector<Recording>& recordings);
    std::string file_path(const std::string& kind,
                          const Plan& plan,
                          const Place& place,
                          const Accelerometer& chip) const;
    printer::Toolhead& toolhead() const;

    Config config_;
    printer::Context& context_;
    std::vector<std::pair<std::string, Accelerometer*>> chips_;  // and the axes that each measures
};

}  // namespace escapement::modules
