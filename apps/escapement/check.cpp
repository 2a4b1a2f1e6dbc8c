// escapement check: everything that is wrong with a configuration, all of it at once.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <memory>

#include "config/reader.hpp"
#include "escapement/commands.hpp"
#include "escapement/host.hpp"
#include "escapement/loading.hpp"
#include "escapement/mentioned_boards.hpp"
#include "mcu/recorder.hpp"
#include "runtime/clock.hpp"

namespace escapement::app {
namespace {

std::vector<config::Problem> problems_of(const config::Document& config,
                                         std::vector<NamedDictionary> boards) {
    runtime::VirtualClock clock;
    mcu::Recorder nowhere([](wire::Bytes) {});
    Host host(clock, config, true);
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

}  // namespace

int check(const CheckWish& wish) {
    const auto reading = config::read_config(wish.config, config::DiskFiles());
    auto problems = reading.errors;
    problems.insert(problems.end(), reading.duplicates.begin(), reading.duplicates.end());
    // A file that cannot be read at all leaves nothing to say about its sections.
    if (!reading.document.sections().empty() || problems.empty()) {
        auto boards = boards_for_check(reading.document, wish.dictionaries);
        if (!boards) {
            complain(boards.error().what);
            return exit_failed;
        }
        auto further = problems_of(reading.document, std::move(*boards));
        problems.insert(problems.end(), further.begin(), further.end());
    }
    for (const auto& note : reading.notes) std::fprintf(stderr, "%s\n", note.text().c_str());
    if (!problems.empty()) {
        complain(config::in_order(std::move(problems)), wish.config);
        return exit_failed;
    }
    std::printf("%s: good; %zu sections in %zu %s\n",
                wish.config.c_str(),
                reading.document.sections().size(),
                reading.files.size(),
                reading.files.size() == 1 ? "file" : "files");
    return exit_good;
}

}  // namespace escapement::app
