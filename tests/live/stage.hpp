// A printer that is run live in virtual time: boards, terminal, and a script of what happens.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "config/reader.hpp"
#include "escapement/live_printer.hpp"
#include "escapement/sim_blueprint.hpp"
#include "escapement/sim_wiring.hpp"
#include "sim/world.hpp"

namespace escapement::app {

// Somebody types at one end; what the printer answers is kept.
class FakeTerminal final : public runtime::ByteStream {
  public:
    void type(const std::string& text) { typed_ += text; }

    std::size_t write(std::span<const std::uint8_t> bytes) override {
        if (nobody_reads) return 0;
        answers.append(bytes.begin(), bytes.end());
        return bytes.size();
    }
    std::size_t read(std::span<std::uint8_t> buffer) override {
        const std::size_t size = std::min(buffer.size(), typed_.size());
        std::copy_n(typed_.begin(), size, buffer.begin());
        typed_.erase(0, size);
        return size;
    }
    std::string failure() const override { return {}; }

    std::string answers;
    bool nobody_reads = false;

  private:
    std::string typed_;
};

// Lets the world go on, and stops at the moments at which the script has something.
class ScriptedWorld final : public runtime::Outside {
  public:
    explicit ScriptedWorld(sim::World& world) : world_(world) {}

    void at(double seconds, std::function<void()> what) {
        script_.emplace(base::host_duration(base::Seconds{seconds}), std::move(what));
    }
    // Whether the host has a board's cable; else what it says goes nowhere.
    std::function<bool(const std::string& board)> connected = [](const auto&) { return true; };

    runtime::HostTime now() const override { return world_.now(); }
    void wait_until(runtime::HostTime when) override {
        discard_output();
        if (script_.empty()) return world_.wait_until(when);
        const runtime::HostTime next{script_.begin()->first};
        world_.wait_until(std::min(when, next));
        if (world_.now() < next) return;
        const auto what = std::move(script_.begin()->second);
        script_.erase(script_.begin());
        what();
    }

  private:
    void discard_output() {
        std::array<std::uint8_t, 4096> ignored;
        const auto& boards = world_.machine().blueprint().boards;
        for (std::size_t i = 0; i < boards.size(); ++i)
            while (!connected(boards[i].name) && world_.cable(i).read(ignored) > 0) {
            }
    }
    sim::World& world_;
    std::multimap<runtime::HostTime::duration, std::function<void()>> script_;
};

// Cables that a test can pull out and plug in again, or replace by something else.
class FickleWiring final : public Wiring {
  public:
    explicit FickleWiring(sim::World& world) : world_(world), simulated_(world) {}

    runtime::Task<base::Result<Cable>> open(BoardLine line, runtime::Executor& executor) override {
        ++opened;
        if (!plugged_in || unplugged.contains(line.name))
            co_return base::Error{line.serial + ": no such device"};
        if (instead) co_return instead();
        auto opening = simulated_.open(line, executor);
        auto cable = co_await opening;
        if (!cable) co_return std::move(cable.error());
        co_return Cable(std::make_unique<Plug>(*this, line.name, *std::move(cable)));
    }
    bool is_plugged_in(const BoardLine&) const override { return plugged_in; }
    runtime::Task<base::Result<void>> reset(BoardLine line,
                                            RestartMethod how,
                                            runtime::Executor& executor) override {
        resets.push_back(how);
        auto reset = simulated_.reset(line, how, executor);
        co_return co_await reset;
    }

    // The host does nothing for that long, while the boards go on.
    void stall(base::Seconds duration) {
        const auto end = world_.now() + base::host_duration(duration);
        std::array<std::uint8_t, 4096> buffer;
        while (world_.now() < end) {
            world_.wait_until(end);
            while (const std::size_t size = world_.cable(0).read(buffer))
                kept_.insert(kept_.end(), buffer.begin(), buffer.begin() + size);
        }
    }

    bool in_use(const std::string& board) const { return plugged_in && in_use_.contains(board); }

    bool plugged_in = true;
    std::set<std::string> unplugged;  // boards
    std::function<Cable()> instead;
    int opened = 0;
    std::vector<RestartMethod> resets;

