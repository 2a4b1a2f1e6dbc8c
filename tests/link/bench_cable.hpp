// Simulated boards on cables that can be slow, noisy or cut: the world outside of the host.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "firmware/port/sim/sim_mcu.hpp"
#include "runtime/byte_stream.hpp"
#include "runtime/clock.hpp"

namespace escapement {

// How a board and its cable behave.
struct CableOptions {
    firmware::sim::SimMcuOptions board;
    double crystal_error = 0.0;  // how much faster the clock runs than it says, as a share
    base::HostTime::duration delay = std::chrono::microseconds(200);  // each way
    // Called with each piece of bytes that travels, to change it.
    std::function<void(std::vector<std::uint8_t>&)> to_board, to_host;
};

// Virtual time passes while boards run.
class BenchCable final : public runtime::Outside {
  public:
    // `world` outlives this.
    runtime::ByteStream& plug_in(CableOptions options, firmware::sim::PinObserver& world);
    runtime::ByteStream& stream(std::size_t board) { return *boards_[board]; }
    // Bytes go nowhere from now on.
    void cut(std::size_t board) { boards_[board]->is_cut = true; }
    firmware::sim::SimMcu& board(std::size_t board) { return *boards_[board]->mcu; }
    // What the clock of a board says at a time.
    base::McuClock clock_of(std::size_t board, base::HostTime time) const;

    base::HostTime now() const override { return now_; }
    void wait_until(base::HostTime when) override;

  private:
    struct Piece {
        base::HostTime arrives;
        std::vector<std::uint8_t> bytes;
    };
    struct Board final : public runtime::ByteStream {
        Board(BenchCable& owner, CableOptions chosen, firmware::sim::PinObserver& world);
        std::size_t write(std::span<const std::uint8_t> bytes) override;
        std::size_t read(std::span<std::uint8_t> buffer) override;
        std::string failure() const override { return {}; }
        base::McuClock clock_at(base::HostTime time) const;
        void run_until(base::HostTime time);
        void collect(base::HostTime time);

        BenchCable& cable;
        CableOptions options;
        std::unique_ptr<firmware::sim::SimMcu> mcu;
        std::deque<Piece> to_board, to_host;
        bool is_cut = false;
    };
    bool something_arrived() const;

    base::HostTime now_{};
    std::vector<std::unique_ptr<Board>> boards_;
};

}  // namespace escapement
