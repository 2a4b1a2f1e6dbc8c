// Takes a flight recording apart, however damaged it is.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "flight/format.hpp"
#include "wire/codec.hpp"

namespace escapement::flight {

struct PinnedEntry {
    Pinned kind{};
    std::uint8_t board = 0;
    wire::Bytes data;  // in what was read
};

struct Record {
    base::HostTime at;
    Kind kind{};
    std::uint8_t board = 0;
    wire::Bytes data;  // in what was read

    std::string_view text() const {
        return {reinterpret_cast<const char*>(data.data()), data.size()};
    }
};

struct Recording {
    base::HostTime began;
    std::vector<PinnedEntry> pinned;
    std::vector<Record> records;       // in the order in which they were written
    bool overwritten = false;          // the ring went round: what came first is gone
    std::vector<std::string> damages;  // what is missing, one sentence each

    // The data of the first entry of that kind, empty if there is none.
    wire::Bytes find(Pinned kind, std::uint8_t board) const;
    std::string board_name(std::uint8_t board) const;
};

// Fails on what is no recording at all; leaves out what cannot be read and says so.  The bytes
// must outlive the result.
base::Result<Recording> read_recording(wire::Bytes file);

}  // namespace escapement::flight
