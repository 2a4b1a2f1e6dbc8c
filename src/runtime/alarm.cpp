// An alarm made of a timerfd.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/alarm.hpp"

#include <sys/timerfd.h>
#include <unistd.h>

#include <cstdint>

#include "base/assert.hpp"

namespace escapement::runtime {

Alarm::Alarm() : descriptor_(timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK)) {
    ASSERT(descriptor_ >= 0);
}

Alarm::~Alarm() {
    close(descriptor_);
}

void Alarm::ring_in(std::chrono::nanoseconds pause) {
    constexpr long in_a_second = 1'000'000'000;
    ASSERT(pause.count() > 0);
    itimerspec when{};
    when.it_value = {static_cast<std::time_t>(pause.count() / in_a_second),
                     static_cast<long>(pause.count() % in_a_second)};
    ASSERT(timerfd_settime(descriptor_, 0, &when, nullptr) == 0);
}

void Alarm::silence() {
    std::uint64_t count = 0;
    static_cast<void>(!read(descriptor_, &count, sizeof count));  // there is none if it was silent
}

}  // namespace escapement::runtime
