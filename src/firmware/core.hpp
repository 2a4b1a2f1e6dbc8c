// What all devices of a board share: memory, time, the cable, and the decision to shut down.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "firmware/arena.hpp"
#include "firmware/board.hpp"
#include "firmware/console.hpp"
#include "firmware/device_table.hpp"
#include "firmware/move_pool.hpp"
#include "firmware/reason.hpp"
#include "firmware/scheduler.hpp"
#include "firmware/uptime.hpp"
#include "messages/system.hpp"
#include "wire/codec.hpp"

namespace escapement::firmware {

// Shutting down takes two steps.  shut_down() may be called anywhere; from then on no timer runs
// but one that is due at once and puts all outputs to their defaults, even if the main loop never
// comes round.  As soon as the present handler returns, finish_shutdown() does the same again,
// which undoes what a handler did that was interrupted by the first step, and tells the host.
template <Board B, Scheduler S>
class Core {
  public:
    // `memory` holds devices and moves, `dictionary` is what identify tells; both must stay.
    Core(B& board, std::span<std::byte> memory, wire::Bytes dictionary)
        : board_(board),
          scheduler_(board),
          console_(board),
          arena_(memory),
          dictionary_(dictionary),
          uptime_(board.clock()),
          load_(board.clock(), ticks(5'000'000)) {
        console_.send(messages::Starting{});
        arm(housekeeping_, board_.clock() + ticks(housekeeping_us));
    }
    Core(const Core&) = delete;
    Core& operator=(const Core&) = delete;

    B& board() { return board_; }
    S& scheduler() { return scheduler_; }
    const S& scheduler() const { return scheduler_; }
    Console<B>& console() { return console_; }
    wire::Bytes dictionary() const { return dictionary_; }

    // Time, for devices.  A timer armed for the past is a mistake of the host.
    auto lock() { return scheduler_.lock(); }
    void arm(Timer& timer, Clock32 clock) {
        if (!scheduler_.arm(timer, clock)) try_shut_down(Reason::timer_too_close);
    }
    void cancel(Timer& timer) { scheduler_.cancel(timer); }
    void wake_tasks() { scheduler_.wake_tasks(); }
    Ticks32 ticks(std::uint32_t microseconds) const {
        return {board_.frequency_hz() / 1'000'000 * microseconds};
    }
    messages::Uptime uptime() {
        const auto guard = lock();
        return uptime_.at(board_.clock());
    }

    template <wire::Message M>
    void send(const M& message) {
        console_.send(message);
    }

    // Stops everything; a board that is shut down already says so once more.  Any context.
    void shut_down(Reason reason) {
        const auto guard = lock();
        if (state_ == State::running) reason_ = reason;
        if (state_ != State::stopping) stopped_at_ = board_.clock();
        state_ = State::stopping;
        scheduler_.halt(emergency_);
        scheduler_.wake_tasks();
    }
    // The same, unless the board is shut down already.
    void try_shut_down(Reason reason) {
        if (state_ == State::running) shut_down(reason);
    }
    // The second step, if it is due.  True if it was.  Task context.
    bool finish_shutdown();
    // Without effect before the second step.  Task context.
    void clear_shutdown() {
        const auto guard = lock();
        if (state_ == State::stopped) state_ = State::running;
    }
    bool is_shutdown() const { return state_ != State::running; }
    bool stopping() const { return state_ == State::stopping; }
    Reason reason() const { return reason_; }
    messages::StaticStringId reason_id() const { return {static_cast<std::uint16_t>(reason_)}; }
    void report_shutdown() { send(messages::IsShutdown{reason_id()}); }

    // Configuration.  Each shuts down if it does not succeed.
    void allocate_oids(std::uint8_t count);
    // Builds a device from the core, its configuration and its pins.
    template <Device D, class Config, class... Pins>
    void add(const Config& config, Pins... pins);
    // Room for a device's data, zeroed; nothing after having shut down, or if nothing is asked for.
    template <class T>
    std::span<T> make_array(std::size_t size);
    void finalize(std::uint32_t crc);
    void forget_configuration();
    bool finalized() const { return moves_.capacity() > 0; }
    messages::Config configuration() const {
        return {finalized(), config_crc_, is_shutdown(), moves_.capacity()};
    }

    // The device, or nullptr after having shut down.
    template <Device D>
    D* find(Oid oid) {
        D* device = devices_.find<D>(oid);
        if (!device) shut_down(Reason::invalid_oid_type);
        return device;
    }

