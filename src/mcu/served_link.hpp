// A link that a thread serves, beside the one that owns it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mcu/link.hpp"
#include "runtime/actor_thread.hpp"
#include "runtime/bell.hpp"

namespace escapement::mcu {

// While this exists, `thread` serves the link at once when there is something to send, and rings
// the bell when the owner has something to take out.  Belongs to the owner's thread.
class ServedLink final : private runtime::Actor {
  public:
    // All of them outlive this.
    ServedLink(Link& link, runtime::ActorThread& thread, runtime::Bell& news)
        : link_(link), thread_(thread), news_(news) {
        link_.on_wanted([this] { thread_.wake(); });
        thread_.add(*this);
    }
    ~ServedLink() override {
        thread_.remove(*this);
        link_.on_wanted(nullptr);
    }
    ServedLink(const ServedLink&) = delete;
    ServedLink& operator=(const ServedLink&) = delete;

  private:
    void poll(base::HostTime now) override {
        link_.serve(now);
        if (link_.has_news()) news_.ring();
    }
    base::HostTime next_wake() const override { return link_.next_service(); }

    Link& link_;
    runtime::ActorThread& thread_;
    runtime::Bell& news_;
};

}  // namespace escapement::mcu
