// Claims about standard output that nobody takes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/plain_output.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <string>
#include <utility>

#include "escapement/commands.hpp"

namespace escapement::app {
namespace {

class PlainOutputTest : public ::testing::Test {
  protected:
    PlainOutputTest() { EXPECT_EQ(pipe(ends_.data()), 0); }
    ~PlainOutputTest() override {
        for (const int end : ends_) close(end);
    }
    std::string read_all() {
        std::array<char, 8192> buffer{};
        const auto count = read(ends_[0], buffer.data(), buffer.size());
        return {buffer.data(), static_cast<std::size_t>(count)};
    }
    std::array<int, 2> ends_{};
};

TEST_F(PlainOutputTest, a_line_is_there_at_once) {
    PlainOutput output([] { return false; }, ends_[1]);
    output.say("hotend 0: 20.0 °C");
    EXPECT_EQ(read_all(), "hotend 0: 20.0 °C\n");
    EXPECT_EQ(output.status(exit_good), exit_good);
}

TEST_F(PlainOutputTest, what_a_terminal_would_obey_is_shown) {
    PlainOutput output([] { return false; }, ends_[1]);
    output.say("a\x1b[2J\nb");
    EXPECT_EQ(read_all(), "a\\x1b[2J\nb\n");
}

TEST_F(PlainOutputTest, json_stays_json) {
    PlainOutput output([] { return false; }, ends_[1]);
    output.say_json(base::Value(std::string("\x1b[2J\xc2\x9b")));
    EXPECT_EQ(read_all(), "\"\\u001b[2J\\u009b\"\n");
}

TEST_F(PlainOutputTest, a_reader_that_is_gone_is_told_once) {
    close(std::exchange(ends_[0], -1));
    PlainOutput output([] { return false; }, ends_[1]);
    ::testing::internal::CaptureStderr();
    output.say("one");
    output.say("two");
    EXPECT_EQ(::testing::internal::GetCapturedStderr(),
              "escapement: standard output: Broken pipe\n");
    EXPECT_TRUE(output.failed());
    EXPECT_EQ(output.status(exit_good), exit_failed);
    EXPECT_EQ(output.status(exit_interrupted), exit_interrupted);
}

TEST_F(PlainOutputTest, a_full_disk_is_told) {
    const int full = open("/dev/full", O_WRONLY);
    ASSERT_GE(full, 0);
    PlainOutput output([] { return false; }, full);
    ::testing::internal::CaptureStderr();
    output.say("one");
    EXPECT_EQ(::testing::internal::GetCapturedStderr(),
              "escapement: standard output: No space left on device\n");
    EXPECT_TRUE(output.failed());
    close(full);
}

TEST_F(PlainOutputTest, a_reader_that_does_not_read_is_waited_for_only_until_an_interrupt) {
    int asked = 0;
    PlainOutput output([&asked] { return ++asked > 40; }, ends_[1]);
    output.say(std::string(1 << 20, 'x'));
    EXPECT_FALSE(output.failed());
    EXPECT_GT(asked, 40);
}

}  // namespace
}  // namespace escapement::app
