// A small interpreter for the moving part of G-code.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/expected_path.hpp"

#include <optional>

#include "gcode/line.hpp"
#include "gcode/source.hpp"

namespace escapement::app {
namespace {

using base::Error;
using base::Result;

class Reader {
  public:
    explicit Reader(sim::PathPoint homed) : homed_(homed) {}

    Result<void> take(const gcode::Line& line) {
        const auto command = line.command();
        if (command == "G0" || command == "G1") return move(line);
        if (command == "G28") return home(line);
        if (command == "G92") return set_origin(line);
        if (command == "G2" || command == "G3") return Error{"arcs cannot be followed"};
        if (command == "M221") return set_flow(line);
        if (command == "G90") absolute_ = true;
        if (command == "G91") absolute_ = false;
        if (command == "M82") absolute_extrusion_ = true;
        if (command == "M83") absolute_extrusion_ = false;
        return {};
    }
    ExpectedPath path;

  private:
    Result<void> move(const gcode::Line& line) {
        if (path.points.empty()) return Error{"a move before homing cannot be followed"};
        for (std::size_t axis = 0; axis < 3; ++axis) {
            const auto word = line.number("XYZ"[axis]);
            if (!word) return word.error();
            if (*word) at_[axis] = (absolute_ ? origin_[axis] : at_[axis]) + **word;
        }
        const auto push = line.number('E');
        if (!push) return push.error();
        if (*push) extrude(**push);
        path.points.push_back({at_[0], at_[1], at_[2]});
        return {};
    }
    void extrude(double e) {
        const bool absolute = absolute_ && absolute_extrusion_;
        const double by = absolute ? e - counted_ : e;
        counted_ += by;
        path.filament_mm += by * flow_;
        if (by > 0) path.extruded_mm += by * flow_;
    }
    Result<void> home(const gcode::Line& line) {
        if (line.has('X') || line.has('Y') || line.has('Z'))
            return Error{"homing of single axes cannot be followed"};
        if (path.points.size() > 1) return Error{"homing after the first move cannot be followed"};
        at_ = {homed_.x, homed_.y, homed_.z};
        origin_ = {};
        path.points = {homed_};
        ++path.homings;
        return {};
    }
    Result<void> set_origin(const gcode::Line& line) {
        const bool all = !line.has('X') && !line.has('Y') && !line.has('Z') && !line.has('E');
        for (std::size_t axis = 0; axis < 3; ++axis) {
            const auto word = line.number("XYZ"[axis]);
            if (!word) return word.error();
            if (*word || all) origin_[axis] = at_[axis] - word->value_or(0.0);
        }
        const auto e = line.number('E');
        if (!e) return e.error();
        if (*e || all) counted_ = e->value_or(0.0);
        return {};
    }
    Result<void> set_flow(const gcode::Line& line) {
        const auto percent = line.number_or('S', 100.0);
        if (!percent) return percent.error();
        flow_ = *percent / 100.0;
        return {};
    }

    sim::PathPoint homed_;
    std::array<double, 3> at_{}, origin_{};
    double counted_ = 0.0, flow_ = 1.0;
    bool absolute_ = true, absolute_extrusion_ = true;
};

}  // namespace

Result<ExpectedPath> read_expected_path(const std::string& file, sim::PathPoint homed) {
    auto source = gcode::open_source(file);
    if (!source) return source.error();
    Reader reader(homed);
    while (true) {
        auto line = source->next();
        if (!line) return line.error();
        if (!*line) break;
        if (auto taken = reader.take(gcode::parse_line((*line)->text)); !taken)
            return std::move(taken.error()).within(source->place());
    }
    return std::move(reader.path);
}

}  // namespace escapement::app
