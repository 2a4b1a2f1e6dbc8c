// Tests of resets, tried out on pseudo-terminals and folders that look like a Raspberry Pi's.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/board_reset.hpp"

// The kernel's own header: that of the C library cannot tell odd rates.
#include <asm/termbits.h>
#include <gtest/gtest.h>
#include <sys/ioctl.h>

#include <filesystem>
#include <fstream>
#include <optional>

#include "runtime/actor.hpp"
#include "runtime/clock.hpp"
#include "runtime/pseudo_terminal.hpp"

namespace escapement::mcu {
namespace {

namespace fs = std::filesystem;

class BoardReset : public ::testing::Test {
  protected:
    BoardReset() {
        auto opened = runtime::PseudoTerminal::open(link());
        EXPECT_TRUE(opened) << opened.error().what;
        terminal = std::move(*opened);
    }
    static std::string link() { return (fs::path(::testing::TempDir()) / "board_reset").string(); }

    template <class T>
    runtime::Task<> keep(runtime::Task<T> task, std::optional<T>& result) {
        result.emplace(co_await task);
    }
    // Runs it to its end in virtual time, and tells how long that took.
    template <class T>
    T run(runtime::Task<T> task) {
        std::optional<T> result;
        bool finished = false;
        executor.spawn(keep(std::move(task), result), [&](std::exception_ptr) { finished = true; });
        runtime::Actor* const actors[] = {&executor};
        runtime::drive(clock, actors, finished);
        return *std::move(result);
    }
    int baud() const {
        termios2 settings{};
        ioctl(terminal->file_descriptor(), TCGETS2, &settings);
        return static_cast<int>(settings.c_ospeed);
    }
    base::Seconds elapsed() const { return clock.now().time_since_epoch(); }

    runtime::VirtualClock clock;
    runtime::Executor executor{clock};
    std::unique_ptr<runtime::PseudoTerminal> terminal;
};

TEST_F(BoardReset, arduino_opens_at_an_odd_rate_and_waits_around_the_pulse) {
    const auto done = run(reset_like_arduino(link(), executor));

    EXPECT_TRUE(done);
    EXPECT_EQ(baud(), 2400);
    EXPECT_NEAR(elapsed().count(), 0.3, 1e-9);
}

TEST_F(BoardReset, cheetah_pulses_twice) {
    const auto done = run(reset_like_cheetah(link(), executor));

    EXPECT_TRUE(done);
    EXPECT_NEAR(elapsed().count(), 0.6, 1e-9);
}

TEST_F(BoardReset, fails_when_the_port_is_gone) {
    EXPECT_FALSE(run(reset_like_arduino("/dev/no-such-board", executor)));
    EXPECT_FALSE(run(reset_like_cheetah("/dev/no-such-board", executor)));
}

TEST_F(BoardReset, a_boot_loader_is_told_to_leave) {
    auto port = runtime::SerialPort::open(link(), 250000);
    ASSERT_TRUE(port) << port.error().what;
    const auto leave = [&]() -> runtime::Task<bool> {
        co_await leave_boot_loader(**port, 250000, executor);
        co_return true;
    };

    run(leave());

    std::array<std::uint8_t, 16> told{};
    ASSERT_EQ(terminal->read(told), 7U);
    unsigned sum = 0;
    for (int i = 0; i < 6; ++i) sum ^= told[static_cast<std::size_t>(i)];
    EXPECT_EQ(told[6], sum);
    EXPECT_EQ(baud(), 250000);
}

TEST_F(BoardReset, usb_power_needs_the_hub_of_a_raspberry_pi) {
    const auto folder = fs::path(::testing::TempDir()) / "usb_power";
    fs::remove_all(folder);
    fs::create_directories(folder / "1-1");
    const UsbFolders folders{folder.string(), folder.string()};
    const auto without = run(reset_by_usb_power(executor, folders));
    ASSERT_FALSE(without);
    EXPECT_NE(without.error().what.find("no such USB hub"), std::string::npos);

    std::ofstream(folder / "1-1" / "busnum") << "1\n";
    std::ofstream(folder / "1-1" / "devnum") << "23\n";
    const auto refused = run(reset_by_usb_power(executor, folders));
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().what.find("/001/023: No such file"), std::string::npos)
        << refused.error().what;
    fs::remove_all(folder);
}

}  // namespace
}  // namespace escapement::mcu
