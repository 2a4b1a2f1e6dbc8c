// escapement wire-fault: a bad cable between a host and a board.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <filesystem>
#include <memory>
#include <random>

#include "base/text.hpp"
#include "escapement/commands.hpp"
#include "escapement/host_port.hpp"
#include "escapement/interrupt.hpp"
#include "escapement/loading.hpp"
#include "escapement/relay.hpp"
#include "mcu/socket_port.hpp"
#include "runtime/executor.hpp"
#include "runtime/serial_port.hpp"
#include "runtime/system_clock.hpp"
#include "sim/faulty_cable.hpp"

namespace escapement::app {
namespace {

// The board's end, whatever it is.
struct Board {
    std::unique_ptr<runtime::ByteStream> stream;
    int descriptor = -1;
};

base::Result<Board> open_board(const WireFaultWish& wish) {
    const bool far = mcu::is_network_address(wish.board);
    std::error_code trouble;
    if (far || std::filesystem::is_socket(wish.board, trouble)) {
        auto socket = far ? mcu::connect_network(wish.board) : mcu::connect_local(wish.board);
        if (!socket) return socket.error();
        const int descriptor = (*socket)->file_descriptor();
        return Board{*std::move(socket), descriptor};
    }
    auto port = runtime::SerialPort::open(wish.board, wish.baud);
    if (!port) return port.error();
    const int descriptor = (*port)->file_descriptor();
    return Board{*std::move(port), descriptor};
}

base::Result<sim::WireFaults> faults_of(const std::string& both,
                                        const std::string& own,
                                        const char* option) {
    // What is said of one direction comes later, and so counts.
    const bool two = !both.empty() && !own.empty();
    auto faults = sim::parse_wire_faults(both + (two ? "," : "") + own);
    if (!faults) return std::move(faults.error()).within(own.empty() ? "--both" : option);
    return faults;
}

base::Result<sim::CableFaults> faults_of(const WireFaultWish& wish) {
    auto to_board = faults_of(wish.both, wish.to_board, "--to-board");
    if (!to_board) return to_board.error();
    auto to_host = faults_of(wish.both, wish.to_host, "--to-host");
    if (!to_host) return to_host.error();
    const std::uint64_t seed = wish.seed.empty() ? std::random_device()() : std::stoull(wish.seed);
    return sim::CableFaults{*std::move(to_board), *std::move(to_host), seed};
}

class BadCable {
  public:
    BadCable(Board board, HostPort port, const sim::CableFaults& faults)
        : board_(std::move(board)),
          port_(std::move(port)),
          cable_(outside_, *board_.stream, faults),
          relay_(port_.terminal(), cable_),
          executor_(outside_) {
        outside_.watch(board_.descriptor);
        std::fprintf(stderr,
                     "waiting for a host at %s; the faults' seed is %llu\n",
                     port_.path().c_str(),
                     static_cast<unsigned long long>(faults.seed));
    }

    int run() {
        look();
        runtime::Actor* const actors[] = {&executor_, &relay_, &cable_};
        runtime::drive(outside_, actors, finished_);
        report();
        if (cable_.failure().empty()) return exit_good;
        complain(cable_.failure());
        return exit_failed;
    }

  private:
    void look() {
        finished_ = interrupts_.interrupted() || !cable_.failure().empty();
        const auto change = port_.look(outside_);
        if (change != HostPort::Change::none)
            std::fprintf(
                stderr,
                change == HostPort::Change::came ? "a host has connected\n" : "the host is gone\n");
        if (requests_.take()) report();
        executor_.call_at(outside_.now() + runtime::Executor::to_duration(HostPort::between_looks),
                          [this] { look(); });
    }
    void report() const {
        std::fputs(text_of(cable_).c_str(), stdout);
        std::fflush(stdout);
    }

    runtime::SystemOutside outside_;
    const InterruptWatch interrupts_;
    ReportWatch requests_;
    Board board_;
    HostPort port_;
    sim::FaultyCable cable_;
    Relay relay_;
    runtime::Executor executor_;
    bool finished_ = false;
};

int refuse(const base::Error& error) {
    complain(error.what);
    return exit_failed;
}

}  // namespace

int wire_fault(const WireFaultWish& wish) {
    auto faults = faults_of(wish);
    if (!faults) {
        complain(faults.error().what);
        return exit_misused;
    }
    auto board = open_board(wish);
    if (!board) return refuse(board.error());
    auto port = HostPort::open(wish.port);
    if (!port) return refuse(port.error());
    return BadCable(*std::move(board), *std::move(port), *faults).run();
}

}  // namespace escapement::app
