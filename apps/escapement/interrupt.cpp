// Signal handlers that do as little as possible.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/interrupt.hpp"

#include <array>
#include <atomic>
#include <csignal>

namespace escapement::app {
namespace {

// A signal handler reaches nothing but globals.
constinit std::atomic<std::sig_atomic_t> caught = 0;  // the signal; 0: none
constinit std::atomic<bool> report_flag = false;
static_assert(std::atomic<bool>::is_always_lock_free &&
              std::atomic<std::sig_atomic_t>::is_always_lock_free);

constexpr std::array watched{SIGINT, SIGTERM, SIGHUP};

void note(int signal) {
    caught = signal;
}

void note_report(int) {
    report_flag = true;
}

}  // namespace

InterruptWatch::InterruptWatch() {
    for (const int signal : watched) {
        const auto before = std::signal(signal, note);
        // nohup: who leaves does not end what runs here.
        if (signal == SIGHUP && before == SIG_IGN)
            std::signal(signal, SIG_IGN);
        else
            is_outermost_ |= before != note;
    }
    if (is_outermost_) caught = 0;
}

InterruptWatch::~InterruptWatch() {
    if (!is_outermost_) return;
    for (const int signal : watched)
        if (std::signal(signal, SIG_DFL) == SIG_IGN) std::signal(signal, SIG_IGN);
}

bool InterruptWatch::interrupted() const {
    return caught != 0;
}

int interrupted_exit_code() {
    constexpr int ended_by_signal = 128;
    return ended_by_signal + (caught != 0 ? caught.load() : SIGINT);
}

ReportWatch::ReportWatch() {
    report_flag = false;
    std::signal(SIGUSR1, note_report);
}

ReportWatch::~ReportWatch() {
    std::signal(SIGUSR1, SIG_DFL);
}

bool ReportWatch::take() {
    return report_flag.exchange(false);
}

}  // namespace escapement::app
