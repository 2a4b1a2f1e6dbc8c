// What every board understands: time, configuration, shutdown.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "base/time.hpp"
#include "messages/types.hpp"
#include "wire/message.hpp"

namespace escapement::messages {

struct Uptime {
    std::uint32_t high{};  // upper half of the 64-bit clock
    base::Clock32 clock;   // lower half

    static constexpr wire::Schema<"uptime", &Uptime::high, &Uptime::clock> schema{};
};

struct GetUptime {
    using Reply = Uptime;

    static constexpr wire::Schema<"get_uptime"> schema{};
};

struct Clock {
    base::Clock32 clock;

    static constexpr wire::Schema<"clock", &Clock::clock> schema{};
};

struct GetClock {
    using Reply = Clock;

    static constexpr wire::Schema<"get_clock"> schema{};
};

// How busy the board was since its last report; sent every five seconds.
struct Stats {
    std::uint32_t count{};  // pieces of work: rounds of all tasks, commands
    std::uint32_t sum{};    // ticks that they took
    std::uint32_t sumsq{};  // sum of squares, in units of STATS_SUMSQ_BASE

    static constexpr wire::Schema<"stats", &Stats::count, &Stats::sum, &Stats::sumsq> schema{};
};

// The board has just been switched on or reset.
struct Starting {
    static constexpr wire::Schema<"starting"> schema{};
};

struct Config {
    bool is_config{};     // finalize_config has been received
    std::uint32_t crc{};  // the one that was given then
    bool is_shutdown{};
    std::uint16_t move_count{};  // how many queued moves there is room for

    static constexpr wire::Schema<"config",
                                  &Config::is_config,
                                  &Config::crc,
                                  &Config::is_shutdown,
                                  &Config::move_count>
        schema{};
};

struct GetConfig {
    using Reply = Config;

    static constexpr wire::Schema<"get_config"> schema{};
};

// Makes room for devices 0 to count - 1.  Once only.
struct AllocateOids {
    std::uint8_t count{};

    static constexpr wire::Schema<"allocate_oids", &AllocateOids::count> schema{};
};

// Ends the configuration and divides the remaining memory into queued moves.
struct FinalizeConfig {
    std::uint32_t crc{};  // of the commands sent so far, by the host's own count

    static constexpr wire::Schema<"finalize_config", &FinalizeConfig::crc> schema{};
};

// Forgets the configuration; only while shut down, and only on some boards.
struct ConfigReset {
    static constexpr wire::Schema<"config_reset"> schema{};
};

// Shuts down at once.
struct EmergencyStop {
    static constexpr wire::Schema<"emergency_stop"> schema{};
};

struct ClearShutdown {
    static constexpr wire::Schema<"clear_shutdown"> schema{};
};

// Restarts the board's program, as after power-up.
struct Reset {
    static constexpr wire::Schema<"reset"> schema{};
};

// The board has just shut down.
struct Shutdown {
    base::Clock32 clock;              // when it happened
    StaticStringId static_string_id;  // why

    static constexpr wire::Schema<"shutdown", &Shutdown::clock, &Shutdown::static_string_id>
        schema{};
};

// A command was ignored because the board is shut down.
struct IsShutdown {
    StaticStringId static_string_id;  // why it shut down

    static constexpr wire::Schema<"is_shutdown", &IsShutdown::static_string_id> schema{};
};

}  // namespace escapement::messages
