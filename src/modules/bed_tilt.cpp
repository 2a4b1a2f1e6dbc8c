// Adding the slope to moves, and finding it out.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/bed_tilt.hpp"

#include <fmt/format.h>

#include "modules/configfile.hpp"
#include "modules/least_squares.hpp"
#include "printer/console.hpp"
#include "printer/errors.hpp"
#include "printer/module.hpp"

namespace escapement::modules {

BedTilt::BedTilt(const Config& config, printer::Context& context)
    : config_(config),
      context_(context),
      points_(context,
              {.places = config.places(),
               .horizontal_move_z = config.horizontal_move_z,
               .speed = config.speed}) {
    context.modules.the<GcodeMove>().path().put_first(*this);
}

void BedTilt::check(const Config& config, printer::Complaints& complaints) {
    if (config.section.gives("points")) config.ProbePointsOptions::check(complaints, 3);
}

base::Length BedTilt::rise(const motion::Position& place) const {
    return place[0] * config_.x_adjust + place[1] * config_.y_adjust +
           base::Length{config_.z_adjust};
}

void BedTilt::move(const motion::Position& end, base::Speed speed) {
    auto lifted = end;
    lifted[2] = end[2] + rise(end);
    next().move(lifted, speed);
}

motion::Position BedTilt::position() {
    auto place = next().position();
    place[2] = place[2] - rise(place);
    return place;
}

runtime::Task<> BedTilt::calibrate(const ProbePoints::Request& request) {
    ProbePoints::Finish finish = [this](std::vector<ProbeResult> found) {
        return take_over(std::move(found));
    };
    auto measuring = points_.start(request, std::move(finish));
    co_await measuring;
}

runtime::Task<ProbePoints::Next> BedTilt::take_over(std::vector<ProbeResult> found) {
    const auto plane = bed_plane(found, false);
    if (!plane)
        throw printer::CommandError(
            "Unable to calculate tilt: the points must not lie on one line");
    config_.x_adjust = plane->x;
    config_.y_adjust = plane->y;
    config_.z_adjust = plane->z;
    context_.modules.the<GcodeMove>().follow_machine();
    auto& saved = context_.modules.the<Configfile>();
    saved.set("bed_tilt", "x_adjust", fmt::format("{:.6f}", plane->x));
    saved.set("bed_tilt", "y_adjust", fmt::format("{:.6f}", plane->y));
    saved.set("bed_tilt", "z_adjust", fmt::format("{:.6f}", plane->z));
    context_.console.info(
        fmt::format("x_adjust: {:.6f} y_adjust: {:.6f} z_adjust: {:.6f}\n"
                    "The above parameters have been applied to the current\n"
                    "session. The SAVE_CONFIG command will update the printer\n"
                    "config file and restart the printer.",
                    plane->x,
                    plane->y,
                    plane->z));
    co_return ProbePoints::Next::done;
}

std::optional<BedPlane> bed_plane(const std::vector<ProbeResult>& found, bool underdetermined) {
    std::vector<std::vector<double>> rows;
    std::vector<double> heights;
    for (const ProbeResult& result : found) {
        rows.push_back({1.0, result.bed_x, result.bed_y});
        heights.push_back(result.bed_z);
    }
    const auto solved =
        least_squares(rows, heights, underdetermined ? Undetermined::zero : Undetermined::refused);
    if (!solved) return std::nullopt;
    return BedPlane{.z = (*solved)[0], .x = (*solved)[1], .y = (*solved)[2]};
}

void BedTilt::describe(printer::Description<BedTilt>& module) {
    module.section("bed_tilt").doc("Moves follow a bed that is not level.");
    module.option<&Config::x_adjust>("How much the bed rises per mm of x.");
    module.option<&Config::y_adjust>("How much it rises per mm of y.");
    module.option<&Config::z_adjust>("Where it is at the origin, mm.");
    ProbePointsOptions::describe(module);
    auto calibrate =
        module.command<&BedTilt::calibrate>("BED_TILT_CALIBRATE", "Bed tilt calibration script");
    calibrate.only_while<&BedTilt::has_points>();
    ProbePoints::Request::describe(calibrate);
}

}  // namespace escapement::modules
