// A microcontroller's whole program as one object.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <concepts>
#include <cstddef>
#include <span>

#include "firmware/board.hpp"
#include "firmware/commands.hpp"
#include "firmware/core.hpp"
#include "firmware/scheduler.hpp"
#include "wire/codec.hpp"

namespace escapement::firmware {

// The port feeds it bytes and runs its tasks; the scheduler runs its timers.  There is no state
// outside of the object, so that a process may hold several boards.
template <Board B, Scheduler S>
class Firmware {
  public:
    using Commands = AllCommands<B, S>;
    static_assert(Commands::template id_of<messages::Identify>() == messages::identify_id);

    // Starts at once: says `starting`.  See Core for the arguments.
    Firmware(B& board, std::span<std::byte> memory, wire::Bytes dictionary)
        : core_(board, memory, dictionary) {}

    // Bytes from the cable, however they are cut.  Task context.
    void receive(wire::Bytes bytes) {
        const Clock32 start = core_.board().clock();
        core_.console().receive(bytes, [this](wire::Bytes payload) { dispatch(payload); });
        core_.count_work(start);
    }

    // What the scheduler asked for by wake_tasks().  Task context.
    void run_tasks() { core_.run_tasks(); }

    // Runs the first timer, for schedulers that leave it to the port when; shuts down when timers
    // fall behind.  Timer context.
    void fire() requires requires(S& s) {
        { s.fire() } -> std::same_as<bool>;
    }
    {
        if (!scheduler().fire()) try_shut_down(Reason::rescheduled_timer_in_the_past);
    }

    // Runs the timers of a level that are due, for schedulers with levels; shuts down when they
    // fall behind.  In the interrupt of that level.
    void run_timers(Level level) requires requires(S& s) {
        { s.run_timers(level) } -> std::same_as<bool>;
    }
    {
        if (!scheduler().run_timers(level)) try_shut_down(Reason::rescheduled_timer_in_the_past);
    }

    // For what only the port can notice.  Any context.
    void try_shut_down(Reason reason) { core_.try_shut_down(reason); }

    S& scheduler() { return core_.scheduler(); }
    const S& scheduler() const { return core_.scheduler(); }
    const Core<B, S>& core() const { return core_; }

  private:
    // A command that shuts down ends its block; the rest is dropped.
    void dispatch(wire::Bytes payload) {
        wire::Reader in(payload);
        do {
            // A timer may have stopped the board since the last command.
            core_.finish_shutdown();
            if (in.at_end()) return;
            const Reason fault = Commands::dispatch(core_, in);
            if (fault != Reason::none) core_.shut_down(fault);
        } while (!core_.finish_shutdown());
    }

    Core<B, S> core_;
};

}  // namespace escapement::firmware
