// The steps of one stepper that wait to be sent: exact clocks, and when each may happen.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. Clocks are whole numbers in doubles, counted from a base near them, so that lists of them
//    can be worked on several at a time.
// 2. Every step has a window around its exact clock: the error that is allowed, but no more
//    than a third of the distance to the neighbour on that side, so that no interval shrinks
//    to less than a third.
// 3. A long row of even steps is kept as its three numbers; its windows are written out where
//    somebody looks at them, and are the same as if its steps had come one by one.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "motion/step.hpp"

namespace escapement::motion {

// How print time reads on a microcontroller's clock: (print time - offset) * frequency.
struct ClockRate {
    double offset_s = 0.0;
    double frequency_hz = 0.0;

    bool operator==(const ClockRate&) const = default;
    // To the nearest tick; times before the clock's zero become zero.
    base::McuClock clock_of(double print_time_s) const;
};

// How far a step may be moved, in ticks.
struct ErrorWindow {
    std::uint32_t early = 0;
    std::uint32_t late = 0;
};

// Windows of consecutive steps, both ends included.  There is room to read whole blocks.
struct WindowList {
    static constexpr std::size_t block = 8;

    const double* earliest = nullptr;
    const double* latest = nullptr;
    std::size_t count = 0;
};

// The next few steps, with their exact clocks.
struct FirstSteps {
    WindowList windows;
    const double* clocks = nullptr;
};

// A row of even steps on the microcontroller's clock: step i happens at the tick next to
// origin + (first + i) * apart.
struct EvenClocks {
    double origin = 0.0;
    double first = 0.0;
    double apart = 0.0;
    std::int64_t count = 0;

    double exact(std::int64_t i) const { return origin + (first + static_cast<double>(i)) * apart; }
    double clock(std::int64_t i) const;
};

// Belongs to one thread.  Steps are counted from 1, the first that waits.
class WaitingSteps {
  public:
    // A distance from step to step of at least this many ticks is not taken.
    static constexpr double far_ticks = static_cast<double>(std::uint64_t{3} << 28);

    void set_window(ErrorWindow window) { window_ = window; }

    std::int64_t size() const { return size_; }
    // What clocks are counted from.  Choose one that is not after any step, while none waits.
    std::uint64_t base() const { return base_; }
    void set_base(std::uint64_t base);

    // What a step follows: the exact clock of the one before, and when the first of them could
    // happen at the earliest.
    struct After {
        double exact, earliest;
    };
    // Takes steps at these print times.  False, and nothing is taken, if the first comes too
    // early, or two are not at least a tick and less than far_ticks apart.
    [[nodiscard]] bool append(const ClockRate& rate,
                              std::span<const double> times,
                              const After& before);
    // Takes one step at this clock.
    void append(double clock, double before);
    // The same for even steps, as if the row went on at both ends; their distance must be
    // above least_apart and below far_ticks.
    void append(const EvenClocks& row);
    static constexpr double least_apart = 8.0;
    // When the step after the last one happens, if that is known.
    void set_next(std::optional<double> clock);

    // Exact clock of a step.
    double clock(std::int64_t k) const;
    double last_clock() const { return clock(size_); }
    // When step k may happen.
    struct Window {
        double earliest, latest;
    };
    Window window(std::int64_t k) const;

    // Room for windows that are written out.
    struct Scratch {
        static constexpr std::size_t size = 32;
        std::array<double, size + 2> clocks;
        std::array<double, size> earliest, latest;
    };
    // The windows of step k and some that follow, up to `most`; valid while `scratch` is, and
    // until something is added or dropped.
    WindowList windows(std::int64_t k, std::int64_t most, Scratch& scratch) const;

    // The first `most` steps, which are Scratch::size at most, or all.
    FirstSteps first(std::int64_t most, Scratch& scratch) const;

    // An even row, or what waits of it.
    struct EvenPart {
        EvenClocks row;
        ErrorWindow window;

        // When step i of it, from 0, may happen.
        Window window_of(std::int64_t i) const;
    };
    // The row that step k belongs to, from that step on, if it came in one.
    std::optional<EvenPart> even_part(std::int64_t k) const;
    // The number of the first step that came in a row: one of the first `most`, or none.
    std::optional<std::int64_t> first_in_row(std::int64_t most) const;

    // Forgets the first `count`.
    void drop(std::int64_t count);

  private:
    // Either a part of the lists or an even row.
    struct Stretch {
        std::int64_t count = 0;
        std::size_t at = 0;
        bool even = false;
        EvenClocks row;
    };
    struct Place {
        const Stretch* stretch;
        std::int64_t i;  // of the step in it
    };
    Place find(std::int64_t k) const;
    void make_room(std::size_t count);
    void extend_lists(std::size_t count);
    void fill_windows(std::size_t from, std::size_t to, double before);
    void gather(std::size_t count, Scratch& out) const;
    void write_out(const EvenClocks& row, std::int64_t i, Scratch& out) const;
    void compact();

    ErrorWindow window_;
    std::uint64_t base_ = 0;
    std::int64_t size_ = 0;
    std::vector<double> clocks_, earliest_, latest_;  // the lists, with room behind their end
    std::size_t end_ = 0;
    std::vector<Stretch> stretches_;
    std::size_t first_stretch_ = 0;
};

}  // namespace escapement::motion
