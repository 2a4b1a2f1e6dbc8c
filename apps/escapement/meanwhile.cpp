// Looks every moment whether the thread is done.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/meanwhile.hpp"

#include <unistd.h>

#include <atomic>
#include <thread>
#include <utility>

namespace escapement::app {

runtime::Task<> meanwhile(runtime::Executor& executor, LongWork work) {
    constexpr base::Seconds glance{0.05};
    constexpr int politeness = 10;
    std::atomic<bool> done = false;
    const std::jthread worker([&](const std::stop_token& stop) {
        static_cast<void>(nice(politeness));  // of this thread alone, on Linux
        work([&stop] { return stop.stop_requested(); });
        done = true;
    });
    while (!done) co_await executor.after(glance);
}

}  // namespace escapement::app
