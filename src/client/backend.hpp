// One way to reach a printer, the same for all of them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/command.hpp"
#include "client/event_queue.hpp"
#include "client/snapshot.hpp"
#include "runtime/actor.hpp"

namespace escapement::client {

// Belongs to one thread; nothing happens but in poll().
class Backend : public runtime::Actor {
  public:
    // Begins to look for the printer, and goes on until it is found or disconnect() is called:
    // connections that are lost are made again.
    virtual void connect() = 0;
    // The printer goes on with whatever it does by itself.
    virtual void disconnect() = 0;
    virtual const Snapshot& snapshot() const = 0;
    // What has happened since it was last asked.
    virtual EventQueue& events() = 0;
    // Asks for something and returns at once.  An event with this ticket tells how it ended.
    virtual Ticket submit(const Command& command) = 0;
};

}  // namespace escapement::client
