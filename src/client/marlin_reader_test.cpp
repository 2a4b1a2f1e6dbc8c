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

TEST(MarlinReader, the_first_of_several_hotends_may_have_no_number) {
    Reader r;
    r.hear("ok T:21.3 /0.0 @0 T1:22.0 /180.0 @0 B:23.0 /0.0 @0");
    ASSERT_EQ(r.known.hotends.size(), 2u);
    EXPECT_EQ(r.known.hotends[0].celsius, 21.3);
    r.hear("ok T:22.0 /180.0 T0:21.5 /0.0 T1:22.0 /180.0");
    EXPECT_EQ(r.known.hotends[0].celsius, 21.5);
}

TEST(MarlinReader, targets_that_are_told_by_themselves_hold) {
    Reader r;
    r.hear("TargetBed:60");
    EXPECT_FALSE(r.known.bed);
    r.hear("T:21.30 B:21.30 @:64");
    r.hear("TargetExtr0:205");
    r.hear("TargetBed:60");
    r.hear("T:25.30 B:22.30 @:64");
    EXPECT_EQ(r.known.hotends[0], (Heater{25.3, 205.0, {}}));
    EXPECT_EQ(r.known.bed, (Heater{22.3, 60.0, {}}));
    r.hear("TargetExtr99:1");
    r.hear("TargetExtr:1");
    EXPECT_EQ(r.known.hotends.size(), 1u);
}

TEST(MarlinReader, of_a_card_with_too_many_files_the_rest_is_counted) {
    Reader r;
    r.hear("Begin file list");
    for (int i = 0; i < 2003; ++i) r.hear(("F" + std::to_string(i) + ".GCO 100").c_str());
    r.hear("End file list");
    EXPECT_EQ(r.known.files->size(), 2000u);
    EXPECT_EQ(r.known.files_left_out, 3u);
    r.hear("Begin file list");
    r.hear("End file list");
    EXPECT_EQ(r.known.files_left_out, 0u);
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
