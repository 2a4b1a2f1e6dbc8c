// Serves the links of those boards whose cable is open, or lets a thread do so.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/joined_board.hpp"

#include <algorithm>
#include <utility>

namespace escapement::app {

JoinedBoard::JoinedBoard(Parts parts)
    : line(std::move(parts.line)),
      thread_(parts.thread),
      cable_(std::move(parts.cable)),
      link_(cable_ ? *cable_ : no_cable_) {
    link_.set_baud(line.baud);
    link_.observe(parts.observer);
    serve();
}

void JoinedBoard::serve() {
    if (cable_ && thread_) served_.emplace(link_, thread_->thread(), thread_->news());
}

void JoinedBoard::plug(Wiring::Cable cable) {
    unplug();
    cable_ = std::move(cable);
    link_.renew(*cable_);
    link_.set_baud(line.baud);
    serve();
}

void JoinedBoard::unplug() {
    served_.reset();
    cable_.reset();
}

void JoinedBoard::poll(base::HostTime now) {
    if (served_here()) link_.serve(now);
    link_.tell_news();
}

base::HostTime JoinedBoard::next_wake() const {
    return served_here() || link_.has_news() ? link_.next_wake() : runtime::never;
}

JoinedBoard& JoinedBoards::add(const BoardLine& line,
                               Wiring::Cable cable,
                               mcu::LinkObserver* observer) {
    return boards_.emplace_back(JoinedBoard::Parts{line, std::move(cable), thread_, observer});
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
    if (thread_) thread_->news().silence();
    for (JoinedBoard& board : boards_) board.poll(now);
}

base::HostTime JoinedBoards::next_wake() const {
    base::HostTime wake = runtime::never;
    for (const JoinedBoard& board : boards_) wake = std::min(wake, board.next_wake());
    return wake;
}

}  // namespace escapement::app
