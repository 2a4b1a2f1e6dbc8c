// Boards at serial ports, pseudo-terminals and sockets of this computer.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "escapement/wiring.hpp"
#include "runtime/system_clock.hpp"

namespace escapement::app {

// Has what it opens watched by `watcher`, which must outlive it and its cables.
class DeviceWiring final : public Wiring {
  public:
    explicit DeviceWiring(runtime::Watcher& watcher) : watcher_(watcher) {}

    runtime::Task<base::Result<Cable>> open(BoardLine line, runtime::Executor& executor) override;
    bool is_plugged_in(const BoardLine& line) const override;
    runtime::Task<base::Result<void>> reset(BoardLine line,
                                            RestartMethod how,
                                            runtime::Executor& executor) override;

  private:
    runtime::Watcher& watcher_;
};

}  // namespace escapement::app
