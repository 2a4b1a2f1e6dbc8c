// Claims about what is remembered of what a printer says; whole conversations have tests of theirs.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/marlin_reader.hpp"

#include <gtest/gtest.h>

namespace escapement::client {
namespace {

struct Reader {
    Snapshot known;
    MarlinReader reader{known};
    void hear(const char* text) { reader.hear(parse_marlin_line(text), base::HostTime{}); }
};

TEST(MarlinReader, a_question_of_the_printer_is_shown_with_its_answers) {
    Reader r;
    r.hear("//action:prompt_end");
    r.hear("//action:prompt_begin Filament Runout");
    r.hear("//action:prompt_button Purge More");
    r.hear("//action:prompt_button Continue");
    r.hear("//action:prompt_show");
    EXPECT_EQ(r.known.message, "Filament Runout: Purge More (M876 S0), Continue (M876 S1)");

    r.hear("//action:prompt_end");
    EXPECT_EQ(r.known.message, "");
}

TEST(MarlinReader, a_question_without_end_does_not_grow_without_end) {
    Reader r;
    r.hear("//action:prompt_begin x");
    for (int i = 0; i < 1000; ++i) r.hear("//action:prompt_button y");
    EXPECT_LT(r.known.message.size(), 200u);
}

TEST(MarlinReader, notifications_are_messages_until_a_reset) {
    Reader r;
    r.hear("//action:notification Heating...");
    EXPECT_EQ(r.known.message, "Heating...");
    r.hear("start");
    EXPECT_EQ(r.known.message, "");
}

}  // namespace
}  // namespace escapement::client
