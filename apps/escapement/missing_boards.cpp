// Opens the cable, lets the board be recognised and configured, and says how that went.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/missing_boards.hpp"

#include <utility>

#include "escapement/board_restart.hpp"

namespace escapement::app {
namespace {

using base::Result;
using runtime::Task;

}  // namespace

MissingBoards::MissingBoards(const Parts& parts)
    : parts_(parts),
      ready_(parts.host.printer().events().ready.connect([this](const printer::Ready&) {
          for (const auto& mcu : parts_.host.mcus().all())
              if (mcu->absent()) note_absent(*mcu, "it was not there at the start");
      })),
      left_(parts.host.printer().events().board_left.connect(
          [this](const printer::BoardLeft& event) { note_absent(event.board, event.reason); })) {}

void MissingBoards::note_absent(mcu::Mcu& mcu, const std::string& reason) {
    say("mcu '" + mcu.name() + "' is absent: " + reason +
        "\nThe printer goes on without its sensors and outputs until it is back");
    parts_.host.executor().spawn(bring_back(mcu), [](std::exception_ptr error) {
        if (error) std::rethrow_exception(error);
    });
}

void MissingBoards::say(const std::string& text) {
    parts_.journal.note(text);
    parts_.host.console().info(text);
}

Task<> MissingBoards::bring_back(mcu::Mcu& mcu) {
    JoinedBoard& board = *parts_.boards.find(mcu.name());
    board.unplug();
    std::string noted;
    while (true) {
        co_await parts_.host.executor().after(board.line.reconnect_interval);
        if (parts_.host.printer().state() != printer::State::ready) co_return;
        auto trying = try_once(mcu, board);
        const auto tried = co_await trying;
        if (tried) break;
        board.unplug();
        if (std::exchange(noted, tried.error().what) != tried.error().what)
            parts_.journal.record("mcu '" + mcu.name() + "' is still absent: " + noted);
    }
    say("mcu '" + mcu.name() + "' is back");
    parts_.host.printer().events().board_returned.emit({mcu});
}

Task<Result<void>> MissingBoards::try_once(mcu::Mcu& mcu, JoinedBoard& board) {
    auto opening = parts_.wiring.open(board.line, parts_.host.executor());
    auto cable = co_await opening;
    if (!cable) co_return base::Error{place_of(board.line) + ": " + cable.error().what};
    board.plug(*std::move(cable));
    auto rejoining = mcu.rejoin(parts_.host.mcus().main());
    auto rejoined = co_await rejoining;
    if (rejoined || !mcu.needs_restart()) co_return rejoined;
    auto restarting = restart_board(board.line,
                                    {.executor = parts_.host.executor(),
                                     .wiring = parts_.wiring,
                                     .board = &board,
                                     .mcu = &mcu});
    static_cast<void>(co_await restarting);
    co_return rejoined;
}

}  // namespace escapement::app
