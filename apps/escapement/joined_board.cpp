// Polls the links of those boards whose cable is open.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/joined_board.hpp"

#include <algorithm>

namespace escapement::app {

JoinedBoard& JoinedBoards::add(const BoardLine& line, Wiring::Cable cable) {
    return boards_.emplace_back(line, std::move(cable));
}

void JoinedBoards::remove(const JoinedBoard& board) {
    boards_.remove_if([&](const JoinedBoard& each) { return &each == &board; });
}

JoinedBoard* JoinedBoards::find(std::string_view name) {
    for (JoinedBoard& board : boards_)
        if (board.line.name == name) return &board;
    return nullptr;
}

void JoinedBoards::poll(base::HostTime now) {
    for (JoinedBoard& board : boards_)
        if (board.cable) board.link.poll(now);
}

base::HostTime JoinedBoards::next_wake() const {
    base::HostTime wake = runtime::never;
    for (const JoinedBoard& board : boards_)
        if (board.cable) wake = std::min(wake, board.link.next_wake());
    return wake;
}

}  // namespace escapement::app
