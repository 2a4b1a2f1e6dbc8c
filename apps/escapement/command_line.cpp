// What can be typed behind "escapement": subcommands, their options and their help.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <memory>

#include "base/text.hpp"
#include "client/gcode_words.hpp"
#include "escapement/commands.hpp"
#include "escapement/loading.hpp"
#include "escapement/typed_words.hpp"

namespace escapement::app {
namespace {

// Of serial ports; far beyond what any can do.
constexpr int least_baud = 300, most_baud = 10'000'000;

std::string whole_number(const std::string& text) {
    const auto number = base::parse_whole(text);
    return number && *number >= 0 ? "" : "'" + text + "' is no whole number from 0 on";
}

std::string share_of_one(const std::string& text) {
    const auto share = base::parse_number(text);
    return share && *share >= 0.0 && *share <= 1.0 ? "" : "'" + text + "' is no share from 0 to 1";
}

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
        "--resonance",
        wish->resonance,
        "With --sim: how the nozzle shakes, for example x=52.4:0.1,y=38 (Hz:damping)");
    command->add_option(
        "-I,--input-tty", wish->input_tty, "Terminal that G-code comes from (/tmp/printer)");
    command->add_option("-l,--logfile", wish->log_file, "Where to write down what happens");
    command->add_flag("--once", wish->once, "Print, report and end (as it does at present)");
    command->add_option("--flight",
                        wish->flight,
                        "Where the flight recorder writes (default: "
                        "~/.local/state/escapement/NAME.flight; with --sim it does only if asked)");
    command->add_option("--flight-size", wish->flight_megabytes, "Megabytes (default 8); 0: none")
        ->check(CLI::Range(0, 1024));
    command->callback([wish, &status] { status = run(*wish); });
}

void add_replay(CLI::App& app, int& status) {
    auto wish = std::make_shared<ReplayWish>();
    auto* command = app.add_subcommand("replay", "Shows what the flight recorder has kept");
    command->add_option("FILE", wish->file, "A recording, NAME.flight")->required();
    auto* at = command->add_option("--at", wish->at_s, "Only around this second of the recording");
    command->add_option("--around", wish->around_s, "How many seconds on both sides (default 1)")
        ->needs(at);
    command->add_option("--mcu", wish->board, "Only what this board says and is told");
    command->add_option("--grep", wish->text, "Only lines that contain this text");
    command->add_flag("--clocks",
                      wish->clocks,
                      "Feed the clock samples to the host's clock model again and show that");
    command->add_flag("--host",
                      wish->to_host,
                      "Feed what the boards said to the host again, and show what it notices");
    command->callback([wish, &status] { status = replay(*wish); });
}

void add_simulate(CLI::App& app, int& status) {
    auto wish = std::make_shared<SimulateWish>();
    auto* command =
        app.add_subcommand("sim", "Offers a simulated printer to any host, as serial ports");
    command->add_option("CONFIG", wish->config, "The printer's configuration")->required();
    command->add_option("--folder",
                        wish->folder,
                        "Where to put the ports, named as the boards (default: as in CONFIG)");
    command
        ->add_option(
            "--speed", wish->speed, "How much faster than real (default 1); hosts bear little")
        ->check(CLI::Range(0.01, 1000.0));
    command->add_option("--out", wish->report_folder, "Where to write pictures and report.json");
    command->add_option("--report", wish->report, "How to report: text or json")
        ->check(CLI::IsMember({"text", "json"}));
    command->add_option(
        "--resonance", wish->resonance, "How the nozzle shakes, as x=52.4:0.1,y=38 (Hz:damping)");
    command->callback([wish, &status] { status = simulate(*wish); });
}

void add_wire_fault(CLI::App& app, int& status) {
    auto wish = std::make_shared<WireFaultWish>();
    auto* command = app.add_subcommand(
        "wire-fault", "Stands between a host and a board, and harms what they say");
    command
        ->add_option(
            "BOARD", wish->board, "A serial port, a socket's path, or socket://HOST:NUMBER")
        ->required();
    command->add_option("PORT", wish->port, "Where hosts shall find the board")->required();
    command->add_option("--both",
                        wish->both,
                        "Faults of both directions: drop, corrupt, duplicate (shares of bytes), "
                        "delay, jitter, stall, every, after (seconds), cut (FROM:LENGTH), for "
                        "example drop=0.001,corrupt=0.01,cut=30:6");
    command->add_option("--to-board", wish->to_board, "The same for what the host says");
    command->add_option("--to-host", wish->to_host, "The same for what the board says");
    command->add_option("--seed", wish->seed, "Of the random faults (default: another each time)")
        ->check(CLI::TypeValidator<std::uint64_t>());
    command->add_option("--baud", wish->baud, "Of a serial port (default 250000)");
    command->callback([wish, &status] { status = wire_fault(*wish); });
}

