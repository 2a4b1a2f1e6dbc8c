// Claims about the pseudo-terminal by which a host reaches the board.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "firmware/port/linux/pseudo_terminal.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <string_view>

#include "firmware/port/linux/testing/virtual_computer.hpp"

namespace escapement::firmware::linux_port {
namespace {

class Port : public ::testing::Test {
  protected:
    std::unique_ptr<PseudoTerminal> make() {
        auto made = PseudoTerminal::make(link);
        EXPECT_TRUE(made) << made.error().what;
        return *std::move(made);
    }
    testing::Folder folder;
    std::string link = folder.path() / "mcu";
};

constexpr std::array<std::uint8_t, 5> some_bytes{0x7e, 0x00, 0x0a, 0x03, 0xff};

TEST_F(Port, carries_every_byte_both_ways) {
    const auto board = make();
    const Descriptor host(::open(link.c_str(), O_RDWR | O_NOCTTY));
    std::array<std::uint8_t, 64> buffer;

    ASSERT_EQ(::write(host.number(), some_bytes.data(), some_bytes.size()), 5);
    EXPECT_EQ(board->read(buffer), 5u);
    EXPECT_TRUE(std::equal(some_bytes.begin(), some_bytes.end(), buffer.begin()));
    EXPECT_EQ(board->write(some_bytes), 5u);
    EXPECT_EQ(::read(host.number(), buffer.data(), buffer.size()), 5);
    EXPECT_TRUE(std::equal(some_bytes.begin(), some_bytes.end(), buffer.begin()));
}

TEST_F(Port, does_not_wait_for_a_host) {
    const auto board = make();
    std::array<std::uint8_t, 4096> buffer{};

    EXPECT_EQ(board->read(buffer), 0u);
    for (int i = 0; i < 100; ++i) board->write(buffer);
    EXPECT_EQ(board->write(buffer), 0u);
}

TEST_F(Port, serves_one_host_after_another) {
    const auto board = make();
    std::array<std::uint8_t, 64> buffer;

    for (int i = 0; i < 3; ++i) {
        const Descriptor host(::open(link.c_str(), O_RDWR | O_NOCTTY));
        ASSERT_EQ(::write(host.number(), "x", 1), 1);
        EXPECT_EQ(board->read(buffer), 1u);
    }
}

TEST_F(Port, is_gone_with_the_board) {
    make();

    EXPECT_FALSE(std::filesystem::is_symlink(link));
}

TEST_F(Port, replaces_a_link_that_was_left_behind) {
    std::filesystem::create_symlink("/dev/pts/no", link);

    const auto board = make();

    EXPECT_TRUE(std::filesystem::exists(link));
}

TEST_F(Port, replaces_nothing_else) {
    folder.write("mcu", "mine");

    const auto made = PseudoTerminal::make(link);

    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().what,
              link + ": exists and is no symbolic link; choose another name or remove it");
    EXPECT_EQ(folder.read("mcu"), "mine");
}

TEST_F(Port, needs_a_folder_to_be_in) {
    const auto made = PseudoTerminal::make("/no/such/mcu");

    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().what, "/no/such/mcu: No such file or directory");
}

}  // namespace
}  // namespace escapement::firmware::linux_port
