// Tries, says why it did not work, and tries again.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/board_joining.hpp"

#include <utility>

#include "printer/errors.hpp"

namespace escapement::app {
namespace {

using base::Result;
using runtime::Task;

constexpr base::Seconds between_tries{1.0};

std::string connect_error(const BoardLine& line, const std::string& problem) {
    return "mcu '" + line.name + "': Unable to connect\n" + problem;
}

std::string protocol_error(const std::string& problem) {
    return "MCU Protocol error\n" + problem +
           "\nIts firmware may be damaged or of another kind; build and flash it anew";
}

}  // namespace

Task<std::unique_ptr<mcu::Mcu>> BoardJoining::join(BoardLine line, std::function<bool()> given_up) {
    const auto deadline = parts_.executor.now() + runtime::Executor::to_duration(parts_.patience);
    while (!given_up()) {
        auto trying = try_once(line);
        auto tried = co_await trying;
        if (tried) co_return std::move(mcu_);
        if (hopeless_) throw printer::ConfigError(protocol_error(tried.error().what));
        if (parts_.executor.now() >= deadline)
            throw printer::ConfigError(connect_error(line, tried.error().what));
        note(line, tried.error().what);
        co_await parts_.executor.after(between_tries);
    }
    co_return nullptr;
}

Task<Result<void>> BoardJoining::try_once(BoardLine line) {
    auto opening = parts_.wiring.open(line, parts_.executor);
    auto cable = co_await opening;
    if (!cable) co_return base::Error{section_of(line) + " serial: " + cable.error().what};
    JoinedBoard& board = parts_.boards.add(line, *std::move(cable));
    mcu_ = std::make_unique<mcu::Mcu>(line.name, parts_.executor, board.link);
    auto identifying = mcu_->identify();
    auto identified = co_await identifying;
    if (identified) co_return Result<void>{};
    hopeless_ = mcu_->answered_badly();
    mcu_.reset();
    parts_.boards.remove(board);
    co_return std::move(identified.error());
}

void BoardJoining::note(const BoardLine& line, const std::string& problem) {
    if (std::exchange(noted_, problem) == problem) return;
    parts_.journal.note("mcu '" + line.name + "': not connected yet: " + problem +
                        "; trying again");
}

}  // namespace escapement::app
