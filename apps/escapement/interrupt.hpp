// Ctrl-C and its kin, noticed where it is safe to act on them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace escapement::app {

// From its construction to its end SIGINT, SIGTERM and SIGHUP only set a flag.  Those that live
// inside of another one's life see what it sees.
class InterruptWatch {
  public:
    InterruptWatch();
    InterruptWatch(const InterruptWatch&) = delete;
    InterruptWatch& operator=(const InterruptWatch&) = delete;
    ~InterruptWatch();

    bool interrupted() const;

  private:
    bool is_outermost_ = false;
};

// What shells say of a program that the last signal ended: 130 after SIGINT, 143 after SIGTERM.
int interrupted_exit_code();

// From its construction to its end SIGUSR1 only asks for a report.  One at a time.
class ReportWatch {
  public:
    ReportWatch();
    ReportWatch(const ReportWatch&) = delete;
    ReportWatch& operator=(const ReportWatch&) = delete;
    ~ReportWatch();

    // Whether somebody has asked since the last call.
    bool take();
};

}  // namespace escapement::app
