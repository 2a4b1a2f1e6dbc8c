// Tests of where the time of a print goes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/move_times.hpp"

#include <gtest/gtest.h>

#include "printer/testing_motion.hpp"

namespace escapement::app {
namespace {

using base::Speed;
using printer::testing::at;

class Filament final : public printer::ExtraAxis {
  public:
    std::string name() const override { return "extruder"; }
    void check_move(motion::Move&, std::size_t) const override {}
    motion::SpeedSquared junction_limit(const motion::Move&,
                                        const motion::Move&,
                                        std::size_t) const override {
        return motion::unlimited_speed_squared;
    }
    void follow_move(base::PrintTime, const motion::Move&, std::size_t) override {}
};

class MoveTimesTest : public ::testing::Test {
  protected:
    MoveTimesTest() {
        toolhead->set_position(at(0, 0, 0), printer::all_axes());
        toolhead->use_extruder(filament, {});
        toolhead->set_observer(&times);
    }
    ~MoveTimesTest() override { toolhead->set_observer(nullptr); }
    void go(double x, double e, double speed = 100.0) {
        times.see_line("G1");
        toolhead->move(at(x, 0, 0, e), Speed{speed});
    }
    void finish() {
        toolhead->flush();
        times.finish();
    }

    printer::testing::MotionBench bench{printer::testing::MotionBench::Mode::offline};
    std::unique_ptr<printer::Toolhead> toolhead = printer::testing::make_toolhead(bench);
    Filament filament;
    MoveTimes times{*toolhead};
};

// 30 mm at 100 mm/s and 3000 mm/s^2 from rest to rest.
constexpr double one_move = 0.3 + 100.0 / 3000.0;

TEST_F(MoveTimesTest, time_goes_to_the_feature_that_was_named_when_the_move_came) {
    times.see_line(";TYPE:Perimeter");
    go(30, 1);
    times.see_line(";TYPE:Infill");
    go(60, 2);
    go(90, 3);
    finish();

    EXPECT_NEAR(
        times.features().at("Perimeter") + times.features().at("Infill"), one_move + 0.6, 1e-9);
    EXPECT_NEAR(times.features().at("Infill"), 0.6 + 50.0 / 3000.0, 1e-9);
    EXPECT_NEAR(times.moving_s(), one_move + 0.6, 1e-9);
}

TEST_F(MoveTimesTest, what_does_not_print_has_names_of_its_own) {
    go(30, 0);
    go(30, -1, 20);
    go(60, 0);
    go(61, 1);
    finish();

    EXPECT_EQ(times.features().size(), 3U);
    EXPECT_TRUE(times.features().contains("travel"));
    EXPECT_TRUE(times.features().contains("filament only"));
    EXPECT_TRUE(times.features().contains("unnamed"));
}

TEST_F(MoveTimesTest, layers_are_counted_and_timed) {
    go(30, 0);
    times.see_line(";LAYER_CHANGE");
    times.see_line(";Z:0.2");
    go(60, 1);
    times.see_line(";LAYER_CHANGE");
    go(90, 2);
    finish();

    ASSERT_EQ(times.layers().size(), 3U);
    EXPECT_EQ(times.layers()[1].layer, 1U);
    EXPECT_EQ(times.layers()[1].z, 0.2);
    EXPECT_NEAR(times.layers()[1].time_s, 0.3, 1e-9);
    EXPECT_FALSE(times.layers()[2].z);
}

TEST_F(MoveTimesTest, moves_that_lost_most_come_first_with_their_line) {
    go(100, 1);        // line 1 loses what its two ramps cost
    go(100.5, 2, 90);  // line 2
    go(0, 3, 10);      // line 3, as slow as was asked for
    finish();

    const auto& slow = times.slow_moves();
    ASSERT_GE(slow.size(), 2U);
    EXPECT_EQ(slow[0].line, 1U);
    EXPECT_EQ(slow[0].length_mm, 100.0);
    EXPECT_GT(slow[0].lost_s, slow[1].lost_s);
    EXPECT_LE(slow.size(), MoveTimes::most_slow_moves);
}

TEST_F(MoveTimesTest, only_the_ten_slowest_are_kept) {
    for (int i = 1; i <= 30; ++i) {
        go(i % 2 * 10.0, i);
        toolhead->flush();
    }
    finish();

    EXPECT_EQ(times.slow_moves().size(), 10U);
}

TEST_F(MoveTimesTest, the_report_has_all_of_it_as_text_and_as_json) {
    times.see_line(";TYPE:Perimeter");
    times.see_line(";LAYER_CHANGE");
    go(30, 1);
    finish();

    const std::string text = times.text();
    base::Value report;
    times.add_to(report);

    EXPECT_NE(text.find("Perimeter"), std::string::npos) << text;
    EXPECT_NE(text.find("1 layers, from"), std::string::npos) << text;
    EXPECT_NE(text.find("asked for"), std::string::npos) << text;
    for (const char* key : {"moving_time", "features", "layers", "limited_by", "slow_moves"})
        EXPECT_NE(report.find(key), nullptr) << key;
    EXPECT_NEAR(*report.find("moving_time")->as<double>(), one_move, 1e-9);
}

}  // namespace
}  // namespace escapement::app
