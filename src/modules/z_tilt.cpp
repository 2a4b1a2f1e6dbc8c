// The plane of the bed says how far each motor is to go.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/z_tilt.hpp"

#include <algorithm>

#include "modules/bed_tilt.hpp"
#include "printer/module.hpp"

namespace escapement::modules {

ZTilt::ZTilt(const Config& config, printer::Context& context)
    : config_(config),
      applied_(context.events),
      retries_(config, context.console, "", context.simulated),
      points_(context,
              {.places = config.places(),
               .horizontal_move_z = config.horizontal_move_z,
               .speed = config.speed}),
      adjuster_(config_.section, config.z_positions.rows.size(), context) {}

void ZTilt::check(const Config& config, printer::Complaints& complaints) {
    complaints.require("points");
    if (config.section.gives("points")) config.ProbePointsOptions::check(complaints, 2);
    if (!complaints.none_about({"z_positions"})) return;
    for (const auto& row : config.z_positions.rows)
        if (row.size() != 2)
            return complaints.add("z_positions", "must be lines of two numbers: X, Y");
}

runtime::Task<> ZTilt::level(const Retries::Request& request) {
    applied_.set(false);
    retries_.begin(request);
    ProbePoints::Finish finish = [this](std::vector<ProbeResult> found) {
        return adjust(std::move(found));
    };
    auto measuring = points_.start(request, std::move(finish));
    co_await measuring;
}

runtime::Task<ProbePoints::Next> ZTilt::adjust(std::vector<ProbeResult> found) {
    const BedPlane plane = *bed_plane(found, true);
    std::vector<double> adjustments;
    for (const auto& row : config_.z_positions.rows)
        adjustments.push_back(row[0] * plane.x + row[1] * plane.y + plane.z);
    auto adjusting = adjuster_.adjust(std::move(adjustments), points_.lift_speed());
    co_await adjusting;
    const auto [low, high] =
        std::minmax_element(found.begin(), found.end(), [](const auto& one, const auto& other) {
            return one.bed_z < other.bed_z;
        });
    co_return applied_.note(retries_.check(low->bed_z, high->bed_z));
}

void ZTilt::describe(printer::Description<ZTilt>& module) {
    module.section("z_tilt").doc("Several motors of z level the bed.");
    module.option<&Config::z_positions>("Where the motors are, a line of X, Y each.").required();
    ProbePointsOptions::describe(module);
    RetryOptions::describe(module);
    Retries::Request::describe(module.command<&ZTilt::level>("Z_TILT_ADJUST", "Adjust the Z tilt"));
    module.status<&Status::applied>("Whether the bed was levelled since the motors have power.");
}

}  // namespace escapement::modules
