// escapement run: the host, with a real or a simulated printer.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "base/text.hpp"
#include "escapement/commands.hpp"
#include "escapement/loading.hpp"
#include "escapement/mentioned_boards.hpp"
#include "escapement/output_file.hpp"
#include "escapement/pictures.hpp"
#include "escapement/progress.hpp"
#include "escapement/session.hpp"
#include "escapement/sim_blueprint.hpp"
#include "escapement/simulated_print.hpp"
#include "gcode/outline.hpp"
#include "mcu/serial_port.hpp"
#include "printer/errors.hpp"
#include "runtime/system_clock.hpp"

namespace escapement::app {
namespace {

int ended(const Session::Result& result, const std::string& config) {
    if (!result.problems.empty()) {
        complain(result.problems, config);
        return exit_failed;
    }
    if (result.interrupted) {
        complain("interrupted; heaters are off and motors stopped");
        return exit_interrupted;
    }
    if (result.failure.empty()) return exit_good;
    complain(result.failure);
    return exit_failed;
}

int show_report(const SimulatedPrint& print, const RunWish& wish) {
    PrintReport report = print.report();
    if (!wish.report_folder.empty()) {
        auto pictures = draw(print.track(), wish.report_folder);
        if (!pictures) {
            complain(pictures.error().what);
            return exit_failed;
        }
        report.pictures = std::move(*pictures);
        const auto json = wish.report_folder + "/report.json";
        if (auto written = write_file(json, base::to_json(report.value()) + "\n"); !written) {
            complain(written.error().what);
            return exit_failed;
        }
    }
    const auto text = wish.report == "json" ? base::to_json(report.value()) + "\n" : report.text();
    std::fputs(text.c_str(), stdout);
    return report.complaints().empty() ? exit_good : exit_failed;
}

using Recorder = std::unique_ptr<flight::Recorder>;

// Nobody, if none is wanted.  A recording at the usual place is no reason not to print.
base::Result<Recorder> open_recorder(const RunWish& wish, base::HostTime now) {
    const bool asked = !wish.flight.empty();
    const auto path = asked || wish.simulated ? wish.flight : usual_flight_path(wish.config);
    if (wish.flight_megabytes == 0 || path.empty()) return Recorder();
    const auto bytes = static_cast<std::size_t>(wish.flight_megabytes) << 20;
    auto recorder = flight::Recorder::create(path, {.ring = bytes}, now);
    if (recorder) return *std::move(recorder);
    if (asked) return recorder.error();
    complain(recorder.error().what);
    return Recorder();
}

// Nothing to print: shows that the printer comes up.
int try_simulated(const RunWish& wish, const config::Document& config, const sim::Blueprint& plan) {
    sim::World world(plan);
    Session session(world, config);
    for (std::size_t i = 0; i < plan.boards.size(); ++i)
        session.add_board(plan.boards[i].name, world.cable(i), 0.0);
    const auto say_ready = [&]() -> runtime::Task<> {
        std::printf("%s\nGive it something to do with --print FILE.\n",
                    session.host().printer().state_message().c_str());
        co_return;
    };
    return ended(session.run(say_ready), wish.config);
}

int run_simulated(const RunWish& wish, const config::Document& config) {
    auto blueprint = make_blueprint(config);
    if (!blueprint) {
        complain(blueprint.error().what);
        return exit_failed;
    }
    if (wish.gcode.empty()) return try_simulated(wish, config, *blueprint);
    auto recorder = open_recorder(wish, base::HostTime());
    if (!recorder) {
        complain(recorder.error().what);
        return exit_failed;
    }
    SimulatedPrint print(config, std::move(*blueprint), wish.gcode, recorder->get());
    const auto result = print.run();
    if (const int status = ended(result, wish.config); status != exit_good) return status;
    return show_report(print, wish);
}

// A board's place in the configuration: where its serial line is.
struct Line {
    std::string name, serial;
    int baud = 250000;
};

base::Result<std::vector<Line>> serial_lines(const config::Document& config) {
    std::vector<Line> lines;
    for (const std::string& name : board_names(config)) {
        const auto* section = config.find(name == "mcu" ? name : "mcu " + name);
        const auto* serial = section ? section->find("serial") : nullptr;
        if (!serial)
            return base::Error{"[" + (name == "mcu" ? name : "mcu " + name) +
                               "] serial: must be specified, for example /dev/ttyACM0; or print on "
                               "a simulated printer with --sim"};
        Line line{name, serial->value};
        if (const auto* baud = section->find("baud"))
            line.baud = base::Text<int>::parse(baud->value).value_or(line.baud);
        lines.push_back(line);
    }
    return lines;
}

runtime::Task<> print_or_wait(Session& session, const std::string& gcode) {
    if (gcode.empty()) {
        std::fprintf(stderr, "ready; Ctrl-C ends\n");
        while (true) co_await session.host().executor().after(base::Seconds(3600.0));
    }
    auto source = gcode::open_source(gcode);
    if (!source) throw printer::CommandError(source.error().what);
    Progress progress("printing");
    const Feed parts{.source = *source,
                     .on_line =
                         [&](double share, std::uint64_t number) {
                             progress.show(share, "line " + std::to_string(number));
                         },
                     .cancelled = {},
                     .before_line =
                         [&](const gcode::Line& line, const std::string&) {
                             if (auto* log = session.log()) log->command(line.text());
                         }};
    co_await feed(session.host(), parts);
    co_await session.host().toolhead().wait_moves();
}

int run_real(const RunWish& wish, const config::Document& config) {
    const auto lines = serial_lines(config);
    if (!lines) {
        complain(lines.error().what);
        return exit_failed;
    }
    runtime::SystemOutside outside;
    std::vector<std::unique_ptr<mcu::SerialPort>> ports;
    for (const Line& line : *lines) {
        auto port = mcu::SerialPort::open(line.serial, line.baud);
        if (!port) {
            complain("[mcu] serial: " + port.error().what);
            return exit_failed;
        }
        outside.watch((*port)->file_descriptor());
        ports.push_back(std::move(*port));
    }
    auto recorder = open_recorder(wish, outside.now());
    if (!recorder) {
        complain(recorder.error().what);
        return exit_failed;
    }
    Session session(outside, config);
    if (*recorder) session.record_to(**recorder);
    for (std::size_t i = 0; i < ports.size(); ++i)
        session.add_board((*lines)[i].name, *ports[i], (*lines)[i].baud);
    session.host().console().listen([](std::string_view text) {
        std::printf("%.*s\n", static_cast<int>(text.size()), text.data());
        std::fflush(stdout);
    });
    return ended(session.run([&] { return print_or_wait(session, wish.gcode); }), wish.config);
}

}  // namespace

int run(const RunWish& wish) {
    const bool is_folder = std::filesystem::is_directory(wish.gcode);
    if (!wish.gcode.empty() && !std::filesystem::is_regular_file(wish.gcode)) {
        complain(wish.gcode + (is_folder ? ": is a directory" : ": no such file") +
                 "; give --print a G-code file");
        return exit_failed;
    }
    const auto reading = load_config(wish.config, Duplicates::refuse);
    if (!reading) return exit_failed;
    return wish.simulated ? run_simulated(wish, reading->document)
                          : run_real(wish, reading->document);
}

}  // namespace escapement::app
