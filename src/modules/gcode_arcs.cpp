// What an arc command means, and its moves one after the other.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/gcode_arcs.hpp"

#include <array>

#include "base/text.hpp"
#include "printer/errors.hpp"

namespace escapement::modules {
namespace {

using printer::CommandError;

// An arc of a kilometre at a resolution of a millimetre; nobody means more.
constexpr double most_strokes = 1e6;

// The length of filament for each stroke, and how the G-code file has to write it.
class Filament {
  public:
    Filament(const std::optional<double>& e, const GcodeMove& gcode_move, double strokes)
        : absolute_(gcode_move.state().absolute_extrude) {
        if (!e) return;
        if (absolute_) base_ = gcode_move.gcode_position()[GcodeCoordinates::e];
        each_ = (*e - base_) / strokes;
    }
    std::optional<double> next() {
        if (each_ == 0.0) return std::nullopt;
        const double end = base_ + each_;
        if (absolute_) base_ = end;
        return end;
    }

  private:
    bool absolute_;
    double base_ = 0.0, each_ = 0.0;
};

ArcPath path_of(const Arc& arc, double resolution) {
    ArcPath path(arc, resolution);
    if (path.strokes() <= most_strokes) return path;
    throw CommandError("G2/G3: the arc would take " + base::print_number(path.strokes()) +
                       " moves, more than " + base::print_number(most_strokes) +
                       "; check its numbers and the resolution of [gcode_arcs]");
}

template <class Command>
void describe_arc(Command command) {
    using Request = GcodeArcs::Request;
    command.template parameter<&Request::x>("Where it ends, mm.");
    command.template parameter<&Request::y>("Where it ends, mm.");
    command.template parameter<&Request::z>("Where it ends, mm.");
    command.template parameter<&Request::e>("Filament, position or length in mm.");
    command.template parameter<&Request::f>("Speed in mm/min, kept for later moves.").above(0.0);
    command.template parameter<&Request::i>("The centre's distance from the start along x.");
    command.template parameter<&Request::j>("The centre's distance from the start along y.");
    command.template parameter<&Request::k>("The centre's distance from the start along z.");
    command.template parameter<&Request::r>("A radius instead of a centre: not supported.");
}

}  // namespace

GcodeArcs::GcodeArcs(const Config& config, printer::Context& context)
    : config_(config), gcode_move_(context.modules.the<GcodeMove>()) {}

runtime::Task<> GcodeArcs::clockwise(const Request& request) {
    return follow(arc_of(request, true), request);
}

runtime::Task<> GcodeArcs::counter_clockwise(const Request& request) {
    return follow(arc_of(request, false), request);
}

Arc GcodeArcs::arc_of(const Request& request, bool is_clockwise) const {
    if (!gcode_move_.state().absolute_coordinates)
        throw CommandError("G2/G3 does not support relative move mode");
    if (request.r) throw CommandError("G2/G3 does not support R moves");
    const auto here = gcode_move_.gcode_position();
    const std::array centre{request.i, request.j, request.k};
    const Arc arc{.from = {here[0], here[1], here[2]},
                  .to = {request.x.value_or(here[0]),
                         request.y.value_or(here[1]),
                         request.z.value_or(here[2])},
                  .centre = {centre[plane_.first], centre[plane_.second]},
                  .plane = plane_,
                  .clockwise = is_clockwise};
    if (arc.centre[0] == 0.0 && arc.centre[1] == 0.0)
        throw CommandError("G2/G3 requires IJ, IK or JK parameters");
    return arc;
}

runtime::Task<> GcodeArcs::follow(Arc arc, Request request) {
    const ArcPath path = path_of(arc, config_.resolution);
    Filament filament(request.e, gcode_move_, path.strokes());
    for (double stroke = 1.0; stroke <= path.strokes(); stroke += 1.0) {
        const auto point = path.point(stroke);
        gcode_move_.move(
            {.axes = {point[0], point[1], point[2], filament.next()}, .speed = request.f});
        auto& toolhead = gcode_move_.toolhead();
        if (toolhead.full()) co_await toolhead.wait_for_room();
    }
}

void GcodeArcs::describe(printer::Description<GcodeArcs>& module) {
    module.section("gcode_arcs").doc("Arcs: G2 and G3, in the plane of G17, G18 or G19.");
    module.option<&Config::resolution>("Length of the moves that an arc is made of, in mm.")
        .unit("mm")
        .above(0.0);
    describe_arc(module.command<&GcodeArcs::clockwise>("G2", "Moves along an arc, clockwise."));
    describe_arc(module.command<&GcodeArcs::counter_clockwise>(
        "G3", "Moves along an arc, counter-clockwise."));
    module.command<&GcodeArcs::use_xy>("G17", "Arcs lie in the plane of x and y.");
    module.command<&GcodeArcs::use_xz>("G18", "Arcs lie in the plane of x and z.");
    module.command<&GcodeArcs::use_yz>("G19", "Arcs lie in the plane of y and z.");
}

}  // namespace escapement::modules
