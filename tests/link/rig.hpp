// A host program's worth of microcontrollers, driven in virtual time.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bench_cable.hpp"
#include "mcu/mcu.hpp"
#include "runtime/executor.hpp"

namespace escapement {

// Remembers what the outputs did, and lets a test decide what the inputs read.
class Pins final : public firmware::sim::PinObserver {
  public:
    struct Change {
        bool level;
        base::McuClock at;
        bool operator==(const Change&) const = default;
    };
    void output(messages::PinNumber pin, bool level, base::McuClock at) override {
        changes[pin.raw].push_back({level, at});
    }
    void pwm(messages::PinNumber pin, std::uint32_t value, base::Ticks32, base::McuClock) override {
        widths[pin.raw].push_back(value);
    }
    void released(messages::PinNumber pin, base::McuClock) override { releases.push_back(pin.raw); }
    bool input(messages::PinNumber, base::McuClock at) override { return at >= closes; }
    std::uint16_t analog(messages::PinNumber pin, base::McuClock) override {
        return static_cast<std::uint16_t>(pin.raw * 100);
    }
    // The clocks at which a pin went high.
    std::vector<std::uint64_t> rises(std::uint32_t pin) const {
        std::vector<std::uint64_t> clocks;
        const auto found = changes.find(pin);
        if (found == changes.end()) return clocks;
        for (const Change& change : found->second)
            if (change.level) clocks.push_back(change.at.raw);
        return clocks;
    }

    std::map<std::uint32_t, std::vector<Change>> changes;
    std::map<std::uint32_t, std::vector<std::uint32_t>> widths;
    std::vector<std::uint32_t> releases;  // pins that a reset let go
    base::McuClock closes{UINT64_MAX};    // when the inputs go high
};

// One board as the host has it.
struct RigBoard {
    RigBoard(const std::string& name,
             runtime::Executor& executor,
             BenchCable& cable,
             CableOptions options)
        : link(cable.plug_in(std::move(options), pins)), mcu(name, executor, link) {}

    Pins pins;
    mcu::Link link;
    mcu::Mcu mcu;
};

class Rig {
  public:
    RigBoard& add(const std::string& name, CableOptions options = {}) {
        if (options.board.pins.empty())
            options.board.pins = {"PA0", "PA1", "PA2", "PA3", "PA4", "PA5", "PA6", "PA7"};
        boards_.push_back(std::make_unique<RigBoard>(name, executor, cable, std::move(options)));
        actors_.push_back(&boards_.back()->link);
        return *boards_.back();
    }

    // Another host takes the cable.
    void replace_link(std::size_t board, mcu::Link& link) { actors_[board + 1] = &link; }

    // Runs a task to its end and gives its result.
    template <class T>
    T run(runtime::Task<T> task) {
        std::optional<T> result;
        executor.spawn(keep(std::move(task), result), [](std::exception_ptr) {});
        while (!result && !finished_) runtime::drive(cable, actors_, finished_);
        finished_ = false;
        return *std::move(result);
    }
    void pass(base::Seconds time) {
        executor.spawn(wait(time), [](std::exception_ptr) {});
        runtime::drive(cable, actors_, finished_);
        finished_ = false;
    }
    // Both steps of a board's way to work.
    void identify(RigBoard& board) {
        auto done = run(board.mcu.identify());
        ASSERT_TRUE(done) << done.error().what;
    }
    void configure(RigBoard& board) {
        auto done = run(board.mcu.configure());
        ASSERT_TRUE(done) << done.error().what;
    }

    BenchCable cable;
    runtime::Executor executor{cable};

  private:
    template <class T>
    runtime::Task<> keep(runtime::Task<T> task, std::optional<T>& result) {
        result.emplace(co_await task);
        finished_ = true;
    }
    runtime::Task<> wait(base::Seconds time) {
        co_await executor.after(time);
        finished_ = true;
    }

    bool finished_ = false;
    std::vector<std::unique_ptr<RigBoard>> boards_;
    std::vector<runtime::Actor*> actors_{&executor};
};

}  // namespace escapement
