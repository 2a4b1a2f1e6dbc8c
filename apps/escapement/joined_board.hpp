// The boards that a session has reached: cable, link and name of each.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <list>
#include <memory>
#include <optional>
#include <string>

#include "escapement/link_thread.hpp"
#include "escapement/wiring.hpp"
#include "mcu/link.hpp"
#include "mcu/mcu.hpp"
#include "mcu/served_link.hpp"
#include "runtime/actor.hpp"
#include "runtime/byte_stream.hpp"

namespace escapement::app {

// In the place of a cable that is not there.
class NoCable final : public runtime::ByteStream {
  public:
    std::size_t write(std::span<const std::uint8_t>) override { return 0; }
    std::size_t read(std::span<std::uint8_t>) override { return 0; }
    std::string failure() const override { return "not connected"; }
};

// Belongs to the main thread; its link may be served by another one.
class JoinedBoard {
  public:
    // The link is served by `thread`, or when this is polled; `observer` and `cable` may be null.
    struct Parts {
        BoardLine line;
        Wiring::Cable cable;
        LinkThread* thread;
        mcu::LinkObserver* observer;
    };
    explicit JoinedBoard(Parts parts);
    JoinedBoard(const JoinedBoard&) = delete;
    JoinedBoard& operator=(const JoinedBoard&) = delete;

    const BoardLine line;
    mcu::Link& link() { return link_; }
    // Closes the cable.
    void unplug();
    // The link begins anew with another one.
    void plug(Wiring::Cable cable);

    void poll(base::HostTime now);
    base::HostTime next_wake() const;

  private:
    void serve();
    bool served_here() const { return cable_ && !served_; }

    LinkThread* const thread_;
    NoCable no_cable_;
    Wiring::Cable cable_;  // null while there is none
    mcu::Link link_;       // must not be served then
    std::optional<mcu::ServedLink> served_;
};

// All links as one actor, since boards come and go while a session runs.  Belongs to the main
// thread.
class JoinedBoards final : public runtime::Actor {
  public:
    // Links are served by `thread`, which outlives this; nullptr: when this is polled.
    explicit JoinedBoards(LinkThread* thread) : thread_(thread) {}

    JoinedBoard& add(const BoardLine& line, Wiring::Cable cable, mcu::LinkObserver* observer);
    // Whoever uses its link must be gone.
    void remove(const JoinedBoard& board);
    JoinedBoard* find(std::string_view name);

    void poll(base::HostTime now) override;
    base::HostTime next_wake() const override;

  private:
    LinkThread* const thread_;
    std::list<JoinedBoard> boards_;
};

}  // namespace escapement::app
