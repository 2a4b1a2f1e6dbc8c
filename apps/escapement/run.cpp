// escapement run: the host, with a real or a simulated printer.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "base/text.hpp"
#include "escapement/commands.hpp"
#include "escapement/heater_memory.hpp"
#include "escapement/loading.hpp"
#include "escapement/output_file.hpp"
#include "escapement/pictures.hpp"
#include "escapement/resonance_option.hpp"
#include "escapement/run_live.hpp"
#include "escapement/session.hpp"
#include "escapement/sim_blueprint.hpp"
#include "escapement/sim_wiring.hpp"
#include "escapement/simulated_print.hpp"

namespace escapement::app {

int ended(const Session::Result& result, const std::string& config) {
    if (!result.problems.empty()) {
        complain(result.problems, config);
        return exit_failed;
    }
    if (result.interrupted) {
        complain("interrupted; heaters are off and motors stopped");
        return exit_interrupted;
    }
    if (result.restart) {
        complain("the printer was told to begin anew, which ends this print");
        return exit_failed;
    }
    if (result.failure.empty()) return exit_good;
    complain(result.failure);
    return exit_failed;
}

using Recorder = std::unique_ptr<flight::Recorder>;

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

namespace {

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

// Nothing to print: shows that the printer comes up.
int try_simulated(const RunWish& wish, const config::Document& config, const sim::Blueprint& plan) {
    sim::World world(plan);
    SimWiring wiring(world);
    const Journal silent;
    Session session({.outside = world,
                     .config = config,
                     .wiring = wiring,
                     .journal = silent,
                     .manner = {},
                     .machine = Host::Machine::simulated});
    for (const BoardLine& line : wiring.lines()) session.add_board(line);
    const auto say_ready = [&]() -> runtime::Task<> {
        std::printf("%s\nGive it something to do with --print FILE.\n",
                    session.host().printer().state_message().c_str());
        co_return;
    };
    return ended(session.run(say_ready), wish.config);
}

int run_simulated(const RunWish& wish, const config::Document& config) {
    auto blueprint = make_blueprint(config, recall_heaters(usual_heater_memory(config.file())));
    if (!blueprint) {
        complain(blueprint.error().what);
        return exit_failed;
    }
    const auto resonances = parse_resonances(wish.resonance, blueprint->resonances);
    if (!resonances) {
        complain(resonances.error().what);
        return exit_failed;
    }
    blueprint->resonances = *resonances;
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

}  // namespace

int run(const RunWish& wish) {
    const bool is_folder = std::filesystem::is_directory(wish.gcode);
    if (!wish.gcode.empty() && !std::filesystem::is_regular_file(wish.gcode)) {
        complain(wish.gcode + (is_folder ? ": is a directory" : ": no such file") +
                 "; give --print a G-code file");
        return exit_failed;
    }
    if (!wish.simulated) return run_live(wish);
    const auto reading = load_config(wish.config);
    return reading ? run_simulated(wish, reading->document) : exit_failed;
}

}  // namespace escapement::app
