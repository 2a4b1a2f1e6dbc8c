// Puts ports, terminal, log and printer together.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/run_live.hpp"

#include <cstdio>
#include <fstream>
#include <optional>

#include "config/reader.hpp"
#include "escapement/board_memory.hpp"
#include "escapement/device_wiring.hpp"
#include "escapement/flight_log.hpp"
#include "escapement/flight_writer.hpp"
#include "escapement/heater_memory.hpp"
#include "escapement/link_thread.hpp"
#include "escapement/live_printer.hpp"
#include "escapement/loading.hpp"
#include "escapement/progress.hpp"
#include "gcode/source.hpp"
#include "printer/errors.hpp"
#include "runtime/pseudo_terminal.hpp"
#include "runtime/real_time.hpp"
#include "runtime/system_clock.hpp"

namespace escapement::app {
namespace {

using runtime::Task;

// The file is written line by line: what happened last matters most.
base::Result<Journal> open_journal(const RunWish& wish, std::ofstream& file) {
    const auto aloud = [](std::string_view text) {
        std::fprintf(stderr, "%.*s\n", static_cast<int>(text.size()), text.data());
    };
    if (wish.log_file.empty()) return Journal(aloud, {});
    file.open(wish.log_file, std::ios::app);
    if (!file) return base::Error{wish.log_file + ": cannot be written"};
    return Journal(aloud, [&file](std::string_view text) { file << text << std::endl; });
}

Task<> print_aloud(Session& session, const std::string& gcode) {
    auto& host = session.host();
    host.console().listen([&host](std::string_view text) {
        if (is_thrown_too(host, text)) return;
        std::printf("%.*s\n", static_cast<int>(text.size()), text.data());
        std::fflush(stdout);
    });
    Progress progress("printing");
    const Feed parts{.on_line =
                         [&](double share, std::uint64_t number) {
                             progress.show(share, "line " + std::to_string(number));
                         },
                     .cancelled = [&session] { return session.ending(); },
                     .before_line =
                         [&](const gcode::Line& line, const std::string&) {
                             if (auto* log = session.log()) log->command(line.text());
                         },
                     .pause = Feed::Pause::is_waited_for};
    co_await print_file(host, gcode, parts);
    co_await host.toolhead().wait_moves();
}

// A print can do without the usual one, but RESUME and CANCEL_PRINT come from there.
base::Result<std::unique_ptr<runtime::PseudoTerminal>> open_terminal(const RunWish& wish) {
    if (!wish.input_tty.empty()) return runtime::PseudoTerminal::open(wish.input_tty);
    auto usual = runtime::PseudoTerminal::open(usual_input_tty);
    if (!usual && !wish.gcode.empty()) return std::unique_ptr<runtime::PseudoTerminal>();
    return usual;
}

std::unique_ptr<GcodePort> open_port(runtime::PseudoTerminal* terminal,
                                     runtime::SystemOutside& outside) {
    if (!terminal) return nullptr;
    auto port = std::make_unique<GcodePort>(*terminal);
    const int descriptor = terminal->file_descriptor();
    outside.watch(descriptor);
    port->on_appetite([&outside, descriptor](bool hungry) {
        hungry ? outside.watch(descriptor) : outside.unwatch(descriptor);
    });
    return port;
}

// The rights to it are seldom given, and seldom needed: steps are sent a second ahead.
void ask_for_real_time(const Journal& journal, const LinkThread& links) {
    const auto locked = runtime::lock_memory(runtime::Locked::used);
    const auto& first = links.real_time();
    if (first && locked)
        journal.record("Links run in real time, in memory that is locked");
    else
        journal.record("No real time: " + (first ? locked : first).error().what);
    if (const auto preferred = runtime::be_preferred(); !preferred)
        journal.record("No " + preferred.error().what);
}

}  // namespace

int run_live(const RunWish& wish) {
    std::ofstream log;
    const auto journal = open_journal(wish, log);
    if (!journal) {
        complain(journal.error().what);
        return exit_failed;
    }
    const auto terminal = open_terminal(wish);
    if (!terminal) {
        complain(terminal.error().what);
        return exit_failed;
    }
    runtime::SystemOutside outside;
    const auto recorder = open_recorder(wish, outside.now());
    if (!recorder) {
        complain(recorder.error().what);
        return exit_failed;
    }
    std::optional<FlightWriter> writer;
    if (*recorder) writer.emplace(**recorder);
    std::optional<FlightLog> flight;
    if (writer) flight.emplace(**recorder, outside, &*writer);
    LinkThread links(outside);
    ask_for_real_time(*journal, links);
    DeviceWiring wiring(links);
    const auto port = open_port(terminal->get(), outside);
    if (port && flight) port->on_line([&](std::string_view line) { flight->command(line); });
    const BoardMemory memory(usual_memory_folder(wish.config));
    LivePrinter::Parts parts{
        .outside = outside,
        .wiring = wiring,
        .journal = *journal,
        .read_config = [&] { return config::read_config(wish.config, config::DiskFiles()); },
        .port = port.get(),
        .log = flight ? &*flight : nullptr,
        .links = &links,
        .memory = &memory,
        .heater_memory = usual_heater_memory(wish.config)};
    if (!wish.gcode.empty()) {
        parts.work = [&wish](Session& session) { return print_aloud(session, wish.gcode); };
        parts.patience = base::Seconds{};
    }
    if (*terminal) journal->note("G-code comes from " + (*terminal)->name() + "; Ctrl-C ends");
    return ended(LivePrinter(std::move(parts)).run(), wish.config);
}

}  // namespace escapement::app
