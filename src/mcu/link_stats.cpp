// Prints the counts of a link as Klipper's log does.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/link_stats.hpp"

#include <array>
#include <cstdio>

namespace escapement::mcu {

std::string to_text(const LinkStats& stats) {
    using Wide = unsigned long long;
    std::array<char, 512> text{};
    std::snprintf(text.data(),
                  text.size(),
                  "bytes_write=%llu bytes_read=%llu bytes_retransmit=%llu bytes_invalid=%llu "
                  "send_seq=%llu receive_seq=%llu retransmit_seq=%llu srtt=%.3f rttvar=%.3f "
                  "rto=%.3f ready_bytes=%zu upcoming_bytes=%zu",
                  Wide{stats.bytes_write},
                  Wide{stats.bytes_read},
                  Wide{stats.bytes_retransmit},
                  Wide{stats.bytes_invalid},
                  Wide{stats.send_seq},
                  Wide{stats.receive_seq},
                  Wide{stats.retransmit_seq},
                  stats.srtt.count(),
                  stats.rttvar.count(),
                  stats.rto.count(),
                  stats.ready_bytes,
                  stats.upcoming_bytes);
    return text.data();
}

}  // namespace escapement::mcu
