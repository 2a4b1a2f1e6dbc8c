// What can be typed behind "escapement": subcommands, their options and their help.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include "escapement/commands.hpp"

namespace escapement::app {
namespace {

// Each adds one subcommand.  When it was chosen and has run, `status` holds how it ended.

void add_run(CLI::App& app, int& status) {
    auto wish = std::make_shared<RunWish>();
    auto* command = app.add_subcommand("run", "Runs a printer, real or simulated");
    command->add_option("CONFIG", wish->config, "The printer's configuration")->required();
    command->add_flag("--sim", wish->simulated, "Simulate the printer that CONFIG describes");
    command->add_option("--print", wish->gcode, "Print this G-code file, then end");
    command->add_option(
        "--out", wish->report_folder, "With --sim: where to write pictures and report.json");
    command->add_option("--report", wish->report, "With --sim: how to report, text or json")
        ->check(CLI::IsMember({"text", "json"}));
    command->add_option(
        "-I,--input-tty", wish->input_tty, "Terminal that G-code comes from (/tmp/printer)");
    command->add_option("-l,--logfile", wish->log_file, "Where to write down what happens");
    command->add_flag("--once", wish->once, "Print, report and end (as it does at present)");
    command->callback([wish, &status] { status = run(*wish); });
}

void add_plan(CLI::App& app, int& status) {
    auto wish = std::make_shared<PlanWish>();
    auto* command = app.add_subcommand("plan", "Writes what a print would send to its boards");
    command->add_option("CONFIG", wish->config, "The printer's configuration")->required();
    command->add_option("-i,--input", wish->gcode, "The G-code to print")->required();
    command
        ->add_option("-o,--output",
                     wish->output,
                     "Where to write the stream of the main board; others get OUTPUT-NAME")
        ->required();
    command
        ->add_option(
            "-d,--dictionary", wish->dictionaries, "[NAME=]FILE: the data dictionary of a board")
        ->required();
    command
        ->add_option("--report",
                     wish->report,
                     "A full report, as text or json: features, layers, what limits moves, steps")
        ->check(CLI::IsMember({"text", "json"}));
    auto* trace = command->add_option(
        "--trace", wish->trace, "T0:T1: write path and steps between these seconds as CSV");
    command->add_option("--trace-to", wish->trace_to, "PREFIX-path.csv, PREFIX-steps.csv (OUTPUT)")
        ->needs(trace);
    command->add_option("--plot", wish->plot, "FILE.svg: draw the traced window")->needs(trace);
    command->callback([wish, &status] { status = plan(*wish); });
}

void add_check(CLI::App& app, int& status) {
    auto wish = std::make_shared<CheckWish>();
    auto* command = app.add_subcommand("check", "Says all that is wrong with a configuration");
    command->add_option("CONFIG", wish->config, "The printer's configuration")->required();
    command->add_option("-d,--dictionary",
                        wish->dictionaries,
                        "[NAME=]FILE: a board's data dictionary, to check pins against");
    command->callback([wish, &status] { status = check(*wish); });
}

void add_console(CLI::App& app, int& status) {
    struct Typed {
        ConsoleWish wish;
        bool simulated = false;
    };
    auto typed = std::make_shared<Typed>();
    auto* command = app.add_subcommand("console", "Sends messages to a board, shows what it says");
    auto* device = command->add_option("DEVICE", typed->wish.device, "The board's serial device");
    auto* simulated = command->add_flag("--sim", typed->simulated, "Talk to a simulated board");
    simulated->excludes(device);
    command->add_option("--baud", typed->wish.baud, "Bits per second (default 250000)");
    command->callback([typed, &status] {
        if (typed->wish.device.empty() && !typed->simulated)
            throw CLI::ValidationError("console needs a DEVICE or --sim");
        status = console(typed->wish);
    });
}

void add_can_query(CLI::App& app, int& status) {
    auto wish = std::make_shared<CanQueryWish>();
    auto* command =
        app.add_subcommand("can-query", "Lists the boards on a CAN bus that no printer uses yet");
    command->add_option("INTERFACE", wish->interface, "The bus, for example can0")->required();
    command->callback([wish, &status] { status = query_can(*wish); });
}

void add_modules(CLI::App& app, int& status) {
    auto wish = std::make_shared<ModulesWish>();
    auto* command = app.add_subcommand("modules", "Lists sections, options, commands and status");
    command->add_option("SECTION", wish->section, "Only what serves this section");
    command->add_flag("--json", wish->json, "For programs: all of it as one JSON object");
    command->callback([wish, &status] { status = list_modules(*wish); });
}

// One line that says what is wrong with the command line and what to do about it.
int refuse(const CLI::App& app, const CLI::ParseError& error) {
    const CLI::App* used = &app;
    for (const auto* sub : app.get_subcommands()) used = sub;
    std::fprintf(stderr,
                 "escapement: %s; see '%s --help'\n",
                 error.what(),
                 used == &app ? "escapement" : ("escapement " + used->get_name()).c_str());
    return exit_misused;
}

// A full disk is noticed only now: what was printed may be in a buffer still.
int written_out(int status) {
    const bool failed = std::fflush(stdout) != 0 || std::ferror(stdout) != 0;
    if (!failed) return status;
    std::fprintf(stderr, "escapement: standard output: %s\n", std::strerror(errno));
    return status == exit_good ? exit_failed : status;
}

}  // namespace

int carry_out(int argc, char** argv) {
    CLI::App app("Escapement: plans, sends and simulates what a 3D printer does.", "escapement");
    app.set_version_flag("--version", "escapement 0.1.0");
    app.require_subcommand(1);
    int status = exit_good;
    add_run(app, status);
    add_plan(app, status);
    add_check(app, status);
    add_console(app, status);
    add_can_query(app, status);
    add_modules(app, status);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& request) {
        return written_out(app.exit(request));
    } catch (const CLI::ParseError& error) {
        return refuse(app, error);
    }
    return written_out(status);
}

}  // namespace escapement::app
