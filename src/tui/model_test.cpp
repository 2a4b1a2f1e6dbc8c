// Claims about questions to a model.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tui/model.hpp"

#include <gtest/gtest.h>

#include "tui/testing_states.hpp"

namespace escapement::tui {
namespace {

TEST(Model, a_filter_looks_at_both_names_in_any_case) {
    Model model;
    model.known.files = some_files();
    model.filter = "parts/";
    EXPECT_EQ(shown_files(model).size(), 1u);
    model.filter = "BENCH";
    EXPECT_EQ(shown_files(model).size(), 1u);
    model.filter = "";
    EXPECT_EQ(shown_files(model).size(), 4u);
}

TEST(Model, a_paused_print_is_a_job_but_does_not_print) {
    Model model;
    EXPECT_FALSE(has_job(model));
    model.known.job = client::Job{.state = client::JobState::paused};
    EXPECT_TRUE(has_job(model));
    EXPECT_FALSE(is_printing(model));
}

}  // namespace
}  // namespace escapement::tui
