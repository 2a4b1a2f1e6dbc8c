// A thread of its own for loops that must not wait for anybody else's.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

#include "base/result.hpp"
#include "runtime/actor.hpp"
#include "runtime/bell.hpp"
#include "runtime/priority_mutex.hpp"
#include "runtime/system_clock.hpp"

namespace escapement::runtime {

// Polls its actors in real time from the beginning to the end of its life, before other threads if
// the kernel permits it.  Its actors share what they have with other threads by locks of their own.
class ActorThread {
  public:
    ActorThread();
    // Ends after the round that is under way.
    ~ActorThread();
    ActorThread(const ActorThread&) = delete;
    ActorThread& operator=(const ActorThread&) = delete;

    // Why the kernel does not permit it, if so.
    const base::Result<void>& real_time() const { return real_time_; }

    // The rest may be called by any thread but this one.
    void add(Actor& actor);
    // When this returns, the actor is not polled any more.
    void remove(Actor& actor);
    // Some actor wants to be polled sooner than it has said.
    void wake() { bell_.ring(); }
    // Something to read there is a reason to poll.
    void watch(int file_descriptor);
    // When this returns, the thread does not wait for that any more: the kernel keeps a file open,
    // and locked, as long as somebody waits for it.  Actors may call this, too.
    void unwatch(int file_descriptor);

  private:
    void run();
    HostTime poll_all();

    SystemOutside outside_;
    Bell bell_;
    PriorityMutex mutex_;  // held for each round
    std::vector<Actor*> actors_;
    std::atomic<bool> leaving_{false};
    std::atomic<bool> begun_{false};
    std::atomic<unsigned> rounds_{0};
    base::Result<void> real_time_;
    std::thread thread_;
};

}  // namespace escapement::runtime
