// A print whose lines come from a file of this computer: how far it is, and pausing it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"
#include "base/time.hpp"
#include "client/line_sender.hpp"
#include "client/parking.hpp"
#include "client/snapshot.hpp"
#include "client/streamed_file.hpp"

namespace escapement::client {

// Belongs to one thread.
class HostPrint {
  public:
    // Both outlive this.
    HostPrint(LineSender& sender, Snapshot& snapshot) : sender_(sender), snapshot_(snapshot) {}

    base::Result<void> start(const std::string& path, base::HostTime now);
    bool active() const { return file_.has_value(); }
    // The file has come to an emergency stop (M112).
    bool wants_stop() const { return file_ && stopped_; }
    // Brings the job in the snapshot up to date.
    void note_progress(base::HostTime now);

    // 1. No more lines are taken from the file.
    void hold(base::HostTime now);
    // 2. The printer has stopped and said where it is: what it has to do now.
    Lines park();
    // 3. It has done that.
    void parked();
    // 4. What has to be done before the print goes on.
    Lines unpark() const;
    // 5. It goes on.
    void proceed(base::HostTime now);

    // The print ends here: all lines have arrived, somebody has cancelled, or something broke.
    void end(JobState state);
    // What a cancelled print leaves to be done: heaters and fan off, the nozzle away from the part.
    Lines after_cancel() const;

  private:
    std::optional<std::string> next_line();

    LineSender& sender_;
    Snapshot& snapshot_;
    std::optional<StreamedFile> file_;
    std::optional<PausedAt> paused_;
    bool stopped_ = false;
    base::HostTime begun_{};
    base::HostTime::duration pauses_{};
    std::optional<base::HostTime> held_since_;
};

}  // namespace escapement::client
