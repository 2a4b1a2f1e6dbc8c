// Lines through two places each, extended to the motors.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/quad_gantry_level.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "printer/console.hpp"
#include "printer/errors.hpp"
#include "printer/module.hpp"

namespace escapement::modules {
namespace {

constexpr std::size_t corners = 4;

// Through two places along an axis.
class Line {
  public:
    Line(double from, double from_height, double to, double to_height)
        : slope_(from_height == to_height || from == to ? 0.0
                                                        : (to_height - from_height) / (to - from)),
          offset_(from_height - slope_ * from) {}
    double at(double place) const { return slope_ * place + offset_; }

  private:
    double slope_, offset_;
};

}  // namespace

std::array<double, corners> gantry_heights(const std::vector<ProbeResult>& found,
                                           const std::array<double, corners>& heights,
                                           const BedPlace& first_corner,
                                           const BedPlace& last_corner) {
    const Line front(found[0].bed_x, heights[0], found[3].bed_x, heights[3]);
    const Line back(found[1].bed_x, heights[1], found[2].bed_x, heights[2]);
    const auto side = [&](double x) {
        return Line(found[0].bed_y, front.at(x), found[1].bed_y, back.at(x));
    };
    const Line left = side(first_corner[0]), right = side(last_corner[0]);
    return {left.at(first_corner[1]),
            left.at(last_corner[1]),
            right.at(last_corner[1]),
            right.at(first_corner[1])};
}

QuadGantryLevel::QuadGantryLevel(const Config& config, printer::Context& context)
    : config_(config),
      context_(context),
      applied_(context.events),
      retries_(config, context.console, "Possibly Z motor numbering is wrong", context.simulated),
      points_(context,
              {.places = config.places(),
               .horizontal_move_z = config.horizontal_move_z,
               .speed = config.speed}),
      adjuster_(config_.section, corners, context) {}

void QuadGantryLevel::check(const Config& config, printer::Complaints& complaints) {
    complaints.require("points");
    if (config.section.gives("points")) config.ProbePointsOptions::check(complaints, 0);
    if (complaints.none_about({"points"}) && config.points.rows.size() != corners)
        complaints.add("points", "Need exactly 4 probe points for quad_gantry_level");
    if (!complaints.none_about({"gantry_corners"})) return;
    if (config.gantry_corners.rows.size() < 2)
        complaints.add("gantry_corners",
                       "quad_gantry_level requires at least two gantry_corners, a line of X, Y "
                       "each");
    for (const auto& row : config.gantry_corners.rows)
        if (row.size() != 2)
            return complaints.add("gantry_corners", "must be lines of two numbers: X, Y");
}

runtime::Task<> QuadGantryLevel::level(const Retries::Request& request) {
    applied_.set(false);
    retries_.begin(request);
    ProbePoints::Finish finish = [this](std::vector<ProbeResult> found) {
        return adjust(std::move(found));
    };
    auto measuring = points_.start(request, std::move(finish));
    co_await measuring;
}

runtime::Task<ProbePoints::Next> QuadGantryLevel::adjust(std::vector<ProbeResult> found) {
    std::array<double, corners> seen{};
    std::string text = "Gantry-relative probe points:\n";
    for (std::size_t i = 0; i < corners; ++i) {
        seen[i] = config_.horizontal_move_z - found[i].bed_z;
        text += fmt::format("{}{}: {:.6f}", i == 0 ? "" : " ", i, seen[i]);
    }
    context_.console.info(text);
    const auto& rows = config_.gantry_corners.rows;
    const auto heights =
        gantry_heights(found, seen, {rows[0][0], rows[0][1]}, {rows[1][0], rows[1][1]});
    context_.console.info(
        fmt::format("Actuator Positions:\nz: {:.6f} z1: {:.6f} z2: {:.6f} z3: {:.6f}",
                    heights[0],
                    heights[1],
                    heights[2],
                    heights[3]));
    const double average =
        std::accumulate(heights.begin(), heights.end(), 0.0) / static_cast<double>(corners);
    context_.console.info(fmt::format("Average: {:.6f}", average));
    std::vector<double> adjustments;
    for (const double height : heights) adjustments.push_back(average - height);
    const double most = *std::max_element(adjustments.begin(), adjustments.end());
    if (most > config_.max_adjust)
        throw printer::CommandError(
            fmt::format("Aborting quad_gantry_level required adjustment "
                        "{:.6f} is greater than max_adjust {:.6f}",
                        most,
                        config_.max_adjust));
    auto adjusting = adjuster_.adjust(std::move(adjustments), points_.lift_speed());
    co_await adjusting;
    const auto [low, high] = std::minmax_element(seen.begin(), seen.end());
    co_return applied_.note(retries_.check(*low, *high));
}

void QuadGantryLevel::describe(printer::Description<QuadGantryLevel>& module) {
    module.section("quad_gantry_level").doc("Four motors of z let a gantry follow the bed.");
    module
        .option<&Config::gantry_corners>(
            "The gantry's ends at the first and the third motor, a line of X, Y each.")
        .required();
    module.option<&Config::max_adjust>("The furthest a motor may have to go, mm.").above(0.0);
    ProbePointsOptions::describe(module);
    RetryOptions::describe(module);
    Retries::Request::describe(module.command<&QuadGantryLevel::level>(
        "QUAD_GANTRY_LEVEL",
        "Conform a moving, twistable gantry to the shape of a stationary bed"));
    module.status<&Status::applied>("Whether it was done since the motors have power.");
}

}  // namespace escapement::modules
