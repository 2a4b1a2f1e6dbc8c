// Tests of what is remembered of a link.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/link_history.hpp"

#include <gtest/gtest.h>

namespace escapement::mcu {
namespace {

base::HostTime at(double seconds) {
    return base::HostTime(base::host_duration(base::Seconds{seconds}));
}

TEST(LinkHistory, sums_up_the_last_seconds_and_forgets_what_was_before) {
    LinkHistory history;
    history.add(
        {.when = at(1.0), .stats = {.bytes_write = 100, .bytes_retransmit = 90}, .worst = {}});
    for (int i = 0; i < 10; ++i)
        history.add({.when = at(20.0 + i),
                     .stats = {.bytes_write = 1000, .bytes_retransmit = 90},
                     .worst = {.lead = base::Seconds{0.1 + i}, .lateness = {}}});

    const auto seen =
        history.evidence({.when = at(29.5),
                          .stats = {.bytes_write = 5000, .bytes_retransmit = 190, .ready_bytes = 7},
                          .worst = {.lead = base::Seconds{5.0}, .lateness = base::Seconds{0.25}},
                          .last_heard = at(29.4)});

    EXPECT_EQ(seen.period, base::Seconds{9.5});
    EXPECT_EQ(seen.bytes_write, 4000U);
    EXPECT_EQ(seen.bytes_retransmit, 100U);
    EXPECT_EQ(seen.least_lead, base::Seconds{0.1});
    EXPECT_EQ(seen.lateness, base::Seconds{0.25});
    EXPECT_EQ(seen.waiting_bytes, 7U);
    EXPECT_NEAR(seen.silence.count(), 0.1, 1e-9);
}

TEST(LinkHistory, a_sample_that_comes_late_means_that_the_host_was_late) {
    LinkHistory history;
    for (const double second : {20.0, 21.0, 23.5, 24.4})
        history.add({.when = at(second), .stats = {}, .worst = {}});

    EXPECT_NEAR(history.evidence({.when = at(25.0)}).lateness.count(), 1.5, 1e-9);
    EXPECT_NEAR(history.evidence({.when = at(29.0)}).lateness.count(), 3.6, 1e-9);
}

TEST(LinkHistory, what_is_repeated_to_a_silent_board_does_not_count) {
    LinkHistory history;
    for (int i = 0; i < 8; ++i) {
        const auto repeated = static_cast<std::uint64_t>(i < 3 ? 10 * i : 1000 * i);
        history.add({.when = at(20.0 + i), .stats = {.bytes_retransmit = repeated}, .worst = {}});
    }

    const auto seen = history.evidence({.when = at(28.0),
                                        .stats = {.bytes_retransmit = 9000},
                                        .worst = {},
                                        .last_heard = at(22.1)});

    EXPECT_EQ(seen.bytes_retransmit, 20U);
}

}  // namespace
}  // namespace escapement::mcu
