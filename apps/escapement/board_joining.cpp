// Tries, says why it did not work, and tries again.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/board_joining.hpp"

#include <utility>

#include "messages/canbus.hpp"
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

// Another board may have been given the same number before.
Task<Result<void>> check_uuid(mcu::Mcu& mcu, mcu::CanUuid wanted) {
    const auto command = wire::command_id<messages::GetCanbusId>(mcu.dictionary());
    const auto reply = wire::response_id<messages::CanbusId>(mcu.dictionary());
    if (!command) co_return base::Error{command.error()};
    if (!reply) co_return base::Error{reply.error()};
    const mcu::Question question{
        mcu::EncodedMessage(*command, messages::GetCanbusId{}), *reply, {}, "canbus_id"};
    auto asking = mcu.ask(question, mcu.default_queue(), {});
    auto answer = co_await asking;
    if (!answer) co_return std::move(answer.error());
    messages::CanbusId found;
    wire::Reader fields(answer->payload());
    mcu::CanUuid uuid;
    if (wire::decode(fields, found))
        for (const std::uint8_t byte : found.canbus_uuid) uuid.raw = uuid.raw << 8 | byte;
    if (uuid == wanted) co_return Result<void>{};
    co_return base::Error{"canbus_uuid " + uuid.text() + " answers instead of " + wanted.text()};
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
    if (!cable) co_return base::Error{place_of(line) + ": " + cable.error().what};
    auto* observer = parts_.log ? &parts_.log->board(line.name) : nullptr;
    JoinedBoard& board = parts_.boards.add(line, *std::move(cable), observer);
    mcu_ = std::make_unique<mcu::Mcu>(line.name, parts_.executor, board.link());
    auto identifying = mcu_->identify();
    auto identified = co_await identifying;
    hopeless_ = !identified && mcu_->answered_badly();
    if (identified && line.can) {
        auto checking = check_uuid(*mcu_, line.can->uuid);
        identified = co_await checking;
    }
    if (identified && parts_.log) parts_.log->learn(line.name, mcu_->dictionary());
    if (identified) co_return Result<void>{};
    mcu_.reset();
    parts_.boards.remove(board);
    co_return std::move(identified.error());
}

void BoardJoining::note(const BoardLine& line, const std::string& problem) {
    if (std::exchange(noted_, problem) == problem) return;
    const auto text = "mcu '" + line.name + "': not connected yet: " + problem;
    parts_.journal.note(text + "; trying again");
    parts_.on_problem(text);
}

}  // namespace escapement::app
