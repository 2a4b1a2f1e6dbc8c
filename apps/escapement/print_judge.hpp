// Watches the pins of a simulated print, and compares what they do with the G-code.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Homing cuts the path into stretches.  From its end on the nozzle is to be where the lines of
// the file send it, and before the next homing it has to stand at the stretch's end; how homing
// goes about it is not judged, only where it takes the axis to be.  The host is asked for nothing
// but when homing happens and where it takes the machine to be afterwards; and, where axes are
// shaped, for the planned moves: see ShapingOffset.  Of several tools each is followed along a path
// of its own.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "escapement/expected_path.hpp"
#include "escapement/host.hpp"
#include "escapement/print_report.hpp"
#include "escapement/shaping_offset.hpp"
#include "gcode/line.hpp"
#include "printer/line_observer.hpp"
#include "sim/machine.hpp"
#include "sim/path_follower.hpp"
#include "sim/speed_meter.hpp"
#include "sim/world.hpp"

namespace escapement::app {

class PrintJudge final : public printer::LineObserver {
  public:
    // Both must outlive the judge; the host is built, and nothing is printed yet.
    PrintJudge(sim::World& world, Host& host);
    PrintJudge(const PrintJudge&) = delete;
    PrintJudge& operator=(const PrintJudge&) = delete;
    ~PrintJudge();

    // The lines to come stand there: "cube.gcode:12"; or macros that are called there run them.
    void set_place(const std::string& place) { place_ = place; }
    void line_begins(const gcode::Line& line) override;
    void line_ends(const gcode::Line& line, bool done) override;
    // All moves are made.
    void finish();

    // Every step of the machine, in order.
    void stepped(base::Seconds at, const sim::Pose& pose);

    void add_to(PrintReport& report) const;

  private:
    struct Tool {
        sim::PathFollower follower;
        ShapingOffset shaping;
        sim::SpeedMeter meter{};
        sim::Pose last_pose{};
    };

    void moved_by_hand();
    void homing_begins();
    void position_set();
    void homing_ends(const std::array<bool, 3>& axes);
    double home_height() const;
    void note_homing(const std::array<bool, 3>& axes);
    void notice_shapers(std::string_view command);
    void learn_carriages();
    void learn_motors();
    CarriagesFound carriages() const;
    void begin_stretch();
    void end_stretch();
    void stepped(Tool& tool, base::Seconds at, const sim::Pose& pose);
    void follow(Tool& tool, base::Seconds at);
    sim::PathPoint offset(std::size_t tool) const;
    // A line that has begun.
    struct Running {
        std::string command;
        bool runs_others = false;
    };
    void take(const gcode::Line& line);
    void give_up(const std::string& command);
    static void add_tool(PrintReport& report, const Tool& tool);

    sim::World& world_;
    Host& host_;
    ExpectedPath expected_;
    std::vector<Tool> tools_;
    base::Seconds last_step_{};
    std::string place_ = "before the first line";
    std::vector<Running> running_;  // the innermost last
    // The toolhead's at the last begin or end of a line.
    printer::Toolhead::Position last_seen_{};
    bool homing_ = false;                // between its first and its last step
    bool waits_for_homing_ = false;      // it was announced; what was queued before ends first
    std::optional<base::Seconds> ends_;  // when that will be
    std::array<double, 3> homing_offset_mm_{};  // the largest of each axis, with its sign
    const double filament_at_begin_mm_;
    std::string given_up_;  // why, and where; empty while the path is known

    printer::Signal<printer::HomingBegins>::Connection homing_begins_;
    printer::Signal<printer::PositionSet>::Connection position_set_;
    printer::Signal<printer::ManualMove>::Connection manual_move_;
    printer::Signal<printer::HomingEnds>::Connection homing_ends_;
};

}  // namespace escapement::app
