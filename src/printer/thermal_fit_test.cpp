// What readings tell of a heater.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/thermal_fit.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <deque>
#include <random>

namespace escapement::printer {
namespace {

base::HostTime at_host_second(int number) {
    return base::HostTime(base::host_duration(base::Seconds(number)));
}

// A mass that is heated and seen late, with noise on its readings.
class NoisyHeater {
  public:
    NoisyHeater(double warming, double cooling, std::size_t delay)
        : warming_(warming), cooling_(cooling), seen_(delay + 1, 21.0) {}

    // One second at that duty; what is seen then.
    double warm(double duty) {
        for (int i = 0; i < 10; ++i)
            celsius_ += 0.1 * (warming_ * duty - cooling_ * (celsius_ - 21.0));
        seen_.push_back(celsius_);
        seen_.pop_front();
        return seen_.front() + noise_(random_);
    }

  private:
    double warming_, cooling_;
    double celsius_ = 21.0;
    std::deque<double> seen_;
    std::mt19937 random_{7};
    std::normal_distribution<double> noise_{0.0, 0.05};
};

// Up to the target by a switch, then ten minutes there.
std::optional<ThermalModel> learned(NoisyHeater heater, double target) {
    ThermalFit fit;
    double seen = 21.0;
    for (int second = 0; second < 900; ++second) {
        const double duty = second < 30 || seen > target ? 0.0 : 1.0;
        seen = heater.warm(duty);
        fit.take(at_host_second(second), seen, duty);
    }
    return fit.model();
}

TEST(ThermalFit, finds_how_a_hotend_warms_and_cools) {
    const auto model = learned(NoisyHeater(4.2, 0.010, 3), 200.0);

    ASSERT_TRUE(model);
    EXPECT_NEAR(model->warming, 4.2, 0.3);
    EXPECT_NEAR(model->cooling, 0.010, 0.001);
    EXPECT_NEAR(model->room, 21.0, 5.0);
    EXPECT_NEAR(model->delay.count(), 3.0, 1.5);
}

TEST(ThermalFit, finds_how_a_bed_warms_and_cools) {
    const auto model = learned(NoisyHeater(0.7, 0.004, 8), 100.0);

    ASSERT_TRUE(model);
    EXPECT_NEAR(model->warming, 0.7, 0.05);
    EXPECT_NEAR(model->cooling, 0.004, 0.0008);
    EXPECT_NEAR(model->delay.count(), 8.0, 2.0);
}

TEST(ThermalFit, knows_nothing_of_a_heater_that_was_never_warm) {
    ThermalFit fit;
    for (int second = 0; second < 600; ++second) fit.take(at_host_second(second), 21.0, 0.0);

    EXPECT_FALSE(fit.model());
}

TEST(ThermalFit, does_not_bridge_gaps) {
    ThermalFit fit;
    // Every minute a reading: nobody knows what was in between.
    for (int minute = 0; minute < 600; ++minute)
        fit.take(at_host_second(minute * 60), minute % 2 == 0 ? 21.0 : 200.0, 0.5);

    EXPECT_FALSE(fit.model());
}

TEST(ThermalFit, believes_no_heater_that_cools_when_it_is_heated) {
    ThermalFit fit;
    for (int second = 0; second < 600; ++second)
        fit.take(at_host_second(second), 200.0 - second * 0.3, second < 300 ? 1.0 : 0.5);

    EXPECT_FALSE(fit.model());
}

}  // namespace
}  // namespace escapement::printer
