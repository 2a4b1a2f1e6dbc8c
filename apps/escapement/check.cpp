// escapement check: everything that is wrong with a configuration, all of it at once.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>

#include "config/reader.hpp"
#include "escapement/commands.hpp"
#include "escapement/heat_waits.hpp"
#include "escapement/host.hpp"
#include "escapement/interrupt.hpp"
#include "escapement/loading.hpp"
#include "escapement/macro_words.hpp"
#include "escapement/mentioned_boards.hpp"
#include "escapement/paths_mentioned.hpp"
#include "escapement/preflight.hpp"
#include "escapement/print_duration.hpp"
#include "escapement/progress.hpp"
#include "mcu/recorder.hpp"
#include "modules/modules.hpp"
#include "runtime/clock.hpp"

namespace escapement::app {
namespace {

std::vector<config::Problem> problems_of(const config::Document& config,
                                         std::vector<NamedDictionary> boards) {
    runtime::VirtualClock clock;
    mcu::Recorder nowhere([](wire::Bytes) {});
    Host host(clock, config, Host::Machine::none);
    for (NamedDictionary& board : boards) {
        auto mcu = std::make_unique<mcu::Mcu>(
            board.name, host.executor(), nowhere, std::move(board.dictionary));
        auto identified = mcu->identify();
        identified.start();
        if (auto result = identified.take(); !result) return {{{}, result.error().what}};
        host.mcus().add(std::move(mcu));
    }
    return host.build();
}

bool has_problem_at(const std::vector<config::Problem>& problems, const config::Place& place) {
    return std::any_of(problems.begin(), problems.end(), [&](const config::Problem& problem) {
        return problem.place == place;
    });
}

// Everything that is wrong with the configuration, warnings told.
base::Result<std::vector<config::Problem>> check_config(const CheckWish& wish,
                                                        const config::Reading& reading) {
    auto problems = reading.errors;
    auto notes = reading.notes;
    for (auto& word : check_command_words(reading.document, modules::all_modules()))
        notes.push_back(std::move(word));
    for (auto& path : check_paths(reading.document)) notes.push_back(std::move(path));
    warn(config::in_order(std::move(notes)));
    // A file that cannot be read at all leaves nothing to say about its sections.
    if (reading.document.sections().empty() && !problems.empty()) return problems;
    auto boards = boards_for_check(reading.document, wish.dictionaries);
    if (!boards) return boards.error();
    auto further = problems_of(reading.document, std::move(*boards));
    for (config::Problem& problem : further)  // a reference that leads nowhere was named already
        if (problem.place.column == 0 || !has_problem_at(reading.errors, problem.place))
            problems.push_back(std::move(problem));
    return config::in_order(std::move(problems));
}

// Fails where the machine cannot be simulated, or the simulated print has failed.
base::Result<PrintDuration> time_of(const std::string& gcode,
                                    const config::Document& config,
                                    const InterruptWatch& interrupts) {
    Progress progress("timing");
    const DurationWatch watch{.on_line =
                                  [&](double share, std::uint64_t line) {
                                      progress.show(share, "line " + std::to_string(line));
                                  },
                              .cancelled = [&] { return interrupts.interrupted(); }};
    return print_duration(config, gcode, watch);
}

int check_gcode(const CheckWish& wish, const config::Document& config) {
    auto boards = boards_for_check(config, wish.dictionaries);
    if (!boards) return complain(boards.error().what), exit_failed;
    InterruptWatch interrupts;
    Progress progress("checking");
    auto result = fly({.config = config,
                       .file = wish.gcode,
                       .boards = std::move(*boards),
                       .on_line =
                           [&](double share, std::uint64_t line) {
                               progress.show(share, "line " + std::to_string(line));
                           },
                       .cancelled = [&] { return interrupts.interrupted(); }});
    progress.clear();
    if (interrupts.interrupted()) return complain("interrupted"), exit_interrupted;
    if (!result) return complain(result.error().what), exit_failed;
    std::size_t fatal = 0;
    for (const printer::Finding& finding : result->findings) {
        fatal += finding.fatal ? 1 : 0;
        std::fprintf(stderr, "%s%s\n", finding.fatal ? "" : "warning: ", finding.text().c_str());
    }
    if (fatal > 0) {
        complain(wish.gcode + ": " + std::to_string(fatal) +
                 (fatal == 1 ? " problem" : " problems") + "; correct what is named above");
        return exit_failed;
    }
    const auto timed = time_of(wish.gcode, config, interrupts);
    if (interrupts.interrupted()) return complain("interrupted"), exit_interrupted;
    if (!timed && is_about_heat(timed.error().what)) {
        std::fprintf(stderr, "%s\n", timed.error().what.c_str());
        complain(wish.gcode + ": 1 problem; correct what is named above");
        return exit_failed;
    }
    if (!timed)
        std::fprintf(stderr, "warning: simulated, it ends early: %s\n", timed.error().what.c_str());
    std::printf("%s: good; takes %s%s, heating included\n",
                wish.gcode.c_str(),
                timed ? "" : "about ",
                duration_text((timed ? timed->whole : result->marks.back().time).count()).c_str());
    return exit_good;
}

}  // namespace

int check(const CheckWish& wish) {
    const auto reading = config::read_config(wish.config, config::DiskFiles());
    auto problems = check_config(wish, reading);
    if (!problems) return complain(problems.error().what), exit_failed;
    if (!problems->empty()) {
        complain(*problems, wish.config);
        return exit_failed;
    }
    std::printf("%s: good; %zu sections in %zu %s\n",
                wish.config.c_str(),
                reading.document.sections().size(),
                reading.files.size(),
                reading.files.size() == 1 ? "file" : "files");
    return wish.gcode.empty() ? exit_good : check_gcode(wish, reading.document);
}

}  // namespace escapement::app
