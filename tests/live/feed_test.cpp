// A file that is fed to a live printer, and somebody at the terminal who pauses or cancels it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/host.hpp"
#include "gcode/source.hpp"
#include "stage.hpp"

namespace escapement::app {
namespace {

using runtime::Task;

class FeedingStage : public Stage {
  public:
    FeedingStage() : Stage("[pause_resume]\n[display_status]\n") {
        work = [this](Session& session) { return print(session); };
        patience = base::Seconds{};
    }
    // Prints lines at once; what the display says in the end is kept.
    void print_lines(std::string lines) { lines_ = std::move(lines); }

    std::string shown;
    double ended_at = 0.0;

  private:
    Task<> print(Session& session) {
        gcode::Source source("fed.gcode", std::make_unique<gcode::MemoryInput>(lines_));
        const Feed parts{
            .source = source, .on_line = {}, .cancelled = {}, .pause = Feed::Pause::is_waited_for};
        co_await feed(session.host(), parts);
        co_await session.host().toolhead().wait_moves();
        ended_at = world.elapsed().count();
        const auto status = session.host().printer().status("display_status");
        if (const auto* text = status.find("message")->as<std::string>()) shown = *text;
    }
    std::string lines_;
};

TEST(FeedingALivePrinter, a_pause_lasts_until_somebody_resumes) {
    FeedingStage stage;
    stage.print_lines("G28\nM117 before\nPAUSE\nM117 behind\n");
    stage.type(100.0, "M117 meanwhile");
    stage.type(101.0, "RESUME");

    const auto result = stage.run(500.0);

    EXPECT_EQ(result.failure, "");
    EXPECT_TRUE(stage.said("// Paused behind fed.gcode:3; RESUME goes on"));
    EXPECT_EQ(stage.shown, "behind");
    EXPECT_GT(stage.ended_at, 100.0);
    EXPECT_LT(stage.ended_at, 110.0);
}

TEST(FeedingALivePrinter, a_pause_from_the_terminal_holds_the_file) {
    FeedingStage stage;
    stage.print_lines("G28\nG1 X50 F600\nG1 X60\nG4 P30000\nM117 end\n");
    stage.type(40.0, "PAUSE");
    stage.type(200.0, "RESUME");

    const auto result = stage.run(500.0);

    EXPECT_EQ(result.failure, "");
    EXPECT_EQ(stage.shown, "end");
    EXPECT_GT(stage.ended_at, 200.0);
}

TEST(FeedingALivePrinter, a_cancel_ends_a_line_that_waits_and_the_file_with_it) {
    FeedingStage stage;
    stage.print_lines("G28\nM117 waiting\nM109 S200\nM117 hot\n");
    stage.type(40.0, "CANCEL_PRINT");

    const auto result = stage.run(500.0);

    EXPECT_EQ(result.failure, "");
    EXPECT_TRUE(stage.said("// Cancelled at fed.gcode:3")) << stage.terminal.answers;
    EXPECT_EQ(stage.shown, "waiting");
    EXPECT_LT(stage.ended_at, 45.0);
    EXPECT_EQ(stage.heaters_and_motors_on(), std::vector<std::string>{});
}

}  // namespace
}  // namespace escapement::app
