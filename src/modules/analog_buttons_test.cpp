// Tests of buttons on an analog input.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/analog_buttons.hpp"

#include <gtest/gtest.h>

namespace escapement::modules {
namespace {

base::PrintTime at(double seconds) {
    return base::PrintTime(base::Seconds(seconds));
}
// The reading of a resistor below a pull-up of 4700 ohm.
double reading(double ohm) {
    return ohm / (ohm + 4700.0);
}

class AnalogButtonsTest : public ::testing::Test {
  protected:
    AnalogButtonsTest() {
        buttons.add({0.0, 500.0}, [this](bool pressed) { told += pressed ? "A" : "a"; });
        buttons.add({900.0, 1100.0}, [this](bool pressed) { told += pressed ? "B" : "b"; });
    }
    AnalogButtons buttons{4700.0};
    std::string told;
};

TEST_F(AnalogButtonsTest, one_is_pressed_when_it_was_seen_for_a_while) {
    buttons.take(at(1.00), reading(1000.0));
    buttons.take(at(1.02), reading(1000.0));
    EXPECT_EQ(told, "");

    buttons.take(at(1.03), reading(1000.0));
    buttons.take(at(1.06), reading(1000.0));

    EXPECT_EQ(told, "B");
}

TEST_F(AnalogButtonsTest, the_old_one_is_released_before_the_new_one_is_pressed) {
    for (double t : {1.0, 1.03}) buttons.take(at(t), reading(1000.0));
    for (double t : {1.1, 1.13}) buttons.take(at(t), reading(100.0));
    for (double t : {1.2, 1.23}) buttons.take(at(t), 1.0);

    EXPECT_EQ(told, "BbAa");
}

TEST_F(AnalogButtonsTest, noise_presses_nothing) {
    for (int i = 0; i < 20; ++i)
        buttons.take(at(1.0 + i * 0.01), reading(i % 2 == 0 ? 1000.0 : 700.0));

    EXPECT_EQ(told, "");
}

}  // namespace
}  // namespace escapement::modules
