// DELTA_CALIBRATE and DELTA_ANALYZE.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/delta_calibrate.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numbers>

#include "modules/configfile.hpp"
#include "modules/coordinate_descent.hpp"
#include "modules/toolhead.hpp"
#include "printer/console.hpp"
#include "printer/errors.hpp"
#include "printer/module.hpp"

namespace escapement::modules {
namespace {

using printer::CommandError;

// The object that is printed and measured: pillars at these angles around a middle one.  Klipper
// has the same, so that its drawing can be printed.
constexpr std::array<double, 6> pillar_degrees{210.0, 270.0, 330.0, 30.0, 90.0, 150.0};
constexpr double outer_radius = 65.0, ridge_radius = 4.5;
// Distances count half as much as heights.
constexpr double distance_weight = 0.5;
constexpr double impossible = 9999999999999.9;

// Not on one circle: a circle could be of any radius.
constexpr std::array<double, 6> scatter{0.95, 0.90, 0.85, 0.70, 0.75, 0.80};

std::vector<BedPlace> usual_places(double radius) {
    std::vector<BedPlace> places{{0.0, 0.0}};
    for (std::size_t i = 0; i < scatter.size(); ++i) {
        const double angle = (90.0 + 60.0 * static_cast<double>(i)) * std::numbers::pi / 180.0;
        places.push_back(
            {std::cos(angle) * radius * scatter[i], std::sin(angle) * radius * scatter[i]});
    }
    return places;
}

std::optional<std::vector<double>> saved_numbers(const DeltaCalibrate::Config& config,
                                                 const std::string& name,
                                                 std::size_t count) {
    for (const auto& [option, text] : config.saved) {
        if (option != name) continue;
        auto numbers = base::Text<std::vector<double>>::parse(text);
        if (!numbers || numbers->size() != count)
            throw config.section.error(
                option, "must be " + std::to_string(count) + (count == 1 ? " number" : " numbers"));
        return numbers;
    }
    return std::nullopt;
}

StablePosition saved_place(const DeltaCalibrate::Config& config, const std::string& name) {
    const auto numbers = saved_numbers(config, name, 3);
    if (!numbers) throw config.section.error("", "needs " + name + " as well");
    return {(*numbers)[0], (*numbers)[1], (*numbers)[2]};
}

std::vector<MeasuredHeight> saved_heights(const DeltaCalibrate::Config& config,
                                          const std::string& prefix) {
    std::vector<MeasuredHeight> heights;
    while (true) {
        const auto name = prefix + std::to_string(heights.size());
        const auto height = saved_numbers(config, name, 1);
        if (!height) return heights;
        heights.push_back({height->front(), saved_place(config, name + "_pos")});
    }
}

std::vector<MeasuredDistance> saved_distances(const DeltaCalibrate::Config& config) {
    std::vector<MeasuredDistance> distances;
    while (true) {
        const auto name = "distance" + std::to_string(distances.size());
        const auto distance = saved_numbers(config, name, 1);
        if (!distance) return distances;
        distances.push_back({distance->front(),
                             saved_place(config, name + "_pos1"),
                             saved_place(config, name + "_pos2")});
    }
}

std::string place_text(const StablePosition& place) {
    return fmt::format("{:.3f},{:.3f},{:.3f}", place[0], place[1], place[2]);
}

motion::Point level_point(const BedPlace& place) {
    return {base::Length{place[0]}, base::Length{place[1]}, {}};
}

// The error of a model: how far it is from what was measured, squared and added up.
double error_of(const DeltaModel& model,
                const std::vector<MeasuredHeight>& heights,
                const std::vector<MeasuredDistance>& distances,
                double height_weight) {
    double error = 0.0;
    for (const auto& [height, at] : heights) {
        const auto nozzle = model.nozzle(at);
        if (!nozzle) return impossible;
        error += std::pow(nozzle->z.value - height, 2.0);
    }
    error *= height_weight;
    for (const auto& [distance, from, to] : distances) {
        const auto one = model.nozzle(from), other = model.nozzle(to);
        if (!one || !other) return impossible;
        const double x = (one->x - other->x).value, y = (one->y - other->y).value,
                     z = (one->z - other->z).value;
        error += std::pow(std::sqrt(x * x + y * y + z * z) - distance, 2.0);
    }
    return std::isfinite(error) ? error : impossible;
}

}  // namespace

DeltaCalibrate::DeltaCalibrate(const Config& config, printer::Context& context)
    : config_(config),
      context_(context),
      points_(context,
              {.places = config.points.rows.empty() ? usual_places(config.radius) : config.places(),
               .horizontal_move_z = config.horizontal_move_z,
               .speed = config.speed}),
      model_(delta_model(context)),
      probed_(saved_heights(config_, "height")),
      manual_(saved_heights(config_, "manual_height")),
      distances_(saved_distances(config_)) {
    if (!model_)
        throw config_.section.error(
            "", "Delta calibrate is only for delta printers; remove this section");
}

void DeltaCalibrate::check(const Config& config, printer::Complaints& complaints) {
    if (!config.points.rows.empty()) config.ProbePointsOptions::check(complaints, 3);
    complaints.attempt({"height0"}, [&] {
        saved_heights(config, "height");
        saved_heights(config, "manual_height");
        saved_distances(config);
    });
}

runtime::Task<> DeltaCalibrate::calibrate(const ProbePoints::Request& request) {
    ProbePoints::Finish finish = [this](std::vector<ProbeResult> found) {
        return take_over(std::move(found));
    };
    auto measuring = points_.start(request, std::move(finish));
    co_await measuring;
}

runtime::Task<ProbePoints::Next> DeltaCalibrate::take_over(std::vector<ProbeResult> found) {
    std::vector<MeasuredHeight> heights;
    for (const ProbeResult& result : found)
        heights.push_back({result.test_z - result.bed_z,
                           model_->stable({base::Length{result.test_x},
                                           base::Length{result.test_y},
                                           base::Length{result.test_z}})});
    auto finding = find_parameters(std::move(heights), distances_);
    co_await finding;
    co_return ProbePoints::Next::done;
}

runtime::Task<> DeltaCalibrate::find_parameters(std::vector<MeasuredHeight> probed,
                                                std::vector<MeasuredDistance> distances) {
    auto heights = manual_;
    heights.insert(heights.end(), probed.begin(), probed.end());
    const double weight = distances.empty()
                              ? 1.0
                              : static_cast<double>(distances.size()) /
                                    (distance_weight * static_cast<double>(probed.size()));
    const auto parameters = model_->parameters();
    const std::size_t adjustable =
        distances.empty() ? model_->basic_parameters() : parameters.size();
    ErrorOf error = [&](const std::vector<double>& tried) {
        return error_of(*model_->with(tried), heights, distances, weight);
    };
    auto descending =
        coordinate_descent(context_.executor, parameters, adjustable, std::move(error));
    const auto best = co_await descending;
    save(*model_->with(best), probed, distances);
    context_.console.info(
        "The SAVE_CONFIG command will update the printer config file\n"
        "with these parameters and restart the printer.");
}

void DeltaCalibrate::save(const DeltaModel& model,
                          const std::vector<MeasuredHeight>& probed,
                          const std::vector<MeasuredDistance>& distances) {
    auto& file = context_.modules.the<Configfile>();
    for (const auto& [section, option, value] : model.saved()) file.set(section, option, value);
    context_.console.info(model.text());
    const std::string section = "delta_calibrate";
    file.remove(section);
    const auto save_heights = [&](const std::string& prefix, const auto& heights) {
        for (std::size_t i = 0; i < heights.size(); ++i) {
            const auto name = prefix + std::to_string(i);
            file.set(section, name, base::print_number(heights[i].height));
            file.set(section, name + "_pos", place_text(heights[i].at));
        }
    };
    save_heights("height", probed);
    save_heights("manual_height", manual_);
    for (std::size_t i = 0; i < distances.size(); ++i) {
        const auto name = "distance" + std::to_string(i);
        file.set(section, name, base::print_number(distances[i].distance));
        file.set(section, name + "_pos1", place_text(distances[i].from));
        file.set(section, name + "_pos2", place_text(distances[i].to));
    }
}

runtime::Task<> DeltaCalibrate::analyze(const Analyze& request) {
    if (request.manual_height) {
        add_manual_height(*request.manual_height);
        co_return;
    }
    note(request);
    if (!request.calibrate) co_return;
    if (*request.calibrate != "extended")
        throw CommandError("Unknown calibrate action '" + *request.calibrate +
                           "'; it can be extended");
    co_await calibrate_extended();
}

void DeltaCalibrate::add_manual_height(double height) {
    auto& toolhead = context_.modules.the<ToolheadModule>().toolhead();
    toolhead.flush();
    const auto nozzle = toolhead.kinematics().nozzle(
        [](const printer::Stepper& stepper) { return stepper.commanded_position(); });
    manual_.push_back({height, model_->stable(nozzle)});
    context_.console.info(
        fmt::format("Adding manual height: {:.3f},{:.3f},{:.3f} is actually z={:.3f}",
                    nozzle.x.value,
                    nozzle.y.value,
                    nozzle.z.value,
                    height));
}

void DeltaCalibrate::note(const Analyze& request) {
    struct Entry {
        const char* name;
        const std::vector<double>& given;
        std::size_t count;
    };
    for (const auto& [name, given, count] :
         {Entry{"CENTER_DISTS", request.center_dists, 6},
          Entry{"CENTER_PILLAR_WIDTHS", request.center_pillar_widths, 3},
          Entry{"OUTER_DISTS", request.outer_dists, 6},
          Entry{"OUTER_PILLAR_WIDTHS", request.outer_pillar_widths, 6},
          Entry{"SCALE", request.scale, 1}}) {
        if (given.empty()) continue;
        if (given.size() != count)
            throw CommandError(std::string("Parameter '") + name + "' must have " +
                               std::to_string(count) + " values");
        measured_[name] = given;
    }
}

// Pillars stand in a ring.  Distances were measured from the middle pillar to each of the ring, and
// from each of the ring to the next but one, over the outsides; the pillars' widths go off.
std::vector<MeasuredDistance> DeltaCalibrate::distances() const {
    const double scale = measured_.contains("SCALE") ? measured_.at("SCALE")[0] : 1.0;
    const auto& center = measured_.at("CENTER_DISTS");
    const auto& widths = measured_.at("CENTER_PILLAR_WIDTHS");
    const auto& outer = measured_.at("OUTER_DISTS");
    const auto& outer_widths = measured_.at("OUTER_PILLAR_WIDTHS");
    const auto direction = [](std::size_t i) {
        const double angle = pillar_degrees[i % pillar_degrees.size()] * std::numbers::pi / 180.0;
        return BedPlace{std::cos(angle), std::sin(angle)};
    };
    const auto stable = [&](const BedPlace& start, const BedPlace& way, double far) {
        return model_->stable(level_point({start[0] + way[0] * far, start[1] + way[1] * far}));
    };
    const double near = ridge_radius * scale, far = (outer_radius + ridge_radius) * scale;
    constexpr std::array<std::size_t, 3> width_of{0, 2, 1};
    std::vector<MeasuredDistance> found;
    for (std::size_t i = 0; i < pillar_degrees.size(); ++i)
        found.push_back({center[i] - widths[width_of[i % 3]],
                         stable({}, direction(i), near),
                         stable({}, direction(i), far)});
    for (std::size_t i = 0; i < pillar_degrees.size(); ++i) {
        const auto [x, y] = direction(i);
        const BedPlace pillar{x * outer_radius * scale, y * outer_radius * scale};
        found.push_back({outer[i] - outer_widths[i],
                         stable(pillar, direction(i + 2), near),
                         stable(pillar, direction(i + 2), far)});
    }
    return found;
}

runtime::Task<> DeltaCalibrate::calibrate_extended() {
    std::size_t given = 0;
    for (const char* name :
         {"CENTER_DISTS", "CENTER_PILLAR_WIDTHS", "OUTER_DISTS", "OUTER_PILLAR_WIDTHS"})
        given += measured_.count(name);
    if (given != 0 && given != 4)
        throw CommandError(
            "Not all measurements provided: DELTA_ANALYZE needs CENTER_DISTS, "
            "CENTER_PILLAR_WIDTHS, OUTER_DISTS and OUTER_PILLAR_WIDTHS");
    if (probed_.empty())
        throw CommandError("Must run basic calibration with DELTA_CALIBRATE first");
    auto finding = find_parameters(probed_, given == 0 ? distances_ : distances());
    co_await finding;
}

void DeltaCalibrate::describe(printer::Description<DeltaCalibrate>& module) {
    module.section("delta_calibrate").doc("Finding out what a delta is built like.");
    module.option<&Config::radius>("Radius of the places to probe, mm.").required().above(0.0);
    ProbePointsOptions::describe(module);
    describe_saved(module);
    ProbePoints::Request::describe(
        module.command<&DeltaCalibrate::calibrate>("DELTA_CALIBRATE", "Delta calibration script"));
    auto analyze = module.command<&DeltaCalibrate::analyze>("DELTA_ANALYZE",
                                                            "Extended delta calibration tool");
    analyze.parameter<&Analyze::manual_height>(
        "How high the nozzle really is where it is now, mm; nothing else is done.");
    analyze.parameter<&Analyze::center_dists>("Six distances over the middle pillar, mm.");
    analyze.parameter<&Analyze::center_pillar_widths>("Three widths of the middle pillar, mm.");
    analyze.parameter<&Analyze::outer_dists>("Six distances over two outer pillars, mm.");
    analyze.parameter<&Analyze::outer_pillar_widths>("Six widths of the outer pillars, mm.");
    analyze.parameter<&Analyze::scale>("How large the object was printed; 1 for as drawn.");
    analyze.parameter<&Analyze::calibrate>("extended to calibrate with all of that.");
}

void DeltaCalibrate::describe_saved(printer::Description<DeltaCalibrate>& module) {
    constexpr auto saved = &Config::saved;
    module.family<saved>("height", "<n>", "A height that was probed; DELTA_CALIBRATE saves it.")
        .numbers();
    module.family<saved>("height", "<n>_pos", "Where that was, in steps from the endstops.")
        .numbers();
    module.family<saved>("manual_height", "<n>", "A height that was given by hand.").numbers();
    module.family<saved>("manual_height", "<n>_pos", "Where that was.").numbers();
    module.family<saved>("distance", "<n>", "A distance that was measured on a print.").numbers();
    module.family<saved>("distance", "<n>_pos1", "Where it begins.").numbers();
    module.family<saved>("distance", "<n>_pos2", "Where it ends.").numbers();
}

}  // namespace escapement::modules
