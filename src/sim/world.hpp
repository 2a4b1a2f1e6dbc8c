// A printer in virtual time: boards that run the real firmware, cables, and a machine.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The world is what a host's loop waits in.  It owns the time: while the host waits, it lets the
// boards run, each on its own clock, until something reaches the host or the host's moment has
// come.  Nothing depends on the computer's speed, so two runs are alike to the bit.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "runtime/byte_stream.hpp"
#include "runtime/clock.hpp"
#include "sim/blueprint.hpp"
#include "sim/drivers.hpp"
#include "sim/machine.hpp"
#include "sim/sensors.hpp"

namespace escapement::sim {

class World final : public runtime::Outside {
  public:
    struct Options {
        base::Seconds cable_latency{100e-6};
        double cable_bytes_per_s = 1e6;
        // The boards have been on for this long already, so that their clocks soon wrap.
        base::Seconds boards_on_since{5.0};
    };
    explicit World(const Blueprint& blueprint) : World(blueprint, Options{}) {}
    World(const Blueprint& blueprint, const Options& options);
    ~World() override;
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    runtime::HostTime now() const override { return now_; }
    void wait_until(runtime::HostTime when) override;
    // When a board or a cable will do something by itself; nothing happens before.
    runtime::HostTime next_event() const;
    base::Seconds elapsed() const { return now_.time_since_epoch(); }
    // What all boards' clocks showed then.
    base::Seconds boards_on_since() const { return boards_on_since_; }

    // The host's end of a board's cable.
    runtime::ByteStream& cable(std::size_t board);
    // Nobody listens to the board any more, until somebody reads or writes again.
    void neglect_cable(std::size_t board);
    void cut_cable(std::size_t board, std::string why);

    Machine& machine() { return machine_; }
    const Machine& machine() const { return machine_; }
    const Drivers& drivers() const { return drivers_; }
    // Why a board is shut down, with its name; empty if all run.
    std::string shutdown_reason() const;
    // Timers run by all boards so far.
    std::uint64_t timer_events() const;

  private:
    class Board;

    Board* next_board(runtime::HostTime limit);
    runtime::HostTime run_slice(runtime::HostTime limit);
    bool anything_for_the_host() const;

    const base::Seconds boards_on_since_;
    runtime::HostTime now_{};
    Machine machine_;
    Drivers drivers_;
    Sensors sensors_;
    std::vector<std::unique_ptr<Board>> boards_;
};

}  // namespace escapement::sim
