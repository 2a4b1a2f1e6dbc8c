// Asks the system for load, time and memory.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/statistics.hpp"

#include <sys/resource.h>

#include <cstdlib>
#include <fstream>
#include <string>

namespace escapement::modules {
namespace {

double seconds_of(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

// In kilobytes; 0 if the system does not say.
std::int64_t free_memory() {
    std::ifstream file("/proc/meminfo");
    std::string name;
    std::int64_t number = 0;
    while (file >> name >> number) {
        if (name == "MemAvailable:") return number;
        file.ignore(64, '\n');
    }
    return 0;
}

}  // namespace

void Statistics::describe(printer::Description<Statistics>& module) {
    module.section("statistics")
        .always()
        .status_name("system_stats")
        .doc("How busy the computer is; has no options.");
    module.status<&Status::sysload>("Programs that ran or waited for the processor, on average.");
    module.status<&Status::cputime>("Seconds of processor time that this program has used.");
    module.status<&Status::memavail>("Memory that can be had, in kilobytes.");
}

Statistics::Status Statistics::status() const {
    Status status;
    getloadavg(&status.sysload, 1);
    rusage use{};
    getrusage(RUSAGE_SELF, &use);
    status.cputime = seconds_of(use.ru_utime) + seconds_of(use.ru_stime);
    status.memavail = free_memory();
    return status;
}

}  // namespace escapement::modules
