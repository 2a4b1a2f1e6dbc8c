// Claims about the queue between a printer and a screen.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/event_queue.hpp"

#include <gtest/gtest.h>

namespace escapement::client {
namespace {

TEST(EventQueue, a_flood_leaves_the_newest_lines_and_says_how_many_were_lost) {
    EventQueue queue;
    for (int i = 0; i < 1000; ++i) queue.add({Event::Kind::heard, std::to_string(i)});

    const auto batch = queue.take();

    ASSERT_EQ(batch.events.size(), EventQueue::max_lines);
    EXPECT_EQ(batch.events.front().text, "744");
    EXPECT_EQ(batch.events.back().text, "999");
    EXPECT_EQ(batch.lost, 744u);
    EXPECT_EQ(queue.take().lost, 0u);
}

TEST(EventQueue, changes_coalesce) {
    EventQueue queue;
    queue.note_change();
    queue.note_change();

    EXPECT_TRUE(queue.take().changed);
    EXPECT_TRUE(queue.empty());
    EXPECT_FALSE(queue.take().changed);
}

TEST(EventQueue, ends_of_commands_survive_a_flood_of_lines) {
    EventQueue queue;
    queue.add({Event::Kind::done, "", 7});
    for (int i = 0; i < 1000; ++i) queue.add({Event::Kind::heard, "noise"});

    EXPECT_EQ(queue.take().events.back(), (Event{Event::Kind::done, "", 7}));
}

TEST(EventQueue, overlong_lines_are_cut) {
    EventQueue queue;
    queue.add({Event::Kind::heard, std::string(100000, 'x')});

    EXPECT_EQ(queue.take().events.front().text.size(), EventQueue::max_text);
}

}  // namespace
}  // namespace escapement::client
