// What a printer can be asked to do, as values.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <variant>

namespace escapement::client {

struct SetHotend {
    int tool = 0;
    double celsius = 0.0;
    bool operator==(const SetHotend&) const = default;
};
struct SetBed {
    double celsius = 0.0;
    bool operator==(const SetBed&) const = default;
};
// Shares: 1 is the whole fan, or the speed and flow that were sliced.
struct SetFan {
    double share = 0.0;
    bool operator==(const SetFan&) const = default;
};
struct SetFeedRate {
    double share = 1.0;
    bool operator==(const SetFeedRate&) const = default;
};
struct SetFlow {
    double share = 1.0;
    bool operator==(const SetFlow&) const = default;
};
// Moves the nozzle away from the bed (or towards it) for all that follows.
struct Babystep {
    double mm = 0.0;
    bool operator==(const Babystep&) const = default;
};
// Undoes all baby steps.
struct ResetBabystep {
    bool operator==(const ResetBabystep&) const = default;
};
struct Pause {
    bool operator==(const Pause&) const = default;
};
struct Resume {
    bool operator==(const Resume&) const = default;
};
struct Cancel {
    bool operator==(const Cancel&) const = default;
};
// Stops everything at once; the printer has to be reset afterwards.
struct EmergencyStop {
    bool operator==(const EmergencyStop&) const = default;
};
// G-code as it is, one line or several.
struct Send {
    std::string gcode;
    bool operator==(const Send&) const = default;
};
struct ListFiles {
    bool operator==(const ListFiles&) const = default;
};
struct StartFile {
    std::string path;  // File::path
    bool operator==(const StartFile&) const = default;
};
// Prints a file of this computer, line by line.
struct StreamFile {
    std::string path;
    bool operator==(const StreamFile&) const = default;
};

using Command = std::variant<SetHotend,
                             SetBed,
                             SetFan,
                             SetFeedRate,
                             SetFlow,
                             Babystep,
                             ResetBabystep,
                             Pause,
                             Resume,
                             Cancel,
                             EmergencyStop,
                             Send,
                             ListFiles,
                             StartFile,
                             StreamFile>;

// Which command an event is about; counts from 1, and 0 is about none.
using Ticket = std::uint64_t;

}  // namespace escapement::client
