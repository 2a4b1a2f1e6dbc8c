// Moves as G-code files write them, and everything that changes what their numbers mean.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/value.hpp"
#include "gcode/line.hpp"
#include "modules/gcode_coordinates.hpp"
#include "printer/context.hpp"
#include "printer/description.hpp"
#include "printer/events.hpp"
#include "printer/move_path.hpp"
#include "printer/toolhead.hpp"

namespace escapement::modules {

class GcodeMove {
  public:
    struct Status {
        double speed_factor = 1.0;
        double speed = 0.0;
        double extrude_factor = 1.0;
        bool absolute_coordinates = true;
        bool absolute_extrude = true;
        std::vector<double> homing_origin;
        std::vector<double> position;
        std::vector<double> gcode_position;
        base::Value axis_map;
    };
    struct SetPosition {
        std::optional<double> x, y, z, e;
    };
    struct Percentage {
        double s = 100.0;
    };
    struct SetOffset {
        std::optional<double> x, y, z, e;
        std::optional<double> x_adjust, y_adjust, z_adjust, e_adjust;
        int move = 0;
        std::optional<double> move_speed;
    };
    struct SaveState {
        std::string name = "default";
    };
    struct RestoreState {
        std::string name = "default";
        int move = 0;
        std::optional<double> move_speed;
    };

    static void describe(printer::Description<GcodeMove>& module);

    explicit GcodeMove(printer::Context& context);
    GcodeMove(const GcodeMove&) = delete;
    GcodeMove& operator=(const GcodeMove&) = delete;

    // Where moves go from here: whoever bends them has a place in it.
    printer::MovePath& path() { return path_; }
    // Takes over the position from the machine: to be called when a transform changes what its
    // coordinates mean.
    void follow_machine();

    // A G1 from within the program.  Throws CommandError.
    void move(const GcodeCoordinates::Target& target);
    // The position as the G-code file sees it, and how it writes numbers at present.
    GcodeCoordinates::Axes gcode_position() const { return coordinates_.gcode_position(); }
    const GcodeCoordinates::State& state() const { return coordinates_.state(); }
    // The machine; only once the printer is ready.
    printer::Toolhead& toolhead() { return *toolhead_; }

    Status status() const;

  private:
    // The end of every move's way.
    class Machine final : public printer::MoveStage {
      public:
        explicit Machine(printer::Toolhead*& toolhead) : toolhead_(toolhead) {}
        void move(const motion::Position& end, base::Speed speed) override {
            toolhead_->move(end, speed);
        }
        motion::Position position() override { return toolhead_->position(); }

      private:
        printer::Toolhead*& toolhead_;
    };

    static void describe_coordinates(printer::Description<GcodeMove>& module);
    static void describe_offset(printer::Description<GcodeMove>& module);
    static void describe_states(printer::Description<GcodeMove>& module);
    static void describe_status(printer::Description<GcodeMove>& module);

    void move_along(const gcode::Line& line);
    void refuse_inches();
    void accept_millimetres();
    void extrude_absolute();
    void extrude_relative();
    void move_absolute();
    void move_relative();
    void set_position(const SetPosition& request);
    void report_position();
    void set_speed_factor(const Percentage& request);
    void set_extrude_factor(const Percentage& request);
    void set_offset(const SetOffset& request);
    // The speed that was wanted for a move, or the present one.  Throws CommandError.
    double move_speed(const std::optional<double>& wanted) const;
    void save_state(const SaveState& request);
    void restore_state(const RestoreState& request);
    void report_everything();

    // To the last position; when the machine refuses, the last position is where it stands.
    void send(double speed);
    void learn_extra_axes();
    void forget_offsets(const printer::HomingEnds& homing);

    printer::Context& context_;
    printer::Toolhead* toolhead_ = nullptr;  // known once the printer is ready
    Machine machine_{toolhead_};
    printer::MovePath path_{machine_};
    GcodeCoordinates coordinates_;
    std::map<std::string, GcodeCoordinates::State, std::less<>> saved_;

    printer::Signal<printer::Ready>::Connection ready_;
    printer::Signal<printer::PositionSet>::Connection position_set_;
    printer::Signal<printer::ManualMove>::Connection manual_move_;
    printer::Signal<printer::ExtruderChanged>::Connection extruder_changed_;
    printer::Signal<printer::ExtraAxesChanged>::Connection extra_axes_changed_;
    printer::Signal<printer::HomingEnds>::Connection homing_ends_;
};

}  // namespace escapement::modules
