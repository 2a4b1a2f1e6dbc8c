// Looks every moment whether the thread is done.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/meanwhile.hpp"

#include <atomic>
#include <thread>
#include <utility>

#include "runtime/real_time.hpp"

namespace escapement::app {

runtime::Task<> meanwhile(runtime::Executor& executor, LongWork work) {
    constexpr base::Seconds glance{0.05};
    std::atomic<bool> done = false;
    const std::jthread worker([&](const std::stop_token& stop) {
        runtime::be_patient();
        work([&stop] { return stop.stop_requested(); });
        done = true;
    });
    while (!done) co_await executor.after(glance);
}

}  // namespace escapement::app