void add_plan(CLI::App& app, int& status) {
    auto wish = std::make_shared<PlanWish>();
    auto* command = app.add_subcommand("plan", "Writes what a print would send to its boards");
    command->add_option("CONFIG", wish->config, "The printer's configuration")->required();
    command->add_option("-i,--input", wish->gcode, "The G-code to print")->required();
    auto* time = command->add_flag(
        "--time", wish->time, "Say how long the print takes, heating included, and write nothing");
    command
        ->add_option("-o,--output",
                     wish->output,
                     "Where to write the stream of the main board; others get OUTPUT-NAME")
        ->excludes(time);
    command
        ->add_option(
            "-d,--dictionary", wish->dictionaries, "[NAME=]FILE: the data dictionary of a board")
        ->excludes(time);
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
    trace->excludes(time);
    command->callback([wish, &status] {
        if (!wish->time && (wish->output.empty() || wish->dictionaries.empty()))
            throw CLI::ValidationError("plan needs --output and --dictionary, or --time");
        status = plan(*wish);
    });
}

void add_check(CLI::App& app, int& status) {
    auto wish = std::make_shared<CheckWish>();
    auto* command = app.add_subcommand(
        "check", "Says all that is wrong with a configuration, and with a file to be printed");
    command->add_option("CONFIG", wish->config, "The printer's configuration")->required();
    command->add_option("GCODE", wish->gcode, "A file, to be carried out without the machine");
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
    auto* json = command->add_flag("--json", wish->json, "For programs: all as one JSON object");
    auto* schema = command->add_flag(
        "--schema", wish->schema, "For editors: a JSON schema of the configuration");
    auto* markdown = command->add_option(
        "--markdown", wish->markdown, "FOLDER: write the reference of each module into it");
    schema->excludes(json);
    markdown->excludes(json)->excludes(schema);
    command->callback([wish, &status] { status = list_modules(*wish); });
}

void add_client_options(CLI::App& command, ClientWish& wish) {
    auto* port =
        command.add_option("--port", wish.port, "The printer's serial port (default: look for it)");
    command.add_option("--baud", wish.baud, "Its rate (default: try the usual ones)")
        ->check(CLI::Range(least_baud, most_baud));
    auto* moonraker = command.add_option(
        "--moonraker", wish.moonraker, "Address of Moonraker or Escapement: voron.local");
    auto* octoprint =
        command.add_option("--octoprint", wish.octoprint, "Address of OctoPrint: octopi.local");
    moonraker->excludes(port);
    octoprint->excludes(port)->excludes(moonraker);
    command.add_option("--api-key", wish.api_key, "For the server (or ESCAPEMENT_API_KEY)")
        ->envname("ESCAPEMENT_API_KEY");
    command.add_option("--user", wish.user, "To log in at Moonraker");
    command.add_option("--password", wish.password, "To log in (or ESCAPEMENT_PASSWORD)")
        ->envname("ESCAPEMENT_PASSWORD");
}

// Throws if it is not clear which printer is meant.
void check_client(const CLI::App& command, const ClientWish& wish) {
    std::vector<std::string> typed;
    for (const char* name :
         {"--port", "--moonraker", "--octoprint", "--user", "--password", "--api-key"}) {
        const auto* option = command[name];
        const auto variable = option->get_envname();
        const char* value = variable.empty() ? nullptr : std::getenv(variable.c_str());
        const bool from_outside = value && option->count() > 0 && option->results()[0] == value;
        if (option->count() > 0 && !from_outside) typed.emplace_back(name);
    }
    if (const auto why = why_unclear(wish, typed); !why.empty()) throw CLI::ValidationError(why);
}

void add_status(CLI::App& app, int& status) {
    struct Kind {
        const char *name, *text;
        int (*run)(const StatusWish&);
    };
    for (const auto& kind :
         {Kind{"status", "Says how a printer is", show_status},
          Kind{"watch", "Says how a printer is, each time it changes", watch_status},
          Kind{"files", "Lists the files that a printer has", list_files}}) {
        auto wish = std::make_shared<StatusWish>();
        auto* command = app.add_subcommand(kind.name, kind.text);
        add_client_options(*command, wish->client);
        command->add_flag("--json", wish->json, "For programs: JSON, one value a line");
        command->callback([wish, command, run = kind.run, &status] {
            check_client(*command, wish->client);
            status = run(*wish);
        });
    }
}