    // Queued moves.  Under lock.
    MovePool& moves() { return moves_; }
    // False after having shut down because the pool is exhausted.
    template <Move T>
    bool enqueue(MoveQueue<T>& queue, const T& move) {
        const bool done = queue.push(moves_, move);
        if (!done) shut_down(Reason::move_queue_overflow);
        return done;
    }

    // What woke the tasks, and every five seconds how busy commands and tasks were.  Task context.
    void run_tasks();
    // Counts the time from `start` to now as one piece of work.  Task context.
    void count_work(Clock32 start) { load_.add(board_.clock() - start); }

  private:
    enum class State : std::uint8_t { running, stopping, stopped };
    static constexpr std::uint32_t housekeeping_us = 100'000;

    // Sees to it that the clock is never left alone for long.
    Next on_housekeeping(Clock32 due) {
        uptime_.at(board_.clock());
        wake_tasks();
        return Next::at(due + ticks(housekeeping_us));
    }

    // The first step of shutting down.
    Next on_emergency(Clock32) {
        devices_.shut_down();
        return Next::stop();
    }

    B& board_;
    S scheduler_;
    Console<B> console_;
    Arena arena_;
    wire::Bytes dictionary_;
    DeviceTable devices_;
    MovePool moves_;
    Uptime uptime_;
    LoadStatistics load_;
    Timer housekeeping_ = Timer::calling<&Core::on_housekeeping>(*this, Level::relaxed);
    // Relaxed, so that no timer is under way that would write a pin afterwards.
    Timer emergency_ = Timer::calling<&Core::on_emergency>(*this, Level::relaxed);
    std::uint32_t config_crc_ = 0;
    Clock32 stopped_at_;  // when it last shut down
    State state_ = State::running;
    Reason reason_ = Reason::none;
};

template <Board B, Scheduler S>
bool Core<B, S>::finish_shutdown() {
    if (state_ != State::stopping) return false;
    {
        const auto guard = lock();
        scheduler_.resume();
        cancel(emergency_);
        arm(housekeeping_, board_.clock() + ticks(housekeeping_us));
        devices_.shut_down();
        state_ = State::stopped;
    }
    send(messages::Shutdown{stopped_at_, reason_id()});
    return true;
}

template <Board B, Scheduler S>
void Core<B, S>::allocate_oids(std::uint8_t count) {
    if (devices_.assigned()) return shut_down(Reason::oids_already_allocated);
    const auto entries = arena_.make_array<DeviceTable::Entry>(count);
    if (entries.size() < count) return shut_down(Reason::out_of_memory);
    const auto guard = lock();
    devices_.assign(entries);
}

template <Board B, Scheduler S>
template <Device D, class Config, class... Pins>
void Core<B, S>::add(const Config& config, Pins... pins) {
    if (finalized() || !devices_.vacant(config.oid)) return shut_down(Reason::cannot_assign_oid);
    D* device = arena_.make<D>(*this, config, pins...);
    if (!device) return shut_down(Reason::out_of_memory);
    const auto guard = lock();
    devices_.set(config.oid, device);
}

template <Board B, Scheduler S>
template <class T>
std::span<T> Core<B, S>::make_array(std::size_t size) {
    const auto array = arena_.make_array<T>(size);
    if (array.size() == size) return array;
    shut_down(Reason::out_of_memory);
    return {};
}

template <Board B, Scheduler S>
void Core<B, S>::finalize(std::uint32_t crc) {
    if (finalized()) return shut_down(Reason::already_finalized);
    const auto slots = arena_.make_array<MovePool::Slot>(max_moves);
    if (slots.empty()) return shut_down(Reason::no_room_for_moves);
    moves_.assign(slots);
    config_crc_ = crc;
}

template <Board B, Scheduler S>
void Core<B, S>::forget_configuration() {
    const auto guard = lock();
    scheduler_.halt(housekeeping_);
    scheduler_.resume();
    arm(housekeeping_, board_.clock() + ticks(housekeeping_us));
    devices_.clear();
    moves_ = {};
    arena_.clear();
    config_crc_ = 0;
}

template <Board B, Scheduler S>
void Core<B, S>::run_tasks() {
    const Clock32 start = board_.clock();
    finish_shutdown();
    devices_.run_tasks();
    count_work(start);
    const Clock32 now = board_.clock();
    if (load_.due(now)) send(load_.take(now));
}

}  // namespace escapement::firmware
