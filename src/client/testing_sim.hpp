// For tests: simulated Marlin boards at the serial ports of a computer, in virtual time.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "client/marlin_sim/board.hpp"
#include "client/serial_ports.hpp"
#include "client/testing_cable.hpp"
#include "runtime/actor.hpp"
#include "runtime/executor.hpp"

namespace escapement::client {

// A port with a board behind it, or a modem that says "ok" to everything.
struct SimPort {
    std::unique_ptr<marlin_sim::Board> board;
    int baud = 115200;
    bool resets_on_open = false, there = true, modem = false;
    std::string inbox;    // for the host
    std::string written;  // all that the host has ever sent
    std::vector<base::HostTime> write_times;
    GarblingCable to_board{0.0, 1}, to_host{0.0, 2};
    int opened = 0;
    int plugged = 0;    // how often: a line of before is dead
    bool dead = false;  // nobody hears or speaks
};

class SimWorld;

class SimLine final : public SerialLine {
  public:
    SimLine(SimPort& port, const runtime::Clock& clock, int baud)
        : port_(port), clock_(clock), baud_(baud), plugged_(port.plugged) {}
    std::size_t write(std::span<const std::uint8_t> bytes) override {
        if (!failure().empty()) return 0;
        std::string text(bytes.begin(), bytes.end());
        port_.written += text;
        port_.write_times.push_back(clock_.now());
        if (port_.modem) port_.inbox += "ok\r\n";
        if (!port_.board || port_.dead) return bytes.size();
        if (baud_ != port_.baud) text = garbage(text);
        port_.board->hear(port_.to_board.pass(text), clock_.now());
        return bytes.size();
    }
    std::size_t read(std::span<std::uint8_t> buffer) override {
        if (!failure().empty()) return 0;
        const auto text = baud_ == port_.baud ? port_.inbox : garbage(port_.inbox);
        const auto count = std::min(buffer.size(), text.size());
        std::memcpy(buffer.data(), text.data(), count);
        port_.inbox.erase(0, count);
        return count;
    }
    std::string failure() const override {
        return port_.there && plugged_ == port_.plugged ? "" : "reading failed: unplugged";
    }
    base::Result<void> set_baud(int baud) override {
        baud_ = baud;
        return {};
    }

  private:
    static std::string garbage(std::string text) {
        for (char& c : text) c = static_cast<char>(c ^ 0xD5);
        return text;
    }
    SimPort& port_;
    const runtime::Clock& clock_;
    int baud_, plugged_;
};

// All ports and the time.
class SimWorld final : public SerialPorts, public runtime::Actor {
  public:
    SimPort& add(const std::string& path, marlin_sim::BoardOptions options = {}) {
        auto& port = ports_[path];
        port.board = std::make_unique<marlin_sim::Board>(options, clock.now());
        return port;
    }
    SimPort& add_modem(const std::string& path) {
        ports_[path].modem = true;
        return ports_[path];
    }
    void unplug(SimPort& port) {
        port.there = false;
        ++port.plugged;
        port.inbox.clear();
    }
    void replug(SimPort& port) { port.there = true; }

    std::vector<std::string> list() override {
        std::vector<std::string> paths;
        for (const auto& [path, port] : ports_)
            if (port.there) paths.push_back(path);
        return paths;
    }
    base::Result<std::unique_ptr<SerialLine>> open(const std::string& path, int baud) override {
        const auto found = ports_.find(path);
        if (found == ports_.end() || !found->second.there)
            return base::Error{path + ": no such device"};
        auto& port = found->second;
        ++port.opened;
        if (port.resets_on_open) port.board->reset(clock.now());
        return std::unique_ptr<SerialLine>(new SimLine(port, clock, baud));
    }
    void poll(base::HostTime now) override {
        for (auto& [path, port] : ports_) {
            if (!port.board) continue;
            const auto said = port.to_host.pass(port.board->poll(now));
            if (port.there && !port.dead) port.inbox += said;
        }
    }
    base::HostTime next_wake() const override {
        auto wake = runtime::never;
        for (const auto& [path, port] : ports_)
            if (port.board) wake = std::min(wake, port.board->next_wake());
        return wake;
    }

    // Lets this much time pass for the world and `actor`.
    void pass(base::Seconds time, runtime::Actor& actor) {
        bool over = false;
        executor.call_at(clock.now() + runtime::Executor::to_duration(time), [&] { over = true; });
        const std::array<runtime::Actor*, 3> actors{&executor, this, &actor};
        runtime::drive(clock, actors, over);
    }

    runtime::VirtualClock clock;
    runtime::Executor executor{clock};

  private:
    std::map<std::string, SimPort> ports_;
};

}  // namespace escapement::client
