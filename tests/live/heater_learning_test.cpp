// A printer that sees how its heaters warm, and remembers it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>

#include "escapement/heat_forecast.hpp"
#include "escapement/heater_memory.hpp"
#include "modules/heaters.hpp"
#include "printing_stage.hpp"

namespace escapement::app {
namespace {

using runtime::Task;

TEST(HeaterLearning, what_a_heater_does_tells_what_it_is) {
    PrintingStage stage;
    const std::string memory = stage.folder.path("printer.heaters");

    stage.tell([&](Session& session) -> Task<> {
        const auto& heaters = session.host().printer().modules().the<modules::Heaters>();
        const HeaterKeeper keeper(session.host(), memory);
        co_await stage.wait(session, 30.0);
        EXPECT_TRUE(heaters.thermal_models().empty());  // nothing was warm yet

        co_await stage.type_and_wait(session, "M104 S200", 300.0);
        const auto models = heaters.thermal_models();
        EXPECT_TRUE(models.contains("extruder"));
        EXPECT_FALSE(models.contains("heater_bed"));
    });

    const auto models = recall_heaters(memory);
    ASSERT_TRUE(models.contains("extruder"));
    const auto config = stage.read().document;
    const auto truth = thermal_properties(*config.find("extruder"), {});
    const auto& model = models.at("extruder");
    EXPECT_NEAR(model.warming, truth.power_w / truth.heat_capacity_j_per_k, 0.3);
    EXPECT_NEAR(model.cooling, truth.loss_w_per_k / truth.heat_capacity_j_per_k, 0.002);
    EXPECT_NEAR(model.room, 21.0, 15.0);
}

}  // namespace
}  // namespace escapement::app
