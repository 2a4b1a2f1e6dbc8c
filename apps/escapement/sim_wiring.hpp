// The cables of a simulated printer.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "escapement/wiring.hpp"
#include "sim/world.hpp"

namespace escapement::app {

class SimWiring final : public Wiring {
  public:
    explicit SimWiring(sim::World& world) : world_(world) {}

    runtime::Task<base::Result<Cable>> open(BoardLine line, runtime::Executor& executor) override;
    bool is_plugged_in(const BoardLine&) const override { return true; }
    // Fails: simulated boards have no lines to pull, but know the command.
    runtime::Task<base::Result<void>> reset(BoardLine line,
                                            RestartMethod how,
                                            runtime::Executor& executor) override;
    // One for each board of the world.
    std::vector<BoardLine> lines() const;
    // That board is reached through this stream instead of its own cable.
    void lead(const std::string& board, runtime::ByteStream& stream) { led_[board] = &stream; }

  private:
    sim::World& world_;
    std::map<std::string, runtime::ByteStream*> led_;
};

}  // namespace escapement::app
