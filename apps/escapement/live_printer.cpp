// Reads the configuration, runs a session, and does so again when that is wanted.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/live_printer.hpp"

#include "escapement/heater_memory.hpp"
#include "escapement/stats_log.hpp"

namespace escapement::app {
namespace {

// What boards and their ports need after a restart.
constexpr base::Seconds before_reconnecting{1.0};

// Says at the port what programs at the other end look for, while a session runs.
class StateWords {
  public:
    StateWords(Session& session, GcodePort& port) : StateWords(session.host(), port) {
        port_.serve(session.host(), [&session] { return session.ending(); });
    }
    StateWords(const StateWords&) = delete;
    StateWords& operator=(const StateWords&) = delete;
    ~StateWords() {
        port_.say("// Klipper state: Disconnect");
        port_.serve_nobody();
    }

  private:
    StateWords(Host& host, GcodePort& port)
        : port_(port),
          ready_(host.printer().events().ready.connect([this](const auto&) {
              is_ready_ = true;
              port_.say("// Klipper state: Ready");
          })),
          shut_down_(host.printer().events().shut_down.connect([this](const auto&) {
              if (is_ready_) port_.say("// Klipper state: Shutdown");
          })) {}

    GcodePort& port_;
    bool is_ready_ = false;
    printer::Signal<printer::Ready>::Connection ready_;
    printer::Signal<printer::ShutDown>::Connection shut_down_;
};

// Boards that could not be restarted get a second chance once they have been reached again, but
// not for ever, unless somebody asks for it.
Session::Manner::Firmware firmware_after(const Session::Result& result,
                                         Session::Manner::Firmware before) {
    using Firmware = Session::Manner::Firmware;
    if (result.restart != printer::Restart::firmware) return Firmware::as_it_is;
    const bool second_time = before == Firmware::to_be_restarted && result.by_itself;
    return result.all_restarted || second_time ? Firmware::restarted : Firmware::to_be_restarted;
}

}  // namespace

Session::Result LivePrinter::run() {
    Session::Manner manner{.stays = !parts_.work, .patience = parts_.patience};
    while (true) {
        auto result = run_session(manner);
        if (!result.restart || result.interrupted) return result;
        manner.pause_before = before_reconnecting;
        manner.firmware = firmware_after(result, manner.firmware);
        parts_.journal.note("Restarting printer");
    }
}

Session::Result LivePrinter::run_session(const Session::Manner& manner) {
    const auto reading = parts_.read_config();
    Session session({.outside = parts_.outside,
                     .config = reading.document,
                     .wiring = parts_.wiring,
                     .journal = parts_.journal,
                     .manner = manner,
                     .log = parts_.log,
                     .links = parts_.links,
                     .memory = parts_.memory});
    auto problems = reading.errors;
    for (const auto& note : reading.notes) parts_.journal.note("warning: " + note.text());
    const auto lines = board_lines(reading.document);
    if (problems.empty() && !lines) problems.push_back({{}, lines.error().what});
    if (!problems.empty()) session.refuse(std::move(problems));
    if (lines)
        for (const BoardLine& line : *lines) session.add_board(line);
    auto* port = parts_.port;
    const StatsLog stats(session.host(), parts_.journal, [port] {
        return port ? port->bytes_read() : std::uint64_t{0};
    });
    const HeaterKeeper keeper(session.host(), parts_.heater_memory);
    std::optional<StateWords> words;
    if (port) {
        words.emplace(session, *port);
        session.add_actor(*port);
    }
    auto result = session.run([&]() -> runtime::Task<> {
        if (parts_.work) co_await parts_.work(session);
    });
    words.reset();
    if (port) port->poll(parts_.outside.now());
    return result;
}

}  // namespace escapement::app
