// Asks the system for load, time and memory.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/statistics.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <string_view>

#include "base/small_file.hpp"
#include "runtime/executor.hpp"

namespace escapement::modules {
namespace {

double seconds_of(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

// The system counts for longer than it takes to ask for all the rest.
constexpr base::Seconds memory_age{5.0};

// In kilobytes; 0 if the system does not say.
std::int64_t free_memory() {
    constexpr std::string_view name = "MemAvailable:";
    std::array<char, 512> buffer;
    std::string_view text = base::read_small_file("/proc/meminfo", buffer);
    text.remove_prefix(std::min(text.size(), text.find(name)));
    text.remove_prefix(std::min(text.size(), text.find_first_of("0123456789")));
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

}  // namespace

void Statistics::describe(printer::Description<Statistics>& module) {
    module.section("statistics")
        .always()
        .status_name("system_stats")
        .doc("How busy the computer is; has no options.");
    module.status<&Status::sysload>("Programs that ran or waited for the processor, on average.");
    module.status<&Status::cputime>("Seconds of processor time that this program has used.");
    module.status<&Status::memavail>(
        "Memory that can be had, in kilobytes, as of a few seconds ago.");
}

Statistics::Status Statistics::status() const {
    Status status;
    getloadavg(&status.sysload, 1);
    rusage use{};
    getrusage(RUSAGE_SELF, &use);
    status.cputime = seconds_of(use.ru_utime) + seconds_of(use.ru_stime);
    const base::HostTime now = context_.executor.now();
    if (memory_known_until_ <= now) {
        memory_known_until_ = now + runtime::Executor::to_duration(memory_age);
        memory_ = free_memory();
    }
    status.memavail = memory_;
    return status;
}

}  // namespace escapement::modules
