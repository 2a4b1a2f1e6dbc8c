// A print with limited jerk, followed from the G-code to the polynomials that make steps.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <numbers>
#include <string>

#include "modules/testing_printer.hpp"
#include "modules/toolhead.hpp"
#include "motion/stretch.hpp"
#include "printer/printer.hpp"

namespace escapement::modules {
namespace {

using testing::OfflinePrinter;

// Loops of short chords, as a vase has them, with a corner and a retraction in between.
std::string vase(int chords) {
    std::string script = "M83\nG1 X150 Y100 Z0.2 F9000\n";
    for (int i = 0; i < chords; ++i) {
        const double turn = 2.0 * std::numbers::pi * i / 200.0;
        const double radius = 50.0 + 4.0 * std::sin(9.0 * turn);
        char line[80];
        std::snprintf(line,
                      sizeof line,
                      "G1 X%.3f Y%.3f E0.05\n",
                      100.0 + radius * std::cos(turn),
                      100.0 + radius * std::sin(turn));
        script += line;
        if (i % 250 == 249) script += "G1 E-1 F2400\nG1 X100 Y100 F9000\nG1 E1 F2400\nG1 F6000\n";
    }
    return script + "M400\n";
}

// Looks at all motion of the head while it becomes steps, and keeps the extremes.
class Watch {
  public:
    explicit Watch(ToolheadModule& machine)
        : stretches_(machine.toolhead().segments(),
                     machine.toolhead().segments().end_sequence(),
                     motion::every_axis),
          connection_(machine.motion().on_flush(
              printer::MotionQueue::Listens::to_use_pins,
              [this](const printer::MotionQueue::Flushing& range) { look(range.solved_until); })) {}

    double speed = 0.0, accel = 0.0, jerk = 0.0, jump = 0.0, jolt = 0.0, leap = 0.0;
    int seen = 0;

  private:
    using Vector = std::array<double, 3>;
    static double length(const Vector& v) { return std::hypot(v[0], v[1], v[2]); }
    template <class Value>
    static Vector each(const motion::Stretch& stretch, Value value) {
        return {value(stretch.axes[0]), value(stretch.axes[1]), value(stretch.axes[2])};
    }
    static Vector position(const motion::Stretch& s, double t) {
        return each(s, [t](const motion::Polynomial& p) { return p.at(t); });
    }
    static double speed_of(const motion::Stretch& s, double t) {
        return length(each(s, [t](const motion::Polynomial& p) { return p.slope_at(t); }));
    }
    static double accel_of(const motion::Stretch& s, double t) {
        return length(each(s, [t](const motion::Polynomial& p) { return p.bend_at(t); }));
    }

    void look(base::PrintTime until) {
        motion::Stretch stretch;
        while (stretches_.next(until, stretch)) {
            note(stretch);
            if (seen++ > 0) compare(stretch);
            before_ = stretch;
        }
    }
    void note(const motion::Stretch& s) {
        for (const double t : {0.0, 0.5 * s.duration, s.duration}) {
            speed = std::max(speed, speed_of(s, t));
            accel = std::max(accel, accel_of(s, t));
        }
        jerk = std::max(jerk,
                        6.0 * length(each(s, [](const motion::Polynomial& p) { return p.c[3]; })));
    }
    void compare(const motion::Stretch& s) {
        const Vector was = position(before_, before_.duration), is = position(s, 0.0);
        leap = std::max(leap, length({is[0] - was[0], is[1] - was[1], is[2] - was[2]}));
        if (s.start > before_.end() + 1e-9) return;  // at rest in between
        jump = std::max(jump, std::abs(speed_of(before_, before_.duration) - speed_of(s, 0.0)));
        jolt = std::max(jolt, std::abs(accel_of(before_, before_.duration) - accel_of(s, 0.0)));
    }

    motion::SegmentStretches stretches_;
    motion::Stretch before_;
    printer::MotionQueue::Connection connection_;
};

TEST(Jerk, stays_within_its_limit_through_a_whole_print) {
    OfflinePrinter printer("[printer]\nmax_jerk: 60000\n");
    ASSERT_EQ(printer.problems(), "");
    printer.run("G28");
    Watch watch(printer.printer().modules().the<ToolheadModule>());

    printer.run(vase(3000));

    EXPECT_GT(watch.seen, 5000);
    EXPECT_NEAR(watch.speed, 150.0, 1e-6);
    EXPECT_NEAR(watch.accel, 3000.0, 1e-3);
    EXPECT_NEAR(watch.jerk, 60'000.0, 0.1);
    EXPECT_LT(watch.leap, 1e-6);
    EXPECT_LT(watch.jump, 1e-6);
    EXPECT_LT(watch.jolt, 1.0);
}

TEST(Jerk, is_not_limited_where_nobody_says_so) {
    OfflinePrinter printer;
    printer.run("G28");
    Watch watch(printer.printer().modules().the<ToolheadModule>());

    printer.run(vase(300));

    EXPECT_EQ(watch.jerk, 0.0);
    EXPECT_GT(watch.jolt, 1000.0);
}

TEST(Jerk, can_be_limited_and_freed_in_the_middle_of_a_print) {
    OfflinePrinter printer;
    printer.run("G28");
    Watch watch(printer.printer().modules().the<ToolheadModule>());

    printer.run(vase(100) + "SET_VELOCITY_LIMIT MAX_JERK=60000\n" + vase(100) +
                "SET_VELOCITY_LIMIT MAX_JERK=0\n" + vase(100));

    EXPECT_NEAR(watch.jerk, 60'000.0, 0.1);
    EXPECT_LT(watch.leap, 1e-6);
    EXPECT_LT(watch.jump, 1e-6);
}

}  // namespace
}  // namespace escapement::modules
