// Shakes the machine, measures, and says what was found.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/resonance_tester.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "base/text.hpp"
#include "modules/accelerometers.hpp"
#include "modules/configfile.hpp"
#include "modules/input_shaper.hpp"
#include "modules/shaper_calibration.hpp"
#include "modules/toolhead.hpp"
#include "modules/vibration_files.hpp"
#include "printer/console.hpp"
#include "printer/dispatcher.hpp"
#include "printer/errors.hpp"
#include "printer/module.hpp"

namespace escapement::modules {
namespace {

using printer::CommandError;

constexpr base::Seconds before_shaking{0.5};
// Spectra are kept somewhat beyond what is tested.
constexpr double kept_beyond = 1.5;
constexpr double most_test_s = 1400.0;
constexpr base::Seconds shortest_sweep{0.01};
constexpr double highest_test_hz = 300.0;

std::string trimmed(const std::optional<std::string>& text) {
    return text ? std::string(base::trim(*text)) : std::string();
}

// Which chip measures which axes, as the options have it.
std::map<std::string, std::string> axes_by_chip(const ResonanceTester::Config& config) {
    std::map<std::string, std::string> axes;
    if (config.accel_chip_x) {
        axes[trimmed(config.accel_chip_x)] += "x";
        axes[trimmed(config.accel_chip_y)] += "y";
    } else {
        axes[trimmed(config.accel_chip)] += "xy";
    }
    axes[trimmed(config.accel_chip_z)] += "z";
    axes.erase("");
    return axes;
}

std::array<double, 3> point_of_text(const std::string& text) {
    const auto words = printer::split_list(text);
    std::array<double, 3> point{};
    if (words.size() != point.size())
        throw CommandError("Invalid POINT parameter '" + text + "', must be 'x,y,z'");
    for (std::size_t i = 0; i < point.size(); ++i) {
        const auto number = base::parse_number(words[i]);
        if (!number)
            throw CommandError("Invalid POINT parameter '" + text +
                               "', must be 'x,y,z' where x, y and z are valid floating point "
                               "numbers");
        point[i] = *number;
    }
    return point;
}

void check_range(const VibrationRange& range) {
    if (range.end_hz < range.start_hz)
        throw CommandError(fmt::format(
            "FREQ_END: must be at least FREQ_START, {:g} (is {:g})", range.start_hz, range.end_hz));
    if (range.sweeping_period > base::Seconds{} && range.sweeping_period < shortest_sweep)
        throw CommandError(fmt::format("SWEEPING_PERIOD: must be 0 or at least {:g} (is {:g})",
                                       shortest_sweep.count(),
                                       range.sweeping_period.count()));
    const double duration = (range.end_hz - range.start_hz) / range.hz_per_sec;
    if (duration > most_test_s)
        throw CommandError(fmt::format(
            "The test would take {:.0f} s, and may take {:g} s; raise HZ_PER_SEC or test fewer "
            "frequencies",
            duration,
            most_test_s));
}

double mean_of(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

}  // namespace

ResonanceTester::ResonanceTester(const Config& config, printer::Context& context)
    : config_(config), context_(context) {
    auto& known = context.modules.the<Accelerometers>();
    for (const auto& [name, axes] : axes_by_chip(config)) {
        Accelerometer* chip = known.find(name);
        if (!chip) throw config.section.error("", "'" + name + "' is not an accelerometer");
        chips_.emplace_back(axes, chip);
    }
}

printer::Toolhead& ResonanceTester::toolhead() const {
    return context_.modules.the<ToolheadModule>().toolhead();
}

VibrationRange ResonanceTester::range(const Test& request, bool vertical) const {
    const VibrationRange range{
        .start_hz = request.freq_start.value_or(config_.min_freq),
        .end_hz = request.freq_end.value_or(vertical ? config_.max_freq_z : config_.max_freq),
        .accel_per_hz =
            request.accel_per_hz.value_or(vertical ? config_.accel_per_hz_z : config_.accel_per_hz),
        .hz_per_sec = request.hz_per_sec.value_or(config_.hz_per_sec),
        .sweeping_accel = request.sweeping_accel.value_or(vertical ? config_.sweeping_accel_z
                                                                   : config_.sweeping_accel),
        .sweeping_period = request.sweeping_period.value_or(config_.sweeping_period)};
    check_range(range);
    return range;
}

ResonanceTester::Plan ResonanceTester::plan(const Test& request, std::vector<TestAxis> axes) const {
    Plan plan{.axes = std::move(axes)};
    plan.range = range(request, plan.axes.front().is_vertical());
    if (request.chips) plan.chips = chips_called(*request.chips);
    plan.shaped = request.input_shaping != 0;
    plan.label = file_label(request.name);
    for (const auto& row : config_.probe_points.rows)
        plan.points.push_back({row[0], row[1], row[2]});
    plan.says_points = plan.points.size() > 1;
    return plan;
}

std::vector<Accelerometer*> ResonanceTester::chips_called(const std::string& names) const {
    std::vector<Accelerometer*> chips;
    for (const std::string& name : printer::split_list(names)) {
        Accelerometer* chip = context_.modules.the<Accelerometers>().find(name);
        if (!chip && context_.modules.find(name))
            throw CommandError("'" + name + "' is not an accelerometer");
        if (!chip) throw CommandError("Name '" + name + "' is not valid for CHIPS parameter");
        chips.push_back(chip);
    }
    return chips;
}

std::vector<Accelerometer*> ResonanceTester::chips_for(const TestAxis& axis) const {
    std::vector<Accelerometer*> chips;
    for (const auto& [axes, chip] : chips_)
        if (axis.is_felt_by(axes)) chips.push_back(chip);
    if (chips.empty())
        throw CommandError("No accelerometers specified that can measure resonances over axis '" +
                           axis.name + "'; name one in [resonance_tester], or in CHIPS");
    return chips;
}

std::string ResonanceTester::file_path(const std::string& kind,
                                       const Plan& plan,
                                       const Place& place,
                                       const Accelerometer& chip) const {
    return VibrationFile{.kind = kind,
                         .axis = place.axis.name,
                         .chip = place.names_chips ? chip.name() : "",
                         .point = place.point,
                         .label = plan.label}
        .path();
}

runtime::Task<std::vector<ResonanceTester::Spectra>> ResonanceTester::run(Plan plan) {
    std::vector<Spectra> found(plan.axes.size());
    for (const Point& point : plan.points) {
        auto task = run_at(plan, point, found);
        co_await task;
    }
    co_return found;
}

runtime::Task<> ResonanceTester::run_at(const Plan& plan,
                                        const Point& point,
                                        std::vector<Spectra>& found) {
    toolhead().manual_move({base::Length{point[0]}, base::Length{point[1]}, base::Length{point[2]}},
                           config_.move_speed);
    if (plan.says_points)
        context_.console.info(
            fmt::format("Probing point ({:.3f}, {:.3f}, {:.3f})", point[0], point[1], point[2]));
    for (std::size_t i = 0; i < plan.axes.size(); ++i) {
        const TestAxis& axis = plan.axes[i];
        co_await toolhead().wait_moves();
        toolhead().dwell(before_shaking);
        if (plan.axes.size() > 1) context_.console.info("Testing axis " + axis.name);
        Place place{.axis = axis,
                    .point = plan.points.size() > 1 ? std::optional(point) : std::nullopt,
                    .chips = plan.chips.empty() ? chips_for(axis) : plan.chips,
                    .names_chips = false};
        place.names_chips = !plan.chips.empty() || place.chips.size() > 1;
        auto task = run_along(plan, std::move(place), found[i]);
        co_await task;
    }
}

runtime::Task<> ResonanceTester::run_along(const Plan& plan, Place place, Spectra& found) {
    auto shaking = shake(plan, place);
    auto recordings = co_await shaking;
    if (context_.offline) co_return;
    if (plan.wants_raw_data) write_raw_data(plan, place, recordings);
    if (!plan.wants_spectra) co_return;
    auto taking = take_spectra(plan, place, std::move(recordings), found);
    co_await taking;
}

runtime::Task<std::vector<ResonanceTester::Recording>> ResonanceTester::shake(const Plan& plan,
                                                                              const Place& place) {
    std::vector<Recording> recordings;
    for (Accelerometer* chip : place.chips) {
        auto beginning = chip->record(toolhead().last_move_time());
        auto recording = co_await beginning;
        recordings.push_back(std::move(recording));
    }
    auto shaking =
        vibrate({.pulses = vibration_pulses(plan.range), .axis = place.axis, .shaped = plan.shaped},
                context_);
    const auto end = co_await shaking;
    for (auto& recording : recordings) {
        auto finishing = recording->finish(end);
        co_await finishing;
        if (const auto complaint = recording->complaint(); !complaint.empty())
            context_.console.info(complaint);
    }
    co_return recordings;
}

void ResonanceTester::write_raw_data(const Plan& plan,
                                     const Place& place,
                                     std::vector<Recording>& recordings) {
    for (std::size_t i = 0; i < recordings.size(); ++i) {
        const std::string path = file_path("raw_data", plan, place, *place.chips[i]);
        leave_file(context_, path, "Writing raw accelerometer data to", [&] {
            return write_accelerations(path, recordings[i]->samples());
        });
    }
}

runtime::Task<> ResonanceTester::take_spectra(const Plan& plan,
                                              const Place& place,
                                              std::vector<Recording> recordings,
                                              Spectra& found) {
    for (std::size_t i = 0; i < recordings.size(); ++i) {
        const Accelerometer& chip = *place.chips[i];
        auto computing = spectrum_of({.samples = recordings[i]->samples(),
                                      .name = file_path("resonances", plan, place, chip),
                                      .chip = chip.name()},
                                     context_);
        auto spectrum = co_await computing;
        found.push_back(std::move(spectrum));
    }
}

runtime::Task<> ResonanceTester::test_resonances(const TestResonances& request) {
    auto axes = std::vector{TestAxis::parse(request.axis)};
    Plan plan = this->plan(request, std::move(axes));
    plan.wants_spectra = plan.wants_raw_data = false;
    for (const std::string& word : request.output) {
        const std::string output = base::lower_case(word);
        if (output != "resonances" && output != "raw_data")
            throw CommandError("Unsupported output '" + word +
                               "', only 'resonances' and 'raw_data' are supported");
        (output == "resonances" ? plan.wants_spectra : plan.wants_raw_data) = true;
    }
    if (!plan.wants_spectra && !plan.wants_raw_data)
        throw CommandError(
            "No output specified, at least one of 'resonances' or 'raw_data' must be set in OUTPUT "
            "parameter");
    if (request.point) {
        plan.points = {point_of_text(*request.point)};
        plan.says_points = true;
    }
    const VibrationFile file{
        .kind = "resonances",
        .axis = plan.axes.front().name,
        .point = request.point ? std::optional(plan.points.front()) : std::nullopt,
        .label = plan.label};
    const double max_hz = kept_beyond * plan.range.end_hz;
    auto running = run(std::move(plan));
    const auto found = co_await running;
    if (found.front().empty()) co_return;
    const auto path = file.path();
    leave_file(context_, path, "Resonances data written to", [&] {
        return write_spectra(path, {.spectra = found.front(), .max_hz = max_hz});
    });
}

runtime::Task<> ResonanceTester::calibrate(const Calibrate& request) {
    std::vector<TestAxis> axes;
    if (!request.axis || request.axis->empty()) {
        axes = {TestAxis::parse("x"), TestAxis::parse("y")};
    } else {
        const auto name = base::lower_case(*request.axis);
        if (name != "x" && name != "y" && name != "z")
            throw CommandError("Unsupported axis '" + *request.axis + "': must be x, y or z");
        axes = {TestAxis::parse(name)};
    }
    Plan plan = this->plan(request, std::move(axes));
    plan.max_smoothing = request.max_smoothing ? request.max_smoothing : config_.max_smoothing;
    auto running = run(plan);
    auto found = co_await running;
    if (context_.offline) co_return;
    for (std::size_t i = 0; i < plan.axes.size(); ++i) {
        auto recommending = recommend(plan.axes[i], std::move(found[i]), plan);
        co_await recommending;
    }
    context_.console.info(
        "The SAVE_CONFIG command will update the printer config file\n"
        "with these parameters and restart the printer.");
}

runtime::Task<> ResonanceTester::recommend(const TestAxis& axis,
                                           Spectra spectra,
                                           const Plan& plan) {
    context_.console.info("Calculating the best input shaper parameters for " + axis.name +
                          " axis");
    for (motion::VibrationSpectrum& spectrum : spectra) spectrum.take_out_excitation();
    const double max_hz = kept_beyond * plan.range.end_hz;
    const motion::ShaperFitLimits limits{
        .corner_speed = toolhead().limits().square_corner_velocity.value,
        .max_smoothing = plan.max_smoothing,
        .max_hz = max_hz};
    auto choosing = choose_shaper(spectra, limits, context_);
    const auto choice = co_await choosing;
    context_.console.info(
        fmt::format("Recommended shaper_type_{0} = {1}, shaper_freq_{0} = {2:.1f} Hz",
                    axis.name,
                    choice.best.kind,
                    choice.best.hz));
    auto adopting = adopt(axis.name, choice.best);
    co_await adopting;
    const auto path =
        VibrationFile{.kind = "calibration_data", .axis = axis.name, .label = plan.label}.path();
    leave_file(context_, path, "Shaper calibration data written to", [&] {
        return write_spectra(path, {.spectra = spectra, .shapers = choice.all, .max_hz = max_hz});
    });
}

// Uses it at once where axes are shaped, and keeps it for SAVE_CONFIG.
runtime::Task<> ResonanceTester::adopt(const std::string& axis, const motion::ShaperFit& shaper) {
    const auto hz = fmt::format("{:.1f}", shaper.hz);
    if (context_.modules.first<InputShaper>()) {
        const auto line = fmt::format("SET_INPUT_SHAPER SHAPER_TYPE_{0}={1} SHAPER_FREQ_{0}={2}",
                                      base::upper_case(axis),
                                      shaper.kind,
                                      shaper.hz);
        if (auto task = context_.gcode.run(line)) co_await *task;
    }
    auto& saved = context_.modules.the<Configfile>();
    saved.set("input_shaper", "shaper_type_" + axis, shaper.kind);
    saved.set("input_shaper", "shaper_freq_" + axis, hz);
    // A frequency for smooth kinds would contradict the kind.
    const std::string smoother = "smoother_freq_" + axis;
    const auto* section = context_.config.find("input_shaper");
    if (section && section->find(smoother)) saved.set("input_shaper", smoother, "0");
}

runtime::Task<> ResonanceTester::measure_noise(const Noise& request) {
    std::vector<Recording> recordings;
    for (const auto& [axes, chip] : chips_) {
        auto beginning = chip->record(toolhead().last_move_time());
        auto recording = co_await beginning;
        recordings.push_back(std::move(recording));
    }
    toolhead().dwell(request.meas_time);
    const auto end = toolhead().last_move_time();
    co_await toolhead().wait_moves();
    if (context_.offline) co_return;
    for (std::size_t i = 0; i < chips_.size(); ++i) {
        auto finishing = recordings[i]->finish(end);
        co_await finishing;
        const auto& [axes, chip] = chips_[i];
        auto computing = spectrum_of(
            {.samples = recordings[i]->samples(), .name = "", .chip = chip->name()}, context_);
        const auto spectrum = co_await computing;
        context_.console.info(
            fmt::format("Axes noise for {}-axis accelerometer: {:.6f} (x), {:.6f} (y), {:.6f} (z)",
                        axes,
                        mean_of(spectrum.along[0]),
                        mean_of(spectrum.along[1]),
                        mean_of(spectrum.along[2])));
    }
}

void ResonanceTester::check(const Config& config, printer::Complaints& complaints) {
    if (config.accel_chip_x)
        complaints.require("accel_chip_y", ", as accel_chip_x is");
    else
        complaints.require("accel_chip");
    const auto check_chip = [&](const char* option, const std::string& name) {
        if (!name.empty()) complaints.require_section(option, name);
    };
    check_chip("accel_chip", trimmed(config.accel_chip));
    check_chip("accel_chip_x", trimmed(config.accel_chip_x));
    check_chip("accel_chip_y", trimmed(config.accel_chip_y));
    check_chip("accel_chip_z", trimmed(config.accel_chip_z));
    for (const auto& row : config.probe_points.rows)
        if (row.size() != 3) complaints.add("probe_points", "must be lines of X, Y, Z");
    for (const auto& [option, value] :
         {std::pair{"max_freq", config.max_freq}, std::pair{"max_freq_z", config.max_freq_z}})
        if (complaints.none_about({option, "min_freq"}) && value < config.min_freq)
            complaints.add(
                option,
                fmt::format("must be at least min_freq, {:g} (is {:g})", config.min_freq, value));
    if (config.sweeping_period > base::Seconds{} && config.sweeping_period < shortest_sweep)
        complaints.add("sweeping_period",
                       fmt::format("must be 0 or at least {:g}", shortest_sweep.count()));
}

void ResonanceTester::describe(printer::Description<ResonanceTester>& module) {
    module.section("resonance_tester")
        .doc("Measures how the machine vibrates, and which input shaper suits it.");
    describe_options(module);
    describe_excitation(module);
    describe_commands(module);
}

void ResonanceTester::describe_options(printer::Description<ResonanceTester>& module) {
    module.option<&Config::probe_points>("Where to test: lines of X, Y, Z.").required();
    module.option<&Config::accel_chip>(
        "Section of the accelerometer, such as adxl345 or \"mpu9250 bed\".");
    module.option<&Config::accel_chip_x>("The same for x, where it has one of its own.");
    module.option<&Config::accel_chip_y>("The same for y.");
    module.option<&Config::accel_chip_z>("The same for z; without it z cannot be tested.");
    module.option<&Config::move_speed>("Speed of moves to the points.").above(base::Speed{});
    module.option<&Config::max_smoothing>("Shapers that smooth more, in mm, are not recommended.")
        .unit("mm")
        .at_least(0.05);
}

void ResonanceTester::describe_excitation(printer::Description<ResonanceTester>& module) {
    module.option<&Config::min_freq>("Lowest frequency that is tested.").unit("Hz").at_least(1.0);
    module.option<&Config::max_freq>("Highest frequency; at least min_freq.")
        .unit("Hz")
        .at_most(highest_test_hz);
    module.option<&Config::max_freq_z>("The same for z.").unit("Hz").at_most(highest_test_hz);
    module
        .option<&Config::accel_per_hz>(
            "Acceleration in mm/s^2 for each hertz; less where motors lose steps.")
        .above(0.0);
    module.option<&Config::accel_per_hz_z>("The same for z.").above(0.0);
    module.option<&Config::hz_per_sec>("Hertz that the frequency rises in a second.")
        .at_least(0.1)
        .at_most(2.0);
    module.option<&Config::sweeping_accel>("Acceleration of the slow sweep.").above(base::Accel{});
    module.option<&Config::sweeping_accel_z>("The same for z.").above(base::Accel{});
    module.option<&Config::sweeping_period>("Period of the slow sweep; 0: none.")
        .at_least(base::Seconds{});
}

template <class Command>
void ResonanceTester::describe_test(Command& command) {
    command.template parameter<&Test::chips>(
        "Sections of accelerometers, separated by commas, instead of those of the options.");
    command.template parameter<&Test::name>(
        "Part of files' names; the date and time if not given.");
    command.template parameter<&Test::freq_start>("Lowest frequency.").unit("Hz").at_least(1.0);
    command.template parameter<&Test::freq_end>("Highest frequency.")
        .unit("Hz")
        .at_most(highest_test_hz);
    command.template parameter<&Test::accel_per_hz>("Acceleration for each hertz.").above(0.0);
    command.template parameter<&Test::hz_per_sec>("Hertz that the frequency rises in a second.")
        .above(0.0)
        .at_most(2.0);
    command.template parameter<&Test::sweeping_accel>("Acceleration of the slow sweep.")
        .above(base::Accel{});
    command.template parameter<&Test::sweeping_period>("Period of the slow sweep; 0: none.")
        .at_least(base::Seconds{});
    command.template parameter<&Test::input_shaping>("1: input shaping stays on.");
}

void ResonanceTester::describe_commands(printer::Description<ResonanceTester>& module) {
    auto test = module.command<&ResonanceTester::test_resonances>(
        "TEST_RESONANCES", "Runs the resonance test for a specified axis");
    test.parameter<&TestResonances::axis>("x, y, z or a direction such as 1,-1.").required();
    test.parameter<&TestResonances::point>("X,Y,Z: where to test, instead of probe_points.");
    test.parameter<&TestResonances::output>("resonances, raw_data or both, separated by a comma.");
    describe_test(test);
    auto calibrate = module.command<&ResonanceTester::calibrate>(
        "SHAPER_CALIBRATE", "Similar to TEST_RESONANCES but suggest input shaper config");
    calibrate.parameter<&Calibrate::axis>("x, y or z; x and y if not given.");
    calibrate.parameter<&Calibrate::max_smoothing>("Instead of the option.").at_least(0.05);
    describe_test(calibrate);
    module
        .command<&ResonanceTester::measure_noise>(
            "MEASURE_AXES_NOISE", "Measures noise of all enabled accelerometer chips")
        .parameter<&Noise::meas_time>("Seconds.")
        .above(base::Seconds{});
}

}  // namespace escapement::modules
