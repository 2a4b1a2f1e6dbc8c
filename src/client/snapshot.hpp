// What is known of a printer: the union of what all backends can tell.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A field that nobody has told is empty, never zero: a printer without a bed has no bed of 0 °C.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace escapement::client {

// "Connected" and "online" are different things: a port can be open with nobody behind it.
enum class Link {
    closed,     // nobody asked for a connection
    searching,  // trying ports and rates
    opening,    // a port or a socket is about to be opened, again and again if need be
    listening,  // it is open, and nothing is sent yet
    asking,     // it is open, and the printer has been asked whether it is there
    online,     // the printer has spoken
};

// Whose dialect of G-code a printer speaks.
enum class Dialect { unknown, marlin, prusa, reprapfirmware, repetier, smoothie, klipper, teacup };

// "Marlin", for people.
std::string_view dialect_name(Dialect dialect);

struct Heater {
    std::optional<double> celsius, target, power;  // power: share of all it has, 0 to 1
    bool operator==(const Heater&) const = default;
};

struct NamedHeater {
    std::string name;  // "chamber", "board"
    Heater heater;
    bool operator==(const NamedHeater&) const = default;
};

struct Position {
    std::optional<double> x, y, z, e;  // mm
    bool operator==(const Position&) const = default;
};

enum class JobState { idle, printing, pausing, paused, cancelling, finished, cancelled, failed };

// Where the lines of a job come from: the printer's own card, this program, or a server.
enum class JobSource { card, host, server };

struct Job {
    JobState state = JobState::idle;
    JobSource source = JobSource::card;
    std::string name;                          // empty: not known
    std::optional<double> progress;            // share, 0 to 1
    std::optional<std::uint64_t> done, total;  // bytes
    std::optional<double> elapsed_s, left_s;
    std::optional<int> layer, layers;
    std::string trouble;  // why it has failed; empty: it has not, or nobody has told
    bool operator==(const Job&) const = default;
};

// Whether lines of a file are being carried out, so that others would ruin what is printed.
bool is_busy(const Job& job);

struct File {
    std::string path;  // what a command to print it names
    std::string name;  // what people call it
    std::optional<std::uint64_t> size;
    std::optional<double> estimate_s;
    bool operator==(const File&) const = default;
};

struct Mesh {
    std::string name;
    std::optional<double> min_x, min_y, max_x, max_y;  // mm
    std::vector<std::vector<double>> rows;             // mm, front to back, left to right
    bool operator==(const Mesh&) const = default;
};

// What a backend can do at all; keys for what it cannot are not shown.
struct Abilities {
    bool files = false, mesh = false, console = false, babystep = false, stream = false;
    bool operator==(const Abilities&) const = default;
};

struct Snapshot {
    Link link = Link::closed;
    bool was_online = false;  // since connect(): what is known may be old
    std::string where;        // "/dev/ttyUSB0 at 115200 baud"; empty: nowhere yet
    std::string trouble;      // why there is no connection; empty: no trouble
    // Whoever is there lets us not in, or it is not clear who is meant: asking again changes
    // nothing.
    bool refused = false;
    bool no_port = false;   // there is none, or it cannot be opened: trouble says why
    std::size_t ports = 0;  // that may be the printer's, while it is looked for
    std::string halted;     // why the firmware refuses to work until it is reset; empty: it works
    Dialect dialect = Dialect::unknown;
    std::string firmware, machine;  // empty: not known
    std::string message;            // what the printer shows to people; empty: nothing
    std::vector<Heater> hotends;    // by the number of the tool
    std::optional<int> tool;        // the one in use
    std::optional<Heater> bed, chamber;
    std::vector<NamedHeater> sensors;            // what else is measured
    std::optional<double> fan, feed_rate, flow;  // shares: 1 is all, or as sliced
    std::optional<double> babystep;              // mm
    Position position;
    std::optional<std::string> homed;        // axes: "xyz"
    std::optional<Job> job;                  // empty: nobody has told
    std::optional<std::vector<File>> files;  // empty: not asked for yet
    std::size_t files_left_out = 0;          // that the printer has as well: there are too many
    std::optional<Mesh> mesh;
    Abilities abilities;
    bool operator==(const Snapshot&) const = default;
};

// Whether something can be said to the printer at all, even if it does not answer: an emergency
// stop can where there is one port only, too.
bool is_reachable(const Snapshot& known);

// Nobody reaches the printer any more: what was measured and set is unknown, which heaters it has
// stays known.
void forget_values(Snapshot& known);

// What can be said of the printer now: what was so when a printer that is out of reach was heard
// last is left out, but for a job of this program's own.
Snapshot believable(Snapshot known);

// What people call the file of this path, as far as the list of files tells.
std::string file_name(const Snapshot& known, const std::string& path);

}  // namespace escapement::client
