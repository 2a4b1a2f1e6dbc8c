// Tests of both ends of a pseudo-terminal, within one process.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/pseudo_terminal.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <string>

namespace escapement::runtime {
namespace {

namespace fs = std::filesystem;

std::string link_name(const std::string& name) {
    const auto path = fs::path(::testing::TempDir()) / name;
    fs::remove(path);
    return path.string();
}

std::string text_from(ByteStream& stream) {
    std::array<std::uint8_t, 64> buffer{};
    const auto size = stream.read(buffer);
    return {buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(size)};
}

void send(ByteStream& stream, std::string_view text) {
    const std::vector<std::uint8_t> bytes(text.begin(), text.end());
    ASSERT_EQ(stream.write(bytes), bytes.size());
}

TEST(PseudoTerminal, carries_bytes_unchanged_and_survives_its_users) {
    const auto link = link_name("terminal_bytes");
    auto terminal = PseudoTerminal::open(link);
    ASSERT_TRUE(terminal) << terminal.error().what;
    std::array<char, 64> buffer{};

    for (int user = 0; user < 2; ++user) {
        const int other = open(link.c_str(), O_RDWR | O_NOCTTY);
        ASSERT_GE(other, 0);
        ASSERT_EQ(write(other, "M115\r\n\x03", 7), 7);
        EXPECT_EQ(text_from(**terminal), "M115\r\n\x03");
        send(**terminal, "ok\n");
        EXPECT_EQ(read(other, buffer.data(), buffer.size()), 3);
        close(other);
        EXPECT_EQ(text_from(**terminal), "");
        EXPECT_EQ((*terminal)->failure(), "");
    }
}

TEST(PseudoTerminal, replaces_a_link_and_removes_only_its_own) {
    const auto link = link_name("terminal_link");
    fs::create_symlink("/dev/pts/nowhere", link);
    {
        const auto terminal = PseudoTerminal::open(link);
        ASSERT_TRUE(terminal) << terminal.error().what;
        EXPECT_EQ(fs::read_symlink(link), (*terminal)->device());
    }
    EXPECT_FALSE(fs::is_symlink(link));
    {
        const auto terminal = PseudoTerminal::open(link);
        ASSERT_TRUE(terminal) << terminal.error().what;
        fs::remove(link);
        fs::create_symlink("/nowhere", link);
    }
    EXPECT_EQ(fs::read_symlink(link), "/nowhere");
    fs::remove(link);
}

TEST(PseudoTerminal, leaves_files_alone) {
    const auto link = link_name("terminal_file");
    std::ofstream(link) << "precious";

    const auto terminal = PseudoTerminal::open(link);

    ASSERT_FALSE(terminal);
    EXPECT_NE(terminal.error().what.find("is there already"), std::string::npos);
    EXPECT_TRUE(fs::is_regular_file(link));
    fs::remove(link);
}

TEST(PseudoTerminal, does_not_wait_for_a_reader) {
    const auto terminal = PseudoTerminal::open(link_name("terminal_full"));
    ASSERT_TRUE(terminal) << terminal.error().what;
    std::array<std::uint8_t, 4096> buffer{};

    EXPECT_EQ((*terminal)->read(buffer), 0u);
    for (int i = 0; i < 100; ++i) (*terminal)->write(buffer);
    EXPECT_EQ((*terminal)->write(buffer), 0u);
    EXPECT_EQ((*terminal)->failure(), "");
}

TEST(PseudoTerminal, needs_a_folder_to_be_in) {
    const auto terminal = PseudoTerminal::open("/no/such/mcu");

    ASSERT_FALSE(terminal);
    EXPECT_NE(terminal.error().what.find("/no/such/mcu"), std::string::npos);
    EXPECT_NE(terminal.error().what.find("No such file or directory"), std::string::npos);
}

}  // namespace
}  // namespace escapement::runtime
