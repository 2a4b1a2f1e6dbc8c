// Claims about a place that only one program at a time may use.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/sole_holder.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <optional>
#include <utility>

namespace escapement::app {
namespace {

TEST(SoleHolder, a_place_is_free_again_when_its_holder_is_gone) {
    const auto path = ::testing::TempDir() + "place" + std::to_string(getpid());
    {
        const auto first = SoleHolder::of(path);
        ASSERT_TRUE(first);
        const auto second =
            SoleHolder::of(::testing::TempDir() + "./place" + std::to_string(getpid()));
        ASSERT_FALSE(second);
        EXPECT_NE(second.error().what.find("another such program is there already"),
                  std::string::npos);
        EXPECT_TRUE(SoleHolder::of(path + "2"));
    }
    EXPECT_TRUE(SoleHolder::of(path));
    EXPECT_FALSE(std::filesystem::exists(path));
}

TEST(SoleHolder, a_folder_that_is_not_there_is_not_made) {
    const auto holder = SoleHolder::of("/no/such/folder/port");
    ASSERT_FALSE(holder);
    EXPECT_EQ(
        holder.error().what,
        "/no/such/folder/port: there is no folder /no/such/folder; make it, or choose another "
        "place");
}

TEST(SoleHolder, nowhere_is_no_place) {
    EXPECT_EQ(SoleHolder::of("").error().what, "there is nothing in \"\"; which place is meant?");
}

}  // namespace
}  // namespace escapement::app
