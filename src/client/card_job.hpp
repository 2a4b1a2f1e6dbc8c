// A print from the printer's own card, watched from outside.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The printer only says at which byte of the file it is.  Whether it pauses is known when we have
// asked it to, or when it tells; how long it takes is known from how fast the bytes go by, unless
// the slicer has told the printer (M73).
#pragma once

#include <optional>
#include <string>

#include "base/time.hpp"
#include "client/marlin_line.hpp"
#include "client/snapshot.hpp"

namespace escapement::client {

// Belongs to one thread.
class CardJob {
  public:
    // `snapshot` outlives this.
    explicit CardJob(Snapshot& snapshot) : snapshot_(snapshot) {}

    void hear(const MarlinLine& line, base::HostTime now);
    // Another printer may be there from now on.
    void forget();
    // We have told the printer to begin, to pause, to go on or to give up, and it has agreed.
    void started(const std::string& name, base::HostTime now);
    void paused();
    void resumed(base::HostTime now);
    void cancelled();
    // We are about to.
    void pausing() { change(JobState::pausing); }
    void cancelling() { change(JobState::cancelling); }
    // The printer has been reset in the middle of it.
    void interrupted();

  private:
    void hear_bytes(std::uint64_t done, std::uint64_t total, base::HostTime now);
    void hear_action(const std::string& action, base::HostTime now);
    void hear_end(CardNews news);
    void estimate(base::HostTime now);
    void change(JobState state);
    void forget_time();
    Job& job();

    Snapshot& snapshot_;
    struct Mark {
        base::HostTime time{};
        double progress = 0.0;
    };
    std::optional<Mark> mark_;             // from where the speed is measured
    std::optional<base::HostTime> begun_;  // if we have seen that
    std::optional<std::string> opened_;    // the file that the printer has opened last
    bool told_ = false;                    // how long it takes, by the slicer
    bool abandoned_ = false;  // we have cancelled it; the printer may take it for paused
};

}  // namespace escapement::client
