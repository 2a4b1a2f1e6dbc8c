// Tests of sensors that are asked from time to time.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/polled_thermometer.hpp"

#include <gtest/gtest.h>

#include <deque>
#include <optional>
#include <vector>

#include "modules/testing_context.hpp"
#include "runtime/executor.hpp"

namespace escapement::modules {
namespace {

using base::Result;
using base::Seconds;

// Answers from a list; nothing stands for a failure.
class Scripted final : public PolledThermometer {
  public:
    using PolledThermometer::PolledThermometer;
    std::deque<std::optional<double>> answers;

  private:
    runtime::Task<Result<double>> measure() override {
        if (answers.empty()) co_await context().executor.after(Seconds(1e6));
        const auto answer = answers.front();
        answers.pop_front();
        if (!answer) co_return base::Error{"it is silent"};
        co_return *answer;
    }
};

class PolledThermometerTest : public ::testing::Test, protected testing::ContextRig {
  protected:
    void run(std::deque<std::optional<double>> answers) {
        Scripted sensor(
            {.name = "LM75 [s]", .interval = Seconds(2.0), .range = {0.0, 100.0}},
            [this](base::PrintTime, double celsius) { heard.push_back(celsius); },
            context);
        sensor.answers = std::move(answers);
        events.ready.emit({});
        pass(Seconds(30.0));
        executor.abandon_tasks();
    }
    std::vector<double> heard;
};

TEST_F(PolledThermometerTest, tells_each_measurement) {
    run({20.0, 21.0, 22.0});

    EXPECT_EQ(heard, (std::vector<double>{20.0, 21.0, 22.0}));
    EXPECT_TRUE(stopped.empty());
}

TEST_F(PolledThermometerTest, a_failure_or_two_may_be_noise) {
    run({20.0, std::nullopt, std::nullopt, 21.0});

    EXPECT_EQ(heard, (std::vector<double>{20.0, 21.0}));
    EXPECT_TRUE(stopped.empty());
}

TEST_F(PolledThermometerTest, a_sensor_that_stays_silent_stops_the_printer) {
    run({20.0, std::nullopt, std::nullopt, std::nullopt, 21.0});

    EXPECT_EQ(heard, (std::vector<double>{20.0}));
    EXPECT_EQ(stopped, (std::vector<std::string>{"LM75 [s]: it is silent"}));
}

TEST_F(PolledThermometerTest, so_does_a_temperature_that_cannot_be) {
    run({20.0, 101.0});

    EXPECT_EQ(stopped,
              (std::vector<std::string>{"LM75 [s]: temperature 101.0 outside range of 0.0:100.0"}));
}

}  // namespace
}  // namespace escapement::modules
