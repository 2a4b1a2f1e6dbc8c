// The texts that users see when a switch does not do what is expected of it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/endstop_faults.hpp"

#include <gtest/gtest.h>

namespace escapement::printer {
namespace {

class Switch final : public EndstopInput {
  public:
    explicit Switch(std::string where) : where_(std::move(where)) {}
    void add_stepper(Stepper&) override {}
    const std::vector<Stepper*>& steppers() const override { return none_; }
    void arm(base::PrintTime, base::Seconds) override {}
    void await(bool) override {}
    bool ended() const override { return true; }
    runtime::Task<std::optional<base::PrintTime>> disarm(base::PrintTime) override {
        co_return std::nullopt;
    }
    void abandon() override {}
    runtime::Task<bool> query(base::PrintTime) override { co_return false; }
    std::string wiring() const override { return where_; }

  private:
    std::string where_;
    std::vector<Stepper*> none_;
};

TEST(EndstopFaults, name_pin_reading_and_causes) {
    Switch input("endstop_pin ^PC4");

    EXPECT_EQ(no_trigger_text({"x", &input}),
              "No trigger on x after full movement\n"
              "Its endstop_pin ^PC4 did not close on the way.\n"
              "Usual causes: the switch or its cable (QUERY_ENDSTOPS says what it reads), a motor "
              "that turns the wrong way (dir_pin) or not at all, or position_min and position_max "
              "that are closer together than the ends of the axis.");
    EXPECT_EQ(still_triggered_text({"x", &input}),
              "Endstop x still triggered after retract\n"
              "Its endstop_pin ^PC4 was closed before the second approach began.\n"
              "Usual causes: a homing_retract_dist that is too short for the switch to open, a pin "
              "that has to be inverted ('!') or pulled up ('^'), or a broken cable.");
    EXPECT_EQ(triggered_before_text("Probe triggered prior to movement", input),
              "Probe triggered prior to movement\n"
              "Its endstop_pin ^PC4 was closed already.\n"
              "Usual causes: it was too low to begin with, it is stuck or was not deployed, or the "
              "pin has to be inverted ('!') or pulled up ('^').");
}

TEST(EndstopFaults, do_without_a_pin) {
    Switch input("");

    EXPECT_TRUE(no_trigger_text({"x", &input})
                    .starts_with("No trigger on x after full movement\nUsual causes: "));
}

}  // namespace
}  // namespace escapement::printer
