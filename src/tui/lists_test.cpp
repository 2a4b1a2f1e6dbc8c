// Claims about tables.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tui/lists.hpp"

#include <gtest/gtest.h>

#include "tui/testing_states.hpp"

namespace escapement::tui {
namespace {

TEST(Lists, the_chosen_file_is_always_in_sight) {
    auto known = idle_printer();
    known.files.emplace();
    for (int i = 0; i < 100; ++i)
        known.files->push_back({"F" + std::to_string(i), "file " + std::to_string(i), {}, {}});
    Model model;
    model.known = known;
    for (std::size_t chosen : {0u, 5u, 50u, 99u}) {
        model.file = chosen;
        Screen screen({30, 6});
        draw_files(screen, {0, 0, 30, 6}, model);
        EXPECT_NE(screen.text().find("file " + std::to_string(chosen)), std::string::npos);
    }
}

TEST(Lists, a_card_that_prints_says_why_it_is_not_read) {
    Model model;
    model.known.abilities = {.files = true, .stream = true};
    Screen screen({40, 4});
    draw_files(screen, {0, 0, 40, 4}, model);
    EXPECT_TRUE(screen.text().starts_with("not read yet; r reads them\n"));
    model.known.job = client::Job{.state = client::JobState::printing};
    draw_files(screen, {0, 0, 40, 4}, model);
    EXPECT_TRUE(screen.text().starts_with("the card is not read while it prints\n"));
}

TEST(Lists, a_list_that_is_cut_says_so) {
    Model model;
    model.known.files = {{"A.GCO", "a.gcode", {}, {}}};
    model.known.files_left_out = 7;
    Screen screen({40, 4});
    draw_files(screen, {0, 0, 40, 4}, model);
    EXPECT_EQ(screen.text().substr(0, 40), "1 files; 7 more are left out\n a.gcode   ");
}

TEST(Lists, the_front_of_a_mesh_is_at_the_bottom) {
    Model model;
    model.known.mesh = client::Mesh{.name = "m", .rows = {{0.1, 0.2}, {0.3, -0.4}}};
    Screen screen({40, 6});
    draw_mesh(screen, {0, 0, 40, 6}, model);
    EXPECT_EQ(screen.text(),
              "m: -0.400 to 0.300 mm, front at the bott\n\n 0.300   -0.400\n 0.100    0.200\n\n\n");
}

}  // namespace
}  // namespace escapement::tui
