// Finds the cable of a simulated board by the board's name.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/sim_wiring.hpp"

namespace escapement::app {
namespace {

// The world keeps its cables; a session only borrows them.
class BorrowedStream final : public runtime::ByteStream {
  public:
    BorrowedStream(runtime::ByteStream& stream, sim::World& world, std::size_t board)
        : stream_(stream), world_(world), board_(board) {}
    BorrowedStream(const BorrowedStream&) = delete;
    BorrowedStream& operator=(const BorrowedStream&) = delete;
    ~BorrowedStream() override { world_.neglect_cable(board_); }
    std::size_t write(std::span<const std::uint8_t> bytes) override { return stream_.write(bytes); }
    std::size_t read(std::span<std::uint8_t> buffer) override { return stream_.read(buffer); }
    std::string failure() const override { return stream_.failure(); }

  private:
    runtime::ByteStream& stream_;
    sim::World& world_;
    const std::size_t board_;
};

}  // namespace

runtime::Task<base::Result<Wiring::Cable>> SimWiring::open(BoardLine line, runtime::Executor&) {
    const auto& boards = world_.machine().blueprint().boards;
    for (std::size_t i = 0; i < boards.size(); ++i)
        if (boards[i].name == line.name)
            co_return Cable(std::make_unique<BorrowedStream>(
                led_.contains(line.name) ? *led_.at(line.name) : world_.cable(i), world_, i));
    co_return base::Error{"the simulation has no board '" + line.name + "'"};
}

runtime::Task<base::Result<void>> SimWiring::reset(BoardLine line,
                                                   RestartMethod,
                                                   runtime::Executor&) {
    co_return base::Error{"MCU '" + line.name +
                          "' is simulated and can only be restarted by command"};
}

std::vector<BoardLine> SimWiring::lines() const {
    std::vector<BoardLine> lines;
    for (const auto& board : world_.machine().blueprint().boards)
        lines.push_back({.name = board.name, .serial = {}, .baud = 0, .restart = {}});
    return lines;
}

}  // namespace escapement::app
