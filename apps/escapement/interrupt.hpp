// Ctrl-C and its kin, noticed where it is safe to act on them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace escapement::app {

// From its construction to its end SIGINT, SIGTERM and SIGHUP only set a flag.  One at a time.
class InterruptWatch {
  public:
    InterruptWatch();
    InterruptWatch(const InterruptWatch&) = delete;
    InterruptWatch& operator=(const InterruptWatch&) = delete;
    ~InterruptWatch();

    bool interrupted() const;
};

}  // namespace escapement::app
