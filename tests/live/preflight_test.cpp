// Files that are checked on the printer, before they are printed or because somebody asks.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printing_stage.hpp"

namespace escapement::app {
namespace {

using runtime::Task;

// In seconds; 0 before a file was checked.
double estimate(Session& session) {
    const auto status = session.host().printer().status("print_time");
    const auto* seconds = status.find("total_duration_estimate")->as<double>();
    return seconds ? *seconds : 0.0;
}

double left(Session& session) {
    const auto status = session.host().printer().status("print_time");
    const auto* seconds = status.find("remaining")->as<double>();
    return seconds ? *seconds : 0.0;
}

TEST(PreflightOnThePrinter, says_what_is_wrong_with_a_file_and_how_long_it_takes) {
    PrintingStage stage("[preflight]\n");
    stage.write("G28\nG1 X999 F6000\n");

    stage.tell([&](Session& session) -> Task<> {
        session.host().make_flights(Host::Flights::at_once);
        co_await stage.type_and_wait(session, "PREFLIGHT_CHECK FILENAME=print.gcode", 0.1);
        EXPECT_TRUE(stage.said("print.gcode:2: Move out of range")) << stage.terminal.answers;

        stage.write("G28\nG4 P30000\n");
        co_await stage.type_and_wait(session, "PREFLIGHT_CHECK FILENAME=print.gcode", 0.1);
        EXPECT_TRUE(stage.said("// print.gcode: nothing is wrong")) << stage.terminal.answers;
        EXPECT_GT(estimate(session), 30.0);

        co_await stage.type_and_wait(session, "PREFLIGHT_CHECK FILENAME=missing.gcode", 0.1);
        EXPECT_TRUE(stage.said("missing.gcode")) << stage.terminal.answers;
    });
}

TEST(PreflightOnThePrinter, does_not_begin_what_would_fail) {
    PrintingStage stage("[preflight]\n");
    stage.write("G28\nG1 X999 F6000\n");

    stage.tell([&](Session& session) -> Task<> {
        session.host().make_flights(Host::Flights::at_once);
        co_await stage.type_and_wait(session, PrintingStage::print_it, 0.5);
        EXPECT_TRUE(stage.said("The file was checked before printing and has 1 problem: "))
            << stage.terminal.answers;
        EXPECT_TRUE(PrintingStage::is_idle(session));
        EXPECT_EQ(stage.heaters_and_motors_on(), std::vector<std::string>{});
    });
}

TEST(PreflightOnThePrinter, what_is_left_goes_down_evenly_also_within_a_macro) {
    PrintingStage stage("[preflight]\n[pause_resume]\n[gcode_macro START]\ngcode:\n  G4 P200000\n");
    stage.write("G28\nSTART\nG1 X100 Y100 F6000\nG4 P50000\n");

    stage.tell([&](Session& session) -> Task<> {
        session.host().make_flights(Host::Flights::at_once);
        auto& clock = session.host().executor();
        co_await stage.type_and_wait(session, PrintingStage::print_it, 1.0);
        const auto begin = clock.now();
        std::vector<std::pair<double, double>> seen;  // when, and what was said to be left
        while (!PrintingStage::is_idle(session)) {
            co_await stage.wait(session, 5.0);
            seen.emplace_back(base::Seconds(clock.now() - begin).count(), left(session));
        }
        const double took = base::Seconds(clock.now() - begin).count();
        EXPECT_GT(seen.size(), 45U);
        std::erase_if(seen, [](const auto& each) {
            return each.first < 30.0;  // the way to the endstops is not known before
        });
        for (const auto& [when, said] : seen)
            EXPECT_NEAR(said, took - when, 5.5) << when << " of " << took << " s";
    });
}

TEST(PreflightOnThePrinter, nothing_of_what_is_left_passes_while_the_print_is_paused) {
    PrintingStage stage("[preflight]\n[pause_resume]\n[gcode_macro START]\ngcode:\n  G4 P200000\n");
    stage.write("G28\nSTART\nG4 P50000\n");

    stage.tell([&](Session& session) -> Task<> {
        session.host().make_flights(Host::Flights::at_once);
        co_await stage.type_and_wait(session, PrintingStage::print_it, 60.0);
        co_await stage.type_and_wait(session, "PAUSE", 5.0);
        const double before = left(session);
        co_await stage.wait(session, 30.0);
        EXPECT_NEAR(left(session), before, 0.1);
        co_await stage.type_and_wait(session, "RESUME", 20.0);
        EXPECT_NEAR(left(session), before - 20.0, 3.0);
    });
}

TEST(PreflightOnThePrinter, files_are_checked_as_they_come) {
    PrintingStage stage("[preflight]\n");
    stage.write("G28\n");

    stage.tell([&](Session& session) -> Task<> {
        session.host().make_flights(Host::Flights::at_once);
        co_await stage.wait(session, 10.0);
        EXPECT_FALSE(stage.said("New file")) << stage.terminal.answers;  // it was there before

        stage.folder.write("good.gcode", "G28\nG4 P100\n");
        stage.folder.write("bad.gcode", "G28\nG1 X999 F6000\n");
        co_await stage.wait(session, 10.0);
        EXPECT_TRUE(stage.said("// New file good.gcode: nothing is wrong"))
            << stage.terminal.answers;
        EXPECT_TRUE(stage.said("// New file bad.gcode:\n")) << stage.terminal.answers;
        EXPECT_TRUE(stage.said("bad.gcode:2: Move out of range")) << stage.terminal.answers;
    });
}

TEST(PreflightOnThePrinter, files_that_come_during_a_print_wait_for_its_end) {
    PrintingStage stage("[preflight]\n");
    stage.write("G28\nG4 P20000\n");

    stage.tell([&](Session& session) -> Task<> {
        session.host().make_flights(Host::Flights::at_once);
        co_await stage.type_and_wait(session, PrintingStage::print_it, 1.0);
        stage.folder.write("next.gcode", "G28\n");
        co_await stage.wait(session, 12.0);
        EXPECT_FALSE(stage.said("New file")) << stage.terminal.answers;
        co_await stage.finish_file(session);
        co_await stage.wait(session, 10.0);
        EXPECT_TRUE(stage.said("// New file next.gcode: nothing is wrong"))
            << stage.terminal.answers;
    });
}

TEST(PreflightOnThePrinter, files_are_not_checked_as_they_come_if_nobody_wants_it) {
    PrintingStage stage("[preflight]\ncheck_uploads: False\n");

    stage.tell([&](Session& session) -> Task<> {
        session.host().make_flights(Host::Flights::at_once);
        stage.folder.write("bad.gcode", "G1 X999 F6000\n");
        co_await stage.wait(session, 12.0);
        EXPECT_FALSE(stage.said("New file")) << stage.terminal.answers;
    });
}

TEST(PreflightOnThePrinter, may_warn_only) {
    PrintingStage stage("[preflight]\non_problem: warn\n");
    stage.write("G28\nM117 Hello\nG4 P100\n");

    stage.tell([&](Session& session) -> Task<> {
        session.host().make_flights(Host::Flights::at_once);
        co_await stage.type_and_wait(session, PrintingStage::print_it, 0.5);
        EXPECT_EQ(PrintingStage::stats(session).state, "printing");
        co_await stage.finish_file(session);
        EXPECT_EQ(PrintingStage::stats(session).state, "complete");
    });
}

}  // namespace
}  // namespace escapement::app
