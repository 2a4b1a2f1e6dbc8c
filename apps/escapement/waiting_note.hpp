// Says what a program waits for that seems to do nothing.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "client/snapshot.hpp"

namespace escapement::app {

// "looking for a printer: /dev/ttyUSB0"; empty where nothing is waited for.
std::string waiting_text(const client::Snapshot& known);

// Tells each such text and each trouble once, on standard error, but none that holds for a moment
// only.
class WaitingNote {
  public:
    static constexpr base::Seconds moment{0.3};
    static constexpr std::size_t most_told = 32;

    void look(const client::Snapshot& known, base::HostTime now);
    bool has_told(const std::string& text) const;

  private:
    struct Text {
        std::string text;
        base::HostTime since{};
    };
    void look(Text& last, const std::string& text, base::HostTime now);

    Text state_, trouble_;
    std::vector<std::string> told_;
};

}  // namespace escapement::app
