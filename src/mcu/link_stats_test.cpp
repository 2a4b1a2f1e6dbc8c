// Claims about the printed counts of a link.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/link_stats.hpp"

#include <gtest/gtest.h>

namespace escapement::mcu {
namespace {

TEST(LinkStats, are_printed_under_the_names_of_klippers_log) {
    const LinkStats stats{.bytes_write = 5'000'000'000,
                          .bytes_read = 2,
                          .bytes_retransmit = 3,
                          .bytes_invalid = 4,
                          .send_seq = 17,
                          .receive_seq = 16,
                          .retransmit_seq = 5,
                          .srtt = base::Seconds{0.0015},
                          .rttvar = base::Seconds{0.25},
                          .rto = base::Seconds{0.025},
                          .ready_bytes = 6,
                          .upcoming_bytes = 7};

    // The order and names of serialqueue_get_stats in Klipper's klippy/chelper/serialqueue.c.
    EXPECT_EQ(to_text(stats),
              "bytes_write=5000000000 bytes_read=2 bytes_retransmit=3 bytes_invalid=4 send_seq=17 "
              "receive_seq=16 retransmit_seq=5 srtt=0.002 rttvar=0.250 rto=0.025 ready_bytes=6 "
              "upcoming_bytes=7");
}

}  // namespace
}  // namespace escapement::mcu
