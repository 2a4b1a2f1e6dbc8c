// For tests: a serial backend with simulated printers at its ports, in virtual time.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <sstream>
#include <string>
#include <utility>

#include "client/serial_backend.hpp"
#include "client/testing_sim.hpp"

namespace escapement::client {

class SerialBackendTest : public ::testing::Test {
  protected:
    SimPort& printer(marlin_sim::BoardOptions options = {}) {
        return world.add("/dev/ttyUSB0", options);
    }
    void connect(SerialOptions options = {"/dev/ttyUSB0", 115200}) {
        backend.emplace(world, world.executor, std::move(options));
        backend->connect();
    }
    void online(SimPort& port) {
        connect();
        pass(6);
        ASSERT_EQ(known().link, Link::online);
        port.written.clear();
        backend->events().take();
    }
    void pass(double seconds) { world.pass(base::Seconds(seconds), *backend); }
    const Snapshot& known() const { return backend->snapshot(); }
    // How the command ended; "pending" if it has not.
    std::string outcome(Ticket ticket) {
        for (const auto& event : backend->events().take().events)
            if (event.kind == Event::Kind::done && event.ticket == ticket)
                return event.text.empty() ? "good" : event.text;
        return "pending";
    }
    std::string told(const std::string& ignored = "M105 M27") {
        std::string text;
        std::istringstream lines(backend_port().written);
        for (std::string line; std::getline(lines, line);)
            if (!line.empty() && ignored.find(line) == std::string::npos) text += line + "|";
        return text;
    }
    SimPort& backend_port() { return *port_; }
    SimPort* port_ = nullptr;

    SimWorld world;
    std::optional<SerialBackend> backend;
};

}  // namespace escapement::client
