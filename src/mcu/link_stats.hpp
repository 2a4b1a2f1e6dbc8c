// Counts of a link since it was made, under the names that Klipper's log gives them.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/time.hpp"

namespace escapement::mcu {

struct LinkStats {
    std::uint64_t bytes_write = 0;
    std::uint64_t bytes_read = 0;
    std::uint64_t bytes_retransmit = 0;
    std::uint64_t bytes_invalid = 0;
    std::uint64_t send_seq = 0;
    std::uint64_t receive_seq = 0;
    std::uint64_t retransmit_seq = 0;
    base::Seconds srtt{}, rttvar{}, rto{};
    std::size_t ready_bytes = 0;     // may leave
    std::size_t upcoming_bytes = 0;  // must wait for the board
};

// "bytes_write=1234 bytes_read=..."
std::string to_text(const LinkStats& stats);

}  // namespace escapement::mcu
