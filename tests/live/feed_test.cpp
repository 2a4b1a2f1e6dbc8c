// A file that is fed to a live printer, and somebody at the terminal who pauses or cancels it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/host.hpp"
#include "gcode/source.hpp"
#include "printing_stage.hpp"
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
        const Feed parts{.pause = Feed::Pause::is_waited_for};
        co_await feed(session.host(), source, parts);
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

// The same file, printed from the card that the printer has.
class CardStage : private GcodeFolder, public Stage {
  public:
    explicit CardStage(std::string lines)
        : Stage(
              "[pause_resume]\n[display_status]\n[sdcard_loop]\n[respond]\n"
              "[virtual_sdcard]\npath: /nowhere\n"
              "on_error_gcode:\n  M118 after it\n"
              "[gcode_macro TELL]\ngcode:\n  M118 {printer.print_stats.state} "
              "{printer.print_stats.filename} {printer.virtual_sdcard.is_active}\n") {
        folder.write("cube.gcode", lines);
        work = [this](Session& session) { return print(session); };
        patience = base::Seconds{};
    }
    std::vector<std::string> thrown_too;
    std::vector<std::string> places;
    double ended_at = 0.0;

  private:
    Task<> print(Session& session) {
        auto& host = session.host();
        host.console().listen([&](std::string_view text) {
            if (is_thrown_too(host, text)) thrown_too.emplace_back(text);
        });
        const Feed parts{
            .before_line = [this](const gcode::Line&,
                                  const std::string& place) { places.push_back(place); },
            .pause = Feed::Pause::is_waited_for};
        co_await print_file(host, folder.path("cube.gcode"), parts);
        co_await host.toolhead().wait_moves();
        ended_at = world.elapsed().count();
    }
};

TEST(PrintingAFileFromTheCommandLine, macros_see_a_print_from_the_card_and_loops_run) {
    CardStage stage("TELL\nSDCARD_LOOP_BEGIN COUNT=2\nM118 round\nSDCARD_LOOP_END\n");

    const auto result = stage.run(500.0);

    EXPECT_EQ(result.failure, "");
    EXPECT_TRUE(stage.said("echo: printing cube.gcode True")) << stage.terminal.answers;
    EXPECT_TRUE(stage.said("echo: round\necho: round")) << stage.terminal.answers;
    EXPECT_FALSE(stage.said("File opened"));
    ASSERT_EQ(stage.places.size(), 6U);
    EXPECT_EQ(stage.places.back(), "cube.gcode:4");
}

TEST(PrintingAFileFromTheCommandLine, an_error_runs_on_error_gcode_and_is_thrown_once) {
    CardStage stage("G28\nG1 X999 F600\nM118 not reached\n");

    const auto result = stage.run(500.0);

    EXPECT_TRUE(result.failure.starts_with("cube.gcode:2: Move out of range")) << result.failure;
    ASSERT_EQ(stage.thrown_too.size(), 1U);
    EXPECT_TRUE(stage.thrown_too[0].starts_with("!! cube.gcode:2: Move out of range"));
    EXPECT_TRUE(stage.said("echo: after it"));
    EXPECT_FALSE(stage.said("not reached"));
}

TEST(PrintingAFileFromTheCommandLine, a_pause_of_the_card_lasts_until_somebody_starts_it) {
    CardStage stage("G28\nM25\nM118 behind\n");
    stage.type(100.0, "M24");

    const auto result = stage.run(500.0);

    EXPECT_EQ(result.failure, "");
    EXPECT_TRUE(stage.said("// Paused behind cube.gcode:2; M24 goes on")) << stage.terminal.answers;
    EXPECT_TRUE(stage.said("echo: behind"));
    EXPECT_GE(stage.ended_at, 100.0);
    EXPECT_LT(stage.ended_at, 110.0);
}

TEST(PrintingAFileFromTheCommandLine, a_cancel_names_the_line_that_was_the_last) {
    CardStage stage("G28\nM109 S200\nM118 hot\n");
    stage.type(40.0, "CANCEL_PRINT");

    const auto result = stage.run(500.0);

    EXPECT_EQ(result.failure, "");
    EXPECT_TRUE(stage.said("// Cancelled at cube.gcode:2")) << stage.terminal.answers;
    EXPECT_FALSE(stage.said("echo: hot"));
    EXPECT_EQ(stage.heaters_and_motors_on(), std::vector<std::string>{});
}

}  // namespace
}  // namespace escapement::app
