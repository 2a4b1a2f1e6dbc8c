// Claims about wishes of several lines.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/script_runner.hpp"

#include <gtest/gtest.h>

namespace escapement::client {
namespace {

struct Running {
    LineSender sender{{.done = [this](const Outgoing& line, const std::string& complaint) {
        scripts.note_done(line.ticket, complaint);
    }}};
    EventQueue events;
    ScriptRunner scripts{sender, events};
    std::string say() { return sender.take_bytes(base::HostTime{}); }
    void hear(const char* text) { sender.hear(parse_marlin_line(text), base::HostTime{}); }
    std::string outcome() {
        std::string text;
        for (const auto& event : events.take().events)
            text += std::to_string(event.ticket) + ": " + event.text + "|";
        return text;
    }
};

TEST(ScriptRunner, a_line_waits_for_the_one_before) {
    Running r;
    std::string then = "pending";
    r.scripts.run({7, {"M21", "M20"}, false, false, [&](const std::string& why) { then = why; }});
    EXPECT_EQ(r.say(), "M21\n");
    r.hear("ok");
    EXPECT_EQ(r.say(), "M20\n");
    EXPECT_EQ(r.outcome(), "");
    r.hear("ok");

    EXPECT_EQ(r.outcome(), "7: |");
    EXPECT_EQ(then, "");
}

TEST(ScriptRunner, a_complaint_ends_it_where_that_is_wished) {
    for (const bool stop : {false, true}) {
        Running r;
        r.scripts.run({1, {"M23 X", "M24"}, stop, false, {}});
        r.say();
        r.hear("open failed, File: X");
        r.hear("ok");

        EXPECT_EQ(r.say(), stop ? "" : "M24\n");
        r.hear("ok");
        EXPECT_EQ(r.outcome(), "1: open failed, File: X|");
    }
}

TEST(ScriptRunner, all_can_be_dropped) {
    Running r;
    r.scripts.run({1, {"G28"}, false, false, {}});
    r.scripts.run({2, {"G28"}, false, false, {}});
    r.scripts.drop("the connection was lost");

    EXPECT_EQ(r.outcome(), "1: the connection was lost|2: the connection was lost|");
    EXPECT_FALSE(r.scripts.full());
}

TEST(ScriptRunner, there_is_a_bound) {
    Running r;
    for (Ticket ticket = 1; ticket <= ScriptRunner::max_scripts; ++ticket)
        r.scripts.run({ticket, {"G28"}, false, false, {}});
    EXPECT_TRUE(r.scripts.full());
}

}  // namespace
}  // namespace escapement::client
