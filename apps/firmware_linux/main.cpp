// escapement_firmware_linux: this computer as a board, at the far end of a pseudo-terminal.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <optional>

#include "firmware/port/linux/folder_devices.hpp"
#include "firmware/port/linux/linux_mcu.hpp"
#include "firmware/port/linux/options.hpp"
#include "firmware/port/linux/watchdog.hpp"
#include "runtime/pseudo_terminal.hpp"
#include "runtime/real_time.hpp"
#include "runtime/system_clock.hpp"

namespace {

using namespace escapement;
namespace board = firmware::linux_port;

enum ExitStatus : int { exit_good = 0, exit_failed = 1, exit_misused = 2 };

// A signal handler reaches nothing but globals.
constinit std::atomic<bool> stop_wanted = false;
static_assert(std::atomic<bool>::is_always_lock_free);

int complain(const base::Error& error, ExitStatus status = exit_failed) {
    std::fprintf(stderr, "escapement_firmware_linux: %s\n", error.what.c_str());
    return status;
}

// Without the right to real time the firmware runs as well as it can, unless -r insists on it.
base::Result<void> prepare(const board::Options& options) {
    runtime::wait_exactly();
    auto real_time = runtime::run_before_others(0.5);
    if (real_time) real_time = runtime::lock_memory(runtime::Locked::all);
    if (real_time) return {};
    if (options.real_time_required) return std::move(real_time.error()).within("-r");
    std::fprintf(stderr,
                 "escapement_firmware_linux: %s: steps may come late\n",
                 real_time.error().what.c_str());
    return {};
}

void serve(const board::Options& options,
           runtime::PseudoTerminal& cable,
           board::Watchdog* watchdog) {
    runtime::SystemOutside outside;
    outside.watch(cable.file_descriptor());
    board::LinuxMcuOptions wanted;
    if (!options.stand_in.empty())
        wanted.devices = [&options] { return board::folder_devices(options.stand_in); };
    board::LinuxMcu mcu(outside, cable, wanted);
    while (!stop_wanted) {
        mcu.run_round();
        if (watchdog) watchdog->feed(outside.now());
    }
    mcu.shut_down();
}

int run(const board::Options& options) {
    const auto prepared = prepare(options);
    if (!prepared) return complain(prepared.error());
    std::optional<board::Watchdog> watchdog;
    if (options.watchdog) {
        auto opened = board::Watchdog::open("/dev/watchdog");
        if (!opened) return complain(opened.error());
        watchdog = *std::move(opened);
    }
    auto cable = runtime::PseudoTerminal::open(options.link);
    if (!cable) return complain(cable.error());
    serve(options, **cable, watchdog ? &*watchdog : nullptr);
    return exit_good;
}

}  // namespace

int main(int argc, char** argv) {
    const auto options = board::parse_options({argv + 1, argv + argc});
    if (!options) return complain(options.error(), exit_misused);
    if (options->help) {
        std::fputs(board::usage.data(), stdout);
        return exit_good;
    }
    for (const int signal : std::array{SIGINT, SIGTERM, SIGHUP})
        std::signal(signal, [](int) { stop_wanted = true; });
    return run(*options);
}
