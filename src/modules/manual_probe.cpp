// MANUAL_PROBE, TESTZ, ACCEPT, ABORT, and the endstops that are calibrated so.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/manual_probe.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "modules/configfile.hpp"
#include "modules/gcode_move.hpp"
#include "modules/manual_moves.hpp"
#include "modules/stepper_section.hpp"
#include "modules/toolhead.hpp"
#include "printer/console.hpp"
#include "printer/dispatcher.hpp"
#include "printer/errors.hpp"
#include "printer/module.hpp"

namespace escapement::modules {
namespace {

using base::Length;
using printer::CommandError;

// Upwards moves go further and come down again, so that play does not count.
constexpr double bob_height = 0.5;
constexpr double longest_halving = 0.2;
constexpr double far_away = 1e13;

std::string height_text(const std::optional<double>& z) {
    return z ? fmt::format("{:.3f}", *z) : "??????";
}

// The section of z's endstop, where z is an axis by itself.
const config::Section* z_section(const config::Document& config) {
    if (const auto* section = config.find("stepper_z")) return section;
    for (const config::Section* section : config.of_type("carriage")) {
        const auto* axis = section->find("axis");
        if ((axis ? std::string_view(axis->value) : section->title()) == "z") return section;
    }
    return nullptr;
}

std::optional<double> endstop_of(const config::Section* section) {
    const auto* option = section ? section->find("position_endstop") : nullptr;
    return option ? base::Text<double>::parse(option->value) : std::nullopt;
}

}  // namespace

ManualProbe::ManualProbe(printer::Context& context) : context_(context) {
    find_endstops();
}

// A delta's first tower may speak for the others.
void ManualProbe::find_endstops() {
    const auto& config = context_.config;
    if (kinematics_of(config) == "delta") {
        std::optional<double> usual;
        for (const char* name : {"stepper_a", "stepper_b", "stepper_c"}) {
            const auto own = endstop_of(config.find(name));
            if (!usual) usual = own;
            if (own || usual) endstops_.push_back({name, own ? *own : *usual});
        }
        return;
    }
    const config::Section* section = z_section(config);
    if (const auto position = endstop_of(section)) endstops_.push_back({section->name, *position});
}

printer::Toolhead& ManualProbe::toolhead() {
    return context_.modules.the<ToolheadModule>().toolhead();
}

void ManualProbe::refuse_if_active() const {
    if (context_.gcode.active("ACCEPT"))
        throw CommandError("Already in a manual Z probe. Use ABORT to abort it.");
}

void ManualProbe::start(base::Speed speed, Finish finish) {
    refuse_if_active();
    tool_ = Tool{speed, std::move(finish), toolhead().position(), {}};
    context_.console.info(
        "Starting manual Z probe. Use TESTZ to adjust position.\n"
        "Finish with ACCEPT or ABORT command.");
    report();
}

void ManualProbe::start_alone(const Start& request) {
    start(request.speed,
          [this](std::optional<ProbeResult> touched) { return say(std::move(touched)); });
}

runtime::Task<> ManualProbe::say(std::optional<ProbeResult> touched) {
    if (touched) context_.console.info(fmt::format("Z position is {:.3f}", touched->bed_z));
    co_return;
}

void ManualProbe::calibrate_endstop(const Start& request) {
    start(request.speed, [this](std::optional<ProbeResult> touched) {
        return take_over_endstop(std::move(touched));
    });
}

runtime::Task<> ManualProbe::take_over_endstop(std::optional<ProbeResult> touched) {
    if (touched) propose(touched->bed_z);
    co_return;
}

void ManualProbe::apply_offset() {
    const double offset = context_.modules.the<GcodeMove>().state().homing_origin[2];
    if (offset == 0.0) return context_.console.info("Nothing to do: Z Offset is 0");
    propose(offset);
}

// The bed is that much higher than the machine thought.
void ManualProbe::propose(double z_lower) {
    std::string text;
    for (const Endstop& endstop : endstops_) {
        const auto value = fmt::format("{:.3f}", endstop.position - z_lower);
        text += endstop.section + ": position_endstop: " + value + "\n";
        context_.modules.the<Configfile>().set(endstop.section, "position_endstop", value);
    }
    context_.console.info(text +
                          "The SAVE_CONFIG command will update the printer config file\n"
                          "with the above and restart the printer.");
}

// Where the motors' steps put it.
motion::Point ManualProbe::nozzle() {
    toolhead().flush();
    return toolhead().kinematics().nozzle(
        [](const printer::Stepper& stepper) { return stepper.commanded_position(); });
}

void ManualProbe::report() {
    const double z = nozzle().z.value;
    const auto& tried = tool_->tried;
    const auto here = std::lower_bound(tried.begin(), tried.end(), z);
    const auto above = here != tried.end() && *here == z ? here + 1 : here;
    status_ = {.is_active = true, .z_position = z};
    if (here != tried.begin()) status_.z_position_lower = *(here - 1);
    if (above != tried.end()) status_.z_position_upper = *above;
    context_.console.info("Z position: " + height_text(status_.z_position_lower) + " --> " +
                          fmt::format("{:.3f}", z) + " <-- " +
                          height_text(status_.z_position_upper));
}

runtime::Task<> ManualProbe::test(const Test& request) {
    const double before = nozzle().z.value;
    auto& tried = tool_->tried;
    const auto place = std::lower_bound(tried.begin(), tried.end(), before);
    if (place == tried.end() || *place != before) tried.insert(place, before);
    const double wanted = next_height(request.z, before);
    auto moving = move(wanted);
    co_await moving;
    if (!tool_) co_return;
    if (wanted != before && nozzle().z.value == before)
        context_.console.info("WARNING: No change in position (reached stepper resolution)");
    report();
}

double ManualProbe::next_height(const std::string& wanted, double z) const {
    const auto& tried = tool_->tried;
    const auto place = std::lower_bound(tried.begin(), tried.end(), z);
    if (wanted == "+" || wanted == "++") {
        double limit = place + 1 < tried.end() ? *(place + 1) : far_away;
        if (wanted == "+") limit = (limit + z) / 2.0;
        return std::min(limit, z + longest_halving);
    }
    if (wanted == "-" || wanted == "--") {
        double limit = place != tried.begin() ? *(place - 1) : -far_away;
        if (wanted == "-") limit = (limit + z) / 2.0;
        return std::max(limit, z - longest_halving);
    }
    const auto number = base::parse_number(wanted);
    if (!number)
        throw CommandError("Error on 'TESTZ Z=" + wanted + "': unable to parse " + wanted +
                           "; give a distance in mm, +, ++, - or --");
    return z + *number;
}

runtime::Task<> ManualProbe::move(double z) {
    auto& head = toolhead();
    std::string trouble;
    try {
        const Length above{z + bob_height};
        if (head.position()[2] < above) head.manual_move(to_height(above), tool_->speed);
        head.manual_move(to_height(Length{z}), tool_->speed);
    } catch (const CommandError& error) {
        trouble = error.what();
    }
    if (!trouble.empty()) {
        co_await finish(false);
        throw CommandError(trouble);
    }
    co_await head.wait_for_room();
}

runtime::Task<> ManualProbe::accept() {
    const auto& here = toolhead().position();
    const auto& start = tool_->start;
    const bool moved_down = here[0] == start[0] && here[1] == start[1] && here[2] < start[2];
    if (!moved_down)
        context_.console.info(
            "Manual probe failed! Use TESTZ commands to position the\n"
            "nozzle prior to running ACCEPT.");
    return finish(moved_down);
}

runtime::Task<> ManualProbe::abort() {
    return finish(false);
}

runtime::Task<> ManualProbe::finish(bool accepted) {
    const Finish next = std::move(tool_->finish);
    tool_.reset();
    status_ = {};
    std::optional<ProbeResult> touched;
    if (accepted) {
        const auto place = nozzle();
        touched = probe_result({place.x, place.y, place.z});
    }
    auto going_on = next(touched);
    co_await going_on;
}

void ManualProbe::describe(printer::Description<ManualProbe>& module) {
    module.section("manual_probe").always().doc("Finding the bed with a sheet of paper.");
    module.command<&ManualProbe::start_alone>("MANUAL_PROBE", "Start manual probe helper script")
        .parameter<&Start::speed>("Speed of TESTZ.")
        .above(base::Speed{0.0});
    module.command<&ManualProbe::accept>("ACCEPT", "Accept the current Z position")
        .only_while<&ManualProbe::active>();
    module.command<&ManualProbe::accept>("NEXT", "Accept the current Z position")
        .only_while<&ManualProbe::active>();
    module.command<&ManualProbe::abort>("ABORT", "Abort manual Z probing tool")
        .only_while<&ManualProbe::active>();
    auto test = module.command<&ManualProbe::test>("TESTZ", "Move to new Z height");
    test.only_while<&ManualProbe::active>();
    test.parameter<&Test::z>(
            "Distance in mm; + or - for half of the way to the next height that "
            "was tried, ++ or -- for all of it.")
        .required();
    describe_calibration(module);
    module.status<&Status::is_active>("Whether a place is being probed by hand.");
    module.status<&Status::z_position>("How high the nozzle is.");
    module.status<&Status::z_position_lower>("The next lower height that was tried.");
    module.status<&Status::z_position_upper>("The next higher height that was tried.");
}

void ManualProbe::describe_calibration(printer::Description<ManualProbe>& module) {
    auto calibrate = module.command<&ManualProbe::calibrate_endstop>("Z_ENDSTOP_CALIBRATE",
                                                                     "Calibrate a Z endstop");
    calibrate.only_while<&ManualProbe::knows_endstop>();
    calibrate.parameter<&Start::speed>("Speed of TESTZ.").above(base::Speed{0.0});
    module
        .command<&ManualProbe::apply_offset>("Z_OFFSET_APPLY_ENDSTOP",
                                             "Adjust the z endstop_position")
        .only_while<&ManualProbe::knows_endstops>();
}

}  // namespace escapement::modules
