// Heights over screws, turned into turns.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/screws_tilt_adjust.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "printer/console.hpp"
#include "printer/errors.hpp"
#include "printer/module.hpp"

namespace escapement::modules {
namespace {

// Less cannot be turned.
constexpr double least_rise = 0.001;

struct Thread {
    std::string_view name;
    double pitch;  // mm per turn
};
constexpr Thread known_threads[] = {{"M3", 0.5}, {"M4", 0.7}, {"M5", 0.8}, {"M6", 1.0}};

double pitch_of(const std::string& thread) {
    for (const auto& [name, pitch] : known_threads)
        if (thread.ends_with(name)) return pitch;
    return known_threads[0].pitch;
}

std::vector<BedPlace> places_of(const ScrewsTiltAdjust::Config& config,
                                const std::vector<Screw>& screws) {
    if (!config.points.rows.empty()) return config.places();
    std::vector<BedPlace> places;
    for (const Screw& screw : screws) places.push_back(screw.place);
    return places;
}

}  // namespace

ScrewTurn screw_turn(double rise, double pitch, bool clockwise_rises) {
    const double turns = std::abs(rise) < least_rise ? 0.0 : rise / pitch;
    const double amount = std::abs(turns);
    const double full = std::trunc(amount);
    return {.sign = (turns >= 0.0) == clockwise_rises ? "CW" : "CCW",
            .amount = fmt::format("{:02}:{:02}",
                                  static_cast<int>(full),
                                  static_cast<int>(std::nearbyint((amount - full) * 60.0)))};
}

ScrewsTiltAdjust::ScrewsTiltAdjust(const Config& config, printer::Context& context)
    : config_(config),
      context_(context),
      screws_(read_screws(config_.screws, config_.section)),
      points_(context,
              {.places = places_of(config_, screws_),
               .horizontal_move_z = config_.horizontal_move_z,
               .speed = config_.speed}) {}

void ScrewsTiltAdjust::check(const Config& config, printer::Complaints& complaints) {
    check_screws(config.screws, complaints);
    if (!config.points.rows.empty()) config.ProbePointsOptions::check(complaints, 3);
}

runtime::Task<> ScrewsTiltAdjust::calculate(const Request& request) {
    status_.max_deviation = request.max_deviation;
    direction_ = base::upper_case(request.direction.value_or(""));
    if (request.direction && direction_ != "CW" && direction_ != "CCW")
        throw printer::CommandError("Error on 'SCREWS_TILT_CALCULATE DIRECTION=" +
                                    *request.direction + "': DIRECTION must be either CW or CCW");
    ProbePoints::Finish finish = [this](std::vector<ProbeResult> found) {
        return report(std::move(found));
    };
    auto measuring = points_.start(request, std::move(finish));
    co_await measuring;
}

// All turns in one direction: from the highest or the lowest.
std::size_t ScrewsTiltAdjust::choose_base(const std::vector<ProbeResult>& found) const {
    if (direction_.empty()) return 0;
    const auto lower = [](const auto& one, const auto& other) { return one.bed_z < other.bed_z; };
    const bool highest = clockwise() == (direction_ == "CW");
    const auto base = highest ? std::max_element(found.begin(), found.end(), lower)
                              : std::min_element(found.begin(), found.end(), lower);
    return static_cast<std::size_t>(base - found.begin());
}

runtime::Task<ProbePoints::Next> ScrewsTiltAdjust::report(std::vector<ProbeResult> found) {
    const std::size_t base = choose_base(found);
    const double base_z = found[base].bed_z;
    status_.results = base::Value::Table{};
    status_.error = false;
    context_.console.info(
        "01:20 means 1 full turn and 20 minutes, CW=clockwise, CCW=counter-clockwise");
    double furthest = 0.0;
    for (std::size_t i = 0; i < std::min(screws_.size(), found.size()); ++i) {
        report(i, found[i], base_z, i == base);
        furthest = std::max(furthest, std::abs(base_z - found[i].bed_z));
    }
    const auto& limit = status_.max_deviation;
    if (limit && *limit != 0.0 && furthest > *limit) {
        status_.error = true;
        throw printer::CommandError("bed level exceeds configured limits (" +
                                    base::print_number(*limit) +
                                    "mm)! Adjust screws and restart print.");
    }
    co_return ProbePoints::Next::done;
}

void ScrewsTiltAdjust::report(std::size_t screw,
                              const ProbeResult& found,
                              double base_z,
                              bool is_base) {
    const auto& [place, name, fine] = screws_[screw];
    auto turn = screw_turn(base_z - found.bed_z, pitch_of(config_.screw_thread), clockwise());
    if (is_base) turn = {.sign = clockwise() ? "CW" : "CCW", .amount = "00:00"};
    const auto where =
        fmt::format(" : x={:.1f}, y={:.1f}, z={:.5f}", place[0], place[1], found.bed_z);
    context_.console.info(is_base ? name + " (base)" + where
                                  : name + where + " : adjust " + turn.sign + " " + turn.amount);
    base::Value result = base::Value::Table{};
    result["z"] = found.bed_z;
    result["sign"] = turn.sign;
    result["adjust"] = turn.amount;
    result["is_base"] = is_base;
    status_.results["screw" + std::to_string(screw + 1)] = result;
}

void ScrewsTiltAdjust::describe(printer::Description<ScrewsTiltAdjust>& module) {
    module.section("screws_tilt_adjust").doc("Levelling a bed by its screws, with the probe.");
    module
        .family<&Config::screws>(
            "screw", "<n+1>", "Where the nozzle is when the probe is over a screw: X, Y.")
        .numbers();
    module.family<&Config::screws>("screw", "<n+1>_name", "What the screw is called.");
    module.option<&Config::screw_thread>("Thread of the screws, and how they lower the bed.")
        .choices({"CW-M3", "CCW-M3", "CW-M4", "CCW-M4", "CW-M5", "CCW-M5", "CW-M6", "CCW-M6"});
    ProbePointsOptions::describe(module);
    auto calculate = module.command<&ScrewsTiltAdjust::calculate>(
        "SCREWS_TILT_CALCULATE",
        "Tool to help adjust bed leveling screws by calculating the number of turns to level it.");
    calculate.parameter<&Request::max_deviation>("Fails when screws differ by more than this, mm.");
    calculate.parameter<&Request::direction>("CW or CCW: turns in this direction only.");
    ProbePoints::Request::describe(calculate);
    module.status<&Status::error>("Whether screws differ by more than MAX_DEVIATION.");
    module.status<&Status::max_deviation>("The last MAX_DEVIATION.");
    module.status<&Status::results>("Height and turns of each screw.");
}

}  // namespace escapement::modules
