// Claims about what is said while nothing happens.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/waiting_note.hpp"

#include <gtest/gtest.h>

namespace escapement::app {
namespace {

using client::Link;

base::HostTime at(double seconds) {
    return base::HostTime(base::host_duration(base::Seconds(seconds)));
}

TEST(WaitingNote, says_what_and_where) {
    EXPECT_EQ(waiting_text({.link = Link::searching}), "looking for a printer");
    EXPECT_EQ(waiting_text({.link = Link::searching, .where = "/dev/ttyUSB0"}),
              "looking for a printer: /dev/ttyUSB0");
    EXPECT_EQ(waiting_text({.link = Link::opening, .where = "http://a"}), "connecting to http://a");
    EXPECT_EQ(waiting_text({.link = Link::listening, .where = "P"}),
              "P is open; listening whether the board boots");
    EXPECT_EQ(waiting_text({.link = Link::asking, .where = "P"}),
              "P is open; waiting for the printer's answer");
    EXPECT_EQ(waiting_text({.link = Link::online, .where = "P"}), "");
}

TEST(WaitingNote, is_told_once_and_not_for_a_moment) {
    WaitingNote note;
    ::testing::internal::CaptureStderr();
    note.look({.link = Link::opening, .where = "A"}, at(0.0));
    note.look({.link = Link::listening, .where = "A"}, at(0.1));
    note.look({.link = Link::listening, .where = "A"}, at(0.5));
    note.look({.link = Link::listening, .where = "A"}, at(1.0));
    note.look({.link = Link::online, .where = "A"}, at(2.0));
    note.look({.link = Link::online, .where = "A"}, at(3.0));
    EXPECT_EQ(::testing::internal::GetCapturedStderr(),
              "escapement: A is open; listening whether the board boots\n");
}

TEST(WaitingNote, repeats_nothing_when_the_search_begins_anew) {
    WaitingNote note;
    ::testing::internal::CaptureStderr();
    for (int i = 0; i < 5; ++i)
        for (const char* where : {"A", "B"}) {
            const client::Snapshot known{
                .link = Link::searching, .where = where, .trouble = i > 0 ? "nobody there" : ""};
            note.look(known, at(20 * i + (*where == 'A' ? 0 : 10)));
            note.look(known, at(20 * i + (*where == 'A' ? 9 : 19)));
        }
    EXPECT_EQ(::testing::internal::GetCapturedStderr(),
              "escapement: looking for a printer: A\n"
              "escapement: looking for a printer: B\n"
              "escapement: nobody there\n");
    EXPECT_TRUE(note.has_told("nobody there"));
    EXPECT_FALSE(note.has_told("B"));
}

}  // namespace
}  // namespace escapement::app
