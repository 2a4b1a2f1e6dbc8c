// A host outside of the simulation: its time is its own, and the simulated printer keeps step.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/live_world.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <memory>

#include "config/reader.hpp"
#include "escapement/session.hpp"
#include "escapement/sim_blueprint.hpp"
#include "escapement/sim_wiring.hpp"

namespace escapement::app {
namespace {

using namespace std::chrono_literals;

config::Document example_printer() {
    return config::read_config(ESCAPEMENT_SOURCE_DIR "/examples/corexy.cfg", config::DiskFiles())
        .document;
}

// One end of a serial line in memory.
class End final : public runtime::ByteStream {
  public:
    explicit End(End* other) : other_(other) {}
    std::size_t write(std::span<const std::uint8_t> bytes) override {
        other_->arrived_.insert(other_->arrived_.end(), bytes.begin(), bytes.end());
        return bytes.size();
    }
    std::size_t read(std::span<std::uint8_t> buffer) override {
        const auto count = std::min(buffer.size(), arrived_.size());
        std::copy_n(arrived_.begin(), count, buffer.begin());
        arrived_.erase(arrived_.begin(), arrived_.begin() + static_cast<std::ptrdiff_t>(count));
        return count;
    }
    std::string failure() const override { return {}; }

  private:
    End* other_;
    std::vector<std::uint8_t> arrived_;
};

class Live : public ::testing::Test {
  protected:
    Live()
        : world_(*make_blueprint(config_),
                 {.cable_latency = base::Seconds(0),
                  .cable_bytes_per_s = std::numeric_limits<double>::infinity()}),
          live_(world_, sim::Pace({}, clock_.now(), world_.now())) {
        live_.connect(0, board_end_);
    }

    // Connects a host, has it do this, and lets it go.
    std::string run(const std::string& script) {
        SimWiring wiring(world_);
        wiring.lead("mcu", host_end_);
        const Journal silent;
        Session session({.outside = clock_,
                         .config = config_,
                         .wiring = wiring,
                         .journal = silent,
                         .manner = {}});
        for (const BoardLine& line : wiring.lines()) session.add_board(line);
        session.add_actor(live_);
        const auto work = [&]() -> runtime::Task<> {
            co_await session.host().printer().gcode().run_script(script);
        };
        return session.run(work).failure;
    }

    const config::Document config_ = example_printer();
    runtime::VirtualClock clock_;
    sim::World world_;
    End board_end_{&host_end_}, host_end_{&board_end_};
    sim::LiveWorld live_;
};

TEST_F(Live, a_host_outside_homes_and_moves_the_simulated_printer) {
    const auto failure = run("G28 X Y\nG1 X100 Y50 F12000\nM400\n");

    EXPECT_EQ(failure, "");
    EXPECT_NEAR(world_.machine().pose().x, 100.0, 0.02);
    EXPECT_NEAR(world_.machine().pose().y, 50.0, 0.02);
    EXPECT_EQ(world_.machine().lost_steps(), 0U);
    EXPECT_EQ(live_.pace().slipped().count(), 0.0);
    EXPECT_LT(clock_.now() - world_.now(), 10ms);
}

TEST_F(Live, a_host_that_comes_back_goes_on_with_the_same_printer) {
    ASSERT_EQ(run("M109 S60\n"), "");

    EXPECT_EQ(run("G28 X\nM400\n"), "");

    EXPECT_GT(world_.machine().heater(0).last_temperature(), 50.0);  // it is warm still
    EXPECT_NEAR(world_.machine().pose().x, 230.0, 0.1);
}

}  // namespace
}  // namespace escapement::app
