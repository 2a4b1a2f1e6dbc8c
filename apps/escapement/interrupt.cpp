// Signal handlers that do as little as possible.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/interrupt.hpp"

#include <array>
#include <atomic>
#include <csignal>

namespace escapement::app {
namespace {

// A signal handler reaches nothing but globals.
constinit std::atomic<bool> flag = false;
static_assert(std::atomic<bool>::is_always_lock_free);

constexpr std::array watched{SIGINT, SIGTERM, SIGHUP};

void note(int) {
    flag = true;
}

}  // namespace

InterruptWatch::InterruptWatch() {
    flag = false;
    for (const int signal : watched) std::signal(signal, note);
}

InterruptWatch::~InterruptWatch() {
    for (const int signal : watched) std::signal(signal, SIG_DFL);
}

bool InterruptWatch::interrupted() const {
    return flag;
}

}  // namespace escapement::app
