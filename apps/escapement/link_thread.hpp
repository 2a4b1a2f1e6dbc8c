// One real-time thread for the links of all boards.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.hpp"
#include "runtime/actor_thread.hpp"
#include "runtime/bell.hpp"
#include "runtime/system_clock.hpp"

namespace escapement::app {

// Whatever the main thread computes, blocks leave when they are due and are acknowledged, and what
// a board says is timed when it arrives.  Lives as long as what is served.
class LinkThread final : public runtime::Watcher {
  public:
    // The main thread's waits end when there is news; `main` must outlive this.
    explicit LinkThread(runtime::SystemOutside& main) : main_(main) {
        main_.watch(news_.file_descriptor());
    }
    ~LinkThread() override { main_.unwatch(news_.file_descriptor()); }
    LinkThread(const LinkThread&) = delete;
    LinkThread& operator=(const LinkThread&) = delete;

    // Rings in the main thread while links have something to tell.
    runtime::Bell& news() { return news_; }
    runtime::ActorThread& thread() { return thread_; }
    // Why the kernel does not run it before others, if so.
    const base::Result<void>& real_time() const { return thread_.real_time(); }

    void watch(int file_descriptor) override { thread_.watch(file_descriptor); }
    void unwatch(int file_descriptor) override { thread_.unwatch(file_descriptor); }

  private:
    runtime::SystemOutside& main_;
    runtime::Bell news_;
    runtime::ActorThread thread_;
};

}  // namespace escapement::app
