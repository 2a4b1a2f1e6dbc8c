// Probing and touching the same places, and what the difference says.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/axis_twist_compensation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "modules/configfile.hpp"
#include "modules/current_probe.hpp"
#include "modules/manual_moves.hpp"
#include "modules/toolhead.hpp"
#include "printer/console.hpp"
#include "printer/errors.hpp"
#include "printer/module.hpp"
#include "printer/probe_pin.hpp"

namespace escapement::modules {
namespace {

using printer::CommandError;

constexpr std::string_view command_name = "AXIS_TWIST_COMPENSATION_CALIBRATE";

void check_table(const std::vector<double>& corrections,
                 const char* option,
                 const std::string& axis,
                 printer::Complaints& complaints) {
    if (corrections.empty()) return;
    if (corrections.size() < 2) complaints.add(option, "must be two numbers at least");
    for (const auto* end : {"compensation_start_", "compensation_end_"})
        complaints.require(end + axis, std::string("; ") + option + " needs it");
}

std::string joined(const std::vector<double>& numbers) {
    std::string text;
    for (const double number : numbers)
        text += (text.empty() ? "" : ", ") + fmt::format("{:.6f}", number);
    return text;
}

}  // namespace

double TwistTable::at(double coordinate) const {
    if (corrections.size() < 2) return 0.0;
    const auto last = static_cast<double>(corrections.size() - 2);
    const double spacing = (end - start) / static_cast<double>(corrections.size() - 1);
    const double place = (coordinate - start) / spacing;
    const double index = std::clamp(std::floor(place), 0.0, last);
    const double share = place - index;
    const auto i = static_cast<std::size_t>(index);
    return (1.0 - share) * corrections[i] + share * corrections[i + 1];
}

AxisTwistCompensation::AxisTwistCompensation(const Config& config, printer::Context& context)
    : config_(config),
      context_(context),
      x_{config.z_compensations,
         config.compensation_start_x.value_or(0.0),
         config.compensation_end_x.value_or(0.0)},
      y_{config.zy_compensations,
         config.compensation_start_y.value_or(0.0),
         config.compensation_end_y.value_or(0.0)} {
    if (!context.modules.the<CurrentProbe>().prober()) throw printer::MissingModule("probe");
    prober().correct_by([this](ProbeResult& result) {
        result.bed_z += x_.at(result.test_x) + y_.at(result.test_y);
    });
}

void AxisTwistCompensation::check(const Config& config, printer::Complaints& complaints) {
    if (!printer::probe_section(complaints.config()))
        complaints.add("", "requires [probe] to be defined: add a [probe] or [bltouch] section");
    check_table(config.z_compensations, "z_compensations", "x", complaints);
    check_table(config.zy_compensations, "zy_compensations", "y", complaints);
}

Prober& AxisTwistCompensation::prober() {
    return *context_.modules.the<CurrentProbe>().prober();
}

std::vector<BedPlace> AxisTwistCompensation::places(bool along_x, int count) const {
    const auto& start = along_x ? config_.calibrate_start_x : config_.calibrate_start_y;
    const auto& end = along_x ? config_.calibrate_end_x : config_.calibrate_end_y;
    const auto& across = along_x ? config_.calibrate_y : config_.calibrate_x;
    if (!start || !end || !across)
        throw CommandError(along_x
                               ? "AXIS_TWIST_COMPENSATION for X axis requires calibrate_start_x, "
                                 "calibrate_end_x and calibrate_y to be defined"
                               : "AXIS_TWIST_COMPENSATION for Y axis requires calibrate_start_y, "
                                 "calibrate_end_y and calibrate_x to be defined");
    std::vector<BedPlace> list;
    for (int i = 0; i < count; ++i) {
        const double along = *start + i * ((*end - *start) / (count - 1));
        list.push_back(along_x ? BedPlace{along, *across} : BedPlace{*across, along});
    }
    return list;
}

runtime::Task<> AxisTwistCompensation::calibrate(const Request& request) {
    if (request.axis != "X" && request.axis != "Y")
        throw CommandError(std::string(command_name) + ": Invalid axis '" + request.axis +
                           "'; it is X or Y");
    Run run{.along_x = request.axis == "X", .request = request};
    (run.along_x ? x_ : y_).corrections.clear();
    run.places = places(run.along_x, request.sample_count);
    context_.modules.the<ManualProbe>().refuse_if_active();
    run_ = std::move(run);
    return next();
}

void AxisTwistCompensation::go(const printer::Toolhead::Target& target, base::Speed speed) {
    context_.modules.the<ToolheadModule>().toolhead().manual_move(target, speed);
}

runtime::Task<> AxisTwistCompensation::next() {
    auto& toolhead = context_.modules.the<ToolheadModule>().toolhead();
    const std::size_t index = run_.offsets.size();
    const auto [x, y] = run_.places[index];
    const auto offsets = prober().options().offsets();
    const auto lift_speed = prober().options().sampling().lift_speed;
    const auto up = to_height(base::Length{config_.horizontal_move_z});
    context_.console.info(
        fmt::format("{}: Probing point {} of {}", command_name, index + 1, run_.places.size()));
    go(up, lift_speed);
    go(to_place(x - offsets.x, y - offsets.y), config_.speed);
    co_await toolhead.wait_for_room();
    auto probing = prober().probe_once(run_.request);
    run_.probed_z = (co_await probing).bed_z;
    go(up, lift_speed);
    go(to_place(x, y), config_.speed);
    co_await toolhead.wait_for_room();
    ManualProbe::Finish goes_on = [this](std::optional<ProbeResult> place) {
        return touched(place);
    };
    context_.modules.the<ManualProbe>().start(run_.request.speed, std::move(goes_on));
}

runtime::Task<> AxisTwistCompensation::touched(std::optional<ProbeResult> place) {
    if (!place) {
        context_.console.info(std::string(command_name) + ": Probe cancelled, calibration aborted");
        co_return;
    }
    run_.offsets.push_back(run_.probed_z - place->bed_z);
    if (run_.offsets.size() < run_.places.size())
        co_await next();
    else
        finish();
}

// Around their mean: that is the probe's z_offset's affair.
void AxisTwistCompensation::finish() {
    const double mean = std::accumulate(run_.offsets.begin(), run_.offsets.end(), 0.0) /
                        static_cast<double>(run_.offsets.size());
    const std::size_t axis = run_.along_x ? 0 : 1;
    TwistTable table{{}, run_.places.front()[axis], run_.places.back()[axis]};
    for (const double offset : run_.offsets) table.corrections.push_back(mean - offset);
    const std::string letter = run_.along_x ? "x" : "y";
    auto& file = context_.modules.the<Configfile>();
    const auto save = [&](const std::string& option, const std::string& value) {
        file.set(config_.section.full, option, value);
    };
    save(run_.along_x ? "z_compensations" : "zy_compensations", joined(table.corrections));
    save("compensation_start_" + letter, base::print_number(table.start));
    save("compensation_end_" + letter, base::print_number(table.end));
    context_.console.info(
        "AXIS_TWIST_COMPENSATION state has been saved for the current session.  The SAVE_CONFIG "
        "command will update the printer config file and restart the printer.");
    context_.console.info(
        fmt::format("{}: Calibration complete, offsets: [{}], mean z_offset: {:.6f}",
                    command_name,
                    joined(table.corrections),
                    mean));
    (run_.along_x ? x_ : y_) = std::move(table);
}

void AxisTwistCompensation::describe(printer::Description<AxisTwistCompensation>& module) {
    module.section("axis_twist_compensation").doc("Corrects probes for rails that are twisted.");
    describe_options(module);
    auto calibrate = module.command<&AxisTwistCompensation::calibrate>(
        command_name, "Performs the x twist calibration wizard");
    calibrate.parameter<&Request::sample_count>("Places to measure.").at_least(2);
    calibrate.parameter<&Request::axis>("X or Y.");
    calibrate.parameter<&Request::speed>("Speed of TESTZ.").above(base::Speed{0.0});
    ProbeRequest::describe(calibrate);
}

void AxisTwistCompensation::describe_options(printer::Description<AxisTwistCompensation>& module) {
    module.option<&Config::horizontal_move_z>("Height of moves between the places, mm.");
    module.option<&Config::speed>("Speed of moves between the places.").above(base::Speed{0.0});
    module.option<&Config::calibrate_start_x>("First x of the nozzle's places along x.");
    module.option<&Config::calibrate_end_x>("Last x of them.");
    module.option<&Config::calibrate_y>("Their y.");
    module.option<&Config::calibrate_start_y>("First y of the nozzle's places along y.");
    module.option<&Config::calibrate_end_y>("Last y of them.");
    module.option<&Config::calibrate_x>("Their x.");
    module.option<&Config::z_compensations>("Corrections along x, mm; calibration saves them.");
    module.option<&Config::compensation_start_x>("Where the first of them is.");
    module.option<&Config::compensation_end_x>("Where the last of them is.");
    module.option<&Config::zy_compensations>("Corrections along y, mm; calibration saves them.");
    module.option<&Config::compensation_start_y>("Where the first of them is.");
    module.option<&Config::compensation_end_y>("Where the last of them is.");
}

}  // namespace escapement::modules
