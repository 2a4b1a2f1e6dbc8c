// Tests of slicers' comments.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/slicer_notes.hpp"

#include <gtest/gtest.h>

namespace escapement::app {
namespace {

SlicerNotes after(std::initializer_list<const char*> lines) {
    SlicerNotes notes;
    for (const char* line : lines) notes.see(line);
    return notes;
}

TEST(SlicerNotes, prusa_slicer_and_its_family) {
    const auto notes =
        after({";LAYER_CHANGE", ";Z:0.2", ";HEIGHT:0.2", ";TYPE:External perimeter", "G1 X1"});

    EXPECT_EQ(notes.feature(), "External perimeter");
    EXPECT_EQ(notes.layer(), 1U);
    EXPECT_EQ(notes.layer_z(), 0.2);
}

TEST(SlicerNotes, bambu_studio) {
    const auto notes = after({"; CHANGE_LAYER", "; Z_HEIGHT: 0.4", "; FEATURE: Outer wall"});

    EXPECT_EQ(notes.feature(), "Outer wall");
    EXPECT_EQ(notes.layer(), 1U);
    EXPECT_EQ(notes.layer_z(), 0.4);
}

TEST(SlicerNotes, cura_with_a_raft) {
    const auto notes = after({";LAYER:-2", ";LAYER:-1", ";LAYER:0", ";TYPE:WALL-OUTER"});

    EXPECT_EQ(notes.feature(), "WALL-OUTER");
    EXPECT_EQ(notes.layer(), 3U);
    EXPECT_FALSE(notes.layer_z());
}

TEST(SlicerNotes, simplify3d) {
    const auto notes = after({"; layer 1, Z = 0.200", "; layer 2, Z = 0.450", "; feature skirt"});

    EXPECT_EQ(notes.feature(), "skirt");
    EXPECT_EQ(notes.layer(), 2U);
    EXPECT_EQ(notes.layer_z(), 0.45);
}

TEST(SlicerNotes, other_comments_and_moves_say_nothing) {
    const auto notes = after({"; external perimeters extrusion width = 0.45mm",
                              ";LAYER_COUNT:20",
                              "G1 X1 ;TYPE:inside",
                              "; layer_height = 0.2",
                              ""});

    EXPECT_EQ(notes.feature(), "");
    EXPECT_EQ(notes.layer(), 0U);
}

}  // namespace
}  // namespace escapement::app
