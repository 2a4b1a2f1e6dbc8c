// Real time: clock_gettime and ppoll.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/system_clock.hpp"

#include <algorithm>
#include <chrono>
#include <ctime>

namespace escapement::runtime {

HostTime SystemOutside::now() const {
    const auto since_boot = std::chrono::steady_clock::now().time_since_epoch();
    return HostTime(std::chrono::duration_cast<HostTime::duration>(since_boot));
}

void SystemOutside::wait_until(HostTime when) {
    // A signal ends a wait, but one that comes just before it is looked at only behind it.
    constexpr std::chrono::milliseconds longest(1000);
    const HostTime present = now();
    if (when <= present) return;
    const auto left = std::min<HostTime::duration>(when - present, longest);
    const timespec time{static_cast<std::time_t>(left.count() / 1'000'000'000),
                        static_cast<long>(left.count() % 1'000'000'000)};
    {
        const std::lock_guard lock(mutex_);
        waited_for_.assign(watched_.begin(), watched_.end());
    }
    ppoll(waited_for_.data(), waited_for_.size(), &time, nullptr);
}

std::string date_and_time() {
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    char text[32];
    return {text, std::strftime(text, sizeof text, "%Y%m%d_%H%M%S", &local)};
}

}  // namespace escapement::runtime
