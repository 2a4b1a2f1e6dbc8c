// The computer's own thermometer may be silent for a while.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printing_stage.hpp"

namespace escapement::app {
namespace {

using runtime::Task;

double celsius(Session& session) {
    const auto status = session.host().printer().status("temperature_sensor host");
    return *status.find("temperature")->as<double>();
}

TEST(HostThermometer, that_cannot_be_read_does_not_stop_the_printer) {
    const modules::testing::Folder sensor("live_thermometer");
    sensor.write("temp", "45500\n");
    PrintingStage stage("[temperature_sensor host]\nsensor_type: temperature_host\nsensor_path: " +
                        sensor.path() + "/temp\n");

    stage.tell([&](Session& session) -> Task<> {
        co_await stage.wait(session, 3.0);
        EXPECT_NEAR(celsius(session), 45.5, 0.01);

        sensor.write("temp", "");
        co_await stage.wait(session, 10.0);
        EXPECT_TRUE(
            stage.said("!! HOST temperature [temperature_sensor host]: cannot read a "
                       "temperature from '"))
            << stage.terminal.answers;
        EXPECT_NEAR(celsius(session), 45.5, 0.01);
        EXPECT_EQ(session.host().printer().state(), printer::State::ready);

        sensor.write("temp", "50000\n");
        co_await stage.wait(session, 10.0);
        EXPECT_TRUE(stage.said("// HOST temperature [temperature_sensor host]: can be read again"))
            << stage.terminal.answers;
        EXPECT_NEAR(celsius(session), 50.0, 0.01);
    });
}

TEST(HostThermometer, that_is_not_there_is_a_problem_of_the_configuration) {
    Stage stage(
        "[temperature_sensor host]\nsensor_type: temperature_host\nsensor_path: /nowhere/temp\n");

    const auto result = stage.run(5.0);

    ASSERT_EQ(result.problems.size(), 1U);
    EXPECT_NE(result.problems[0].text().find("Unable to open temperature file '/nowhere/temp'"),
              std::string::npos)
        << result.problems[0].text();
}

}  // namespace
}  // namespace escapement::app
