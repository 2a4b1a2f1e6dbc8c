// Says what a program waits for that seems to do nothing.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/time.hpp"
#include "client/snapshot.hpp"

namespace escapement::app {

// "looking for a printer: /dev/ttyUSB0"; empty where nothing is waited for.
std::string waiting_text(const client::Snapshot& known);

// Tells each such text once, on standard error, but none that holds for a moment only.
class WaitingNote {
  public:
    static constexpr base::Seconds moment{0.3};

    void look(const client::Snapshot& known, base::HostTime now);

  private:
    std::string text_;
    base::HostTime since_{};
    bool told_ = false;
};

}  // namespace escapement::app
