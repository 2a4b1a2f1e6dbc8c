// Layers and lengths of sliced files.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gcode/outline.hpp"

#include <gtest/gtest.h>

namespace escapement::gcode {
namespace {

Outline outline(std::string content) {
    Source source("cube.gcode", std::make_unique<MemoryInput>(std::move(content)));
    return read_outline(source);
}

TEST(Outline, counts_lines_bytes_and_commands) {
    const auto cube = outline("; cube\nG28 ; home\n\nG1 X1\n");

    EXPECT_EQ(cube.lines, 4U);
    EXPECT_EQ(cube.commands, 2U);
    EXPECT_EQ(cube.bytes, 25U);
    EXPECT_TRUE(cube.layers.empty());
}

TEST(Outline, knows_the_layers_of_prusaslicer) {
    const auto cube = outline(
        "G28\n;LAYER_CHANGE\n;Z:0.2\n;HEIGHT:0.2\nG1 X1\n;LAYER_CHANGE\n;Z:0.4\nG1 X2\n"
        "; estimated printing time (normal mode) = 1d 2h 3m 4s\n");

    ASSERT_EQ(cube.layers.size(), 2U);
    EXPECT_EQ(cube.layers[0], (Layer{.first_line = 2, .begin = 4, .z = 0.2}));
    EXPECT_EQ(cube.layers[1].z, 0.4);
    EXPECT_EQ(cube.estimate, base::Seconds{93784.0});
}

TEST(Outline, knows_the_layers_of_cura) {
    const auto cube = outline(
        ";TIME:669\n;LAYER_COUNT:2\n;LAYER:0\nG1 X1\n;LAYER:1\nG1 X2\n;TIME_ELAPSED:100.2\n");

    ASSERT_EQ(cube.layers.size(), 2U);
    EXPECT_EQ(cube.layers[1].first_line, 5U);
    EXPECT_EQ(cube.layers[1].z, std::nullopt);
    EXPECT_EQ(cube.estimate, base::Seconds{669.0});
}

TEST(Outline, knows_the_layers_of_simplify3d_and_kisslicer) {
    const auto simplify = outline("G28\n; layer 1, Z = 0.200\nG1 X1\n; layer 2, Z = 0.400\n");

    ASSERT_EQ(simplify.layers.size(), 2U);
    EXPECT_EQ(simplify.layers[1].z, 0.4);

    const auto kiss = outline(
        "G28\n; BEGIN_LAYER_OBJECT z=0.200\nG1 X1\n; BEGIN_LAYER_OBJECT z=0.200\nG1 X9\n"
        "; BEGIN_LAYER_OBJECT z=0.400\n");

    ASSERT_EQ(kiss.layers.size(), 2U);
    EXPECT_EQ(kiss.layers[1].first_line, 6U);
}

TEST(Outline, counts_layers_by_the_first_kind_of_mark_alone) {
    const auto cube = outline(";LAYER_CHANGE\n; layer 1, Z = 0.2\n;LAYER:0\n;LAYER_CHANGE\n");

    EXPECT_EQ(cube.layers.size(), 2U);
    EXPECT_TRUE(outline("; layer num/total_layer_count: 1/57\n; layer x, Z = 1\n").layers.empty());
}

TEST(Outline, tells_the_layer_of_a_line) {
    const auto cube = outline("G28\n;LAYER:0\nG1 X1\n;LAYER:1\nG1 X2\n");

    EXPECT_EQ(cube.layer_of(1), 0U);
    EXPECT_EQ(cube.layer_of(2), 1U);
    EXPECT_EQ(cube.layer_of(3), 1U);
    EXPECT_EQ(cube.layer_of(4), 2U);
    EXPECT_EQ(cube.layer_of(99), 2U);
}

TEST(Outline, ignores_estimates_that_make_no_sense) {
    EXPECT_FALSE(outline(";TIME:-5\n;TIME:x\n").estimate);
    EXPECT_FALSE(outline("; estimated printing time (normal mode) = soon\n").estimate);
    EXPECT_FALSE(outline("; estimated printing time (normal mode) =\n").estimate);
}

TEST(Outline, ends_where_the_file_is_damaged) {
    const auto damaged = outline("G28\n\x02\nG1 X5\n");

    ASSERT_TRUE(damaged.broken_off);
    EXPECT_TRUE(damaged.broken_off->what.starts_with("cube.gcode:2: not text"));
    EXPECT_EQ(damaged.lines, 1U);
    EXPECT_FALSE(outline("G28\n").broken_off);
}

}  // namespace
}  // namespace escapement::gcode