  private:
    class Plug final : public runtime::ByteStream {
      public:
        Plug(FickleWiring& owner, std::string board, Cable cable)
            : owner_(owner), board_(std::move(board)), cable_(std::move(cable)) {
            owner_.in_use_.insert(board_);
        }
        ~Plug() override { pull(); }
        Plug(const Plug&) = delete;
        Plug& operator=(const Plug&) = delete;
        std::size_t write(std::span<const std::uint8_t> bytes) override {
            return failure().empty() ? cable_->write(bytes) : 0;
        }
        std::size_t read(std::span<std::uint8_t> buffer) override {
            if (!failure().empty()) return 0;
            const std::size_t kept = std::min(buffer.size(), owner_.kept_.size());
            if (kept == 0) return cable_->read(buffer);
            std::copy_n(owner_.kept_.begin(), kept, buffer.begin());
            owner_.kept_.erase(owner_.kept_.begin(),
                               owner_.kept_.begin() + static_cast<std::ptrdiff_t>(kept));
            return kept;
        }
        std::string failure() const override {
            if (!owner_.plugged_in || owner_.unplugged.contains(board_)) pull();
            return pulled_ ? "unplugged or switched off" : "";
        }

      private:
        void pull() const {
            if (!std::exchange(pulled_, true)) owner_.in_use_.erase(owner_.in_use_.find(board_));
        }
        FickleWiring& owner_;
        const std::string board_;
        Cable cable_;
        mutable bool pulled_ = false;
    };
    sim::World& world_;
    SimWiring simulated_;
    std::vector<std::uint8_t> kept_;     // what arrived while the host stalled
    std::multiset<std::string> in_use_;  // boards
};

class Stage {
  public:
    // Sections are added to those of the example printer, or of another.
    explicit Stage(const std::string& more = "", const std::string& base = example())
        : config(base + more) {
        outside.connected = [this](const std::string& board) { return wiring.in_use(board); };
    }

    static std::string example() {
        return "[include " ESCAPEMENT_SOURCE_DIR "/examples/corexy.cfg]\n";
    }
    config::Reading read() const {
        const auto path = ::testing::TempDir() + "live_printer.cfg";
        std::ofstream(path) << config;
        return config::read_config(path, config::DiskFiles());
    }

    // Types a line at that time.
    void type(double seconds, const std::string& line) {
        outside.at(seconds, [this, line] { terminal.type(line + "\n"); });
    }
    // Runs until Ctrl-C is pressed at `end`, unless it ends before.
    Session::Result run(double end) {
        outside.at(end, [] { std::raise(SIGINT); });
        LivePrinter live({.outside = outside,
                          .wiring = wiring,
                          .journal = journal,
                          .read_config = [this] { return read(); },
                          .port = &port,
                          .memory = memory,
                          .work = work,
                          .patience = patience});
        return live.run();
    }
    bool said(const std::string& text) const {
        return terminal.answers.find(text) != std::string::npos;
    }
    bool noted(const std::string& text) const { return notes.find(text) != std::string::npos; }

    bool is_on(const std::string& output) const {
        const auto on = world.machine().outputs_on();
        return std::any_of(
            on.begin(), on.end(), [&](const std::string& name) { return name.ends_with(output); });
    }
    // Fans that cool a hot end may go on.
    std::vector<std::string> heaters_and_motors_on() const {
        auto on = world.machine().outputs_on();
        std::erase_if(on, [](const auto& name) { return name.starts_with("heater_fan"); });
        return on;
    }

    std::string config;
    sim::World world{*make_blueprint(read().document)};
    ScriptedWorld outside{world};
    FickleWiring wiring{world};
    FakeTerminal terminal;
    GcodePort port{terminal};
    std::string notes, log;
    Journal journal{[this](std::string_view text) { notes.append(text) += '\n'; },
                    [this](std::string_view text) { log.append(text) += '\n'; }};
    std::function<runtime::Task<>(Session&)> work;
    base::Seconds patience{90.0};
    const BoardMemory* memory = nullptr;
};

}  // namespace escapement::app