void add_tui(CLI::App& app, int& status) {
    auto wish = std::make_shared<TuiWish>();
    auto* command = app.add_subcommand("tui", "Shows a printer on the terminal, and controls it");
    add_client_options(*command, wish->client);
    command->add_option("--stream", wish->stream, "Offer to print this file of this computer");
    command->add_flag("--ascii", wish->ascii, "Draw with ASCII characters only");
    command->add_flag("--no-color", wish->no_color, "Draw without colors");
    command->callback([wish, command, &status] {
        check_client(*command, wish->client);
        status = show_tui(*wish);
    });
}

void add_send(CLI::App& app, int& status) {
    auto wish = std::make_shared<SendWish>();
    auto* command = app.add_subcommand("send", "Has a printer carry out G-code");
    command->add_option("GCODE", wish->gcode, "What to send: \"G28\"; - is standard input");
    command->add_option("--stream", wish->stream, "Print this file, line by line, from here");
    add_client_options(*command, wish->client);
    command->callback([wish, command, &status] {
        check_client(*command, wish->client);
        if (wish->gcode.empty() && wish->stream.empty())
            throw CLI::ValidationError("send needs GCODE or --stream");
        for (const auto& gcode : wish->gcode)
            if (client::lines_of(gcode).empty())
                throw CLI::ValidationError(
                    "GCODE: there is nothing in \"\"; what is to be sent? For example \"G28\"");
        const bool asks_for_input =
            std::find(wish->gcode.begin(), wish->gcode.end(), "-") != wish->gcode.end();
        if (asks_for_input) {
            auto gcode = with_input(wish->gcode, std::cin);
            if (!gcode) throw CLI::ValidationError(gcode.error().what);
            wish->gcode = *std::move(gcode);
        }
        status = send_gcode(*wish);
    });
}

void add_marlin_sim(CLI::App& app, int& status) {
    auto wish = std::make_shared<MarlinSimWish>();
    auto* command =
        app.add_subcommand("marlin-sim", "Offers a simulated Marlin board as a serial port");
    command->add_option("LINK", wish->link, "Where to put the port (default /tmp/marlin)");
    command->add_option("--baud", wish->baud, "At other rates it hears and says garbage")
        ->check(CLI::Range(least_baud, most_baud));
    command->add_option("--tools", wish->tools, "How many hotends")->check(CLI::Range(1, 8));
    command->add_option("--printing", wish->printing, "A file of its card that it prints already");
    command->add_flag("--advanced-ok", wish->advanced_ok, "Say how much room is in the buffers");
    command->add_flag("--short-resend", wish->short_resend, "Say \"rs N3\", not \"Resend: 3\"");
    command->add_flag("--no-busy", wish->no_busy, "Be silent while it works");
    command->add_flag("--no-dtr-reset", wish->no_dtr_reset, "Go on when the port is opened");
    command->add_flag("--no-abort", wish->no_abort, "Do not know M524, as older firmware");
    command->add_option("--busy", wish->random_busy, "Share of commands that take seconds")
        ->check(share_of_one);
    command->add_option("--garble", wish->garbled_bytes, "Share of bytes that come in wrong")
        ->check(share_of_one);
    command->add_option("--seed", wish->seed, "Of the random faults (default 1)")
        ->check(whole_number);
    command->add_option(
        "--fault",
        wish->faults,
        "WHAT@LINE, at this line of a print: reset, kill, runaway, lose-ok, resend, "
        "\"unplug S10\", for example kill@500");
    command->callback([wish, &status] { status = simulate_marlin(*wish); });
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

// Why the first word is no subcommand; empty: it is one, or an option, or there is none.
std::string why_no_subcommand(const CLI::App& app, int argc, char** argv) {
    if (argc < 2 || argv[1][0] == '-') return {};
    std::vector<std::string> known;
    for (const auto* command : app.get_subcommands(nullptr)) known.push_back(command->get_name());
    return why_no_command(argv[1], known);
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
    add_replay(app, status);
    add_simulate(app, status);
    add_wire_fault(app, status);
    add_plan(app, status);
    add_check(app, status);
    add_console(app, status);
    add_can_query(app, status);
    add_modules(app, status);
    add_tui(app, status);
    add_status(app, status);
    add_send(app, status);
    add_marlin_sim(app, status);
    if (const auto why = why_no_subcommand(app, argc, argv); !why.empty()) {
        complain(why + "; see 'escapement --help'");
        return exit_misused;
    }
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
