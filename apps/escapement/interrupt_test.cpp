// Claims about signals that end programs.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/interrupt.hpp"

#include <gtest/gtest.h>

#include <csignal>

namespace escapement::app {
namespace {

TEST(InterruptWatch, each_signal_has_its_exit_code) {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        const InterruptWatch watch;
        EXPECT_FALSE(watch.interrupted());
        std::raise(signal);
        EXPECT_TRUE(watch.interrupted());
        EXPECT_EQ(interrupted_exit_code(), 128 + signal);
    }
}

TEST(InterruptWatch, those_inside_see_what_the_outer_one_sees) {
    const InterruptWatch outer;
    { const InterruptWatch inner; }
    std::raise(SIGTERM);
    EXPECT_TRUE(outer.interrupted());
}

TEST(InterruptWatch, who_is_to_outlive_its_terminal_does) {
    std::signal(SIGHUP, SIG_IGN);
    {
        const InterruptWatch outer;
        const InterruptWatch inner;
        std::raise(SIGHUP);
        EXPECT_FALSE(outer.interrupted());
        std::raise(SIGTERM);
        EXPECT_TRUE(outer.interrupted());
    }
    EXPECT_EQ(std::signal(SIGHUP, SIG_DFL), SIG_IGN);
}

}  // namespace
}  // namespace escapement::app
