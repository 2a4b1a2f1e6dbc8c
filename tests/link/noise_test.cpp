// Claims about cables that lose and change bytes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <random>

#include "mcu/stepper_out.hpp"
#include "rig.hpp"

namespace escapement {
namespace {

using namespace std::chrono_literals;

enum class Fault { change, lose, add };

// Does something to about one piece of bytes in `period`.
std::function<void(std::vector<std::uint8_t>&)> faulty(Fault fault, unsigned seed, int period) {
    auto random = std::make_shared<std::mt19937>(seed);
    return [fault, random, period](std::vector<std::uint8_t>& bytes) {
        if ((*random)() % static_cast<unsigned>(period) != 0 || bytes.empty()) return;
        const std::size_t at = (*random)() % bytes.size();
        const auto where = bytes.begin() + static_cast<std::ptrdiff_t>(at);
        if (fault == Fault::change) bytes[at] ^= static_cast<std::uint8_t>(1U << at % 8);
        if (fault == Fault::lose) bytes.erase(where);
        if (fault == Fault::add) bytes.insert(where, static_cast<std::uint8_t>((*random)()));
    };
}

// Connects, configures and makes 10,000 steps over a faulty cable: all must be there, on time.
void prints_exactly(Fault fault, unsigned seed) {
    CableOptions options;
    options.to_board = faulty(fault, seed, 10);
    options.to_host = faulty(fault, seed + 100, 10);
    Rig rig;
    RigBoard& board = rig.add("mcu", options);
    rig.identify(board);
    auto x = mcu::StepperOut::make(board.mcu, {.step_pin = {"PA0"}, .dir_pin = {"PA1"}});
    ASSERT_TRUE(x);
    rig.configure(board);
    const base::PrintTime begin = board.mcu.estimated_print_time() + 0.5s;
    std::uint64_t last = board.mcu.clock().clock_at(begin).raw;
    std::vector<std::uint64_t> wanted;

    (*x)->reset_clock({last});
    for (std::uint32_t i = 0; i < 1000; ++i) {
        const std::uint32_t interval = 18'000 + i % 13;
        for (std::uint64_t k = 1; k <= 10; ++k) wanted.push_back(last + interval * k);
        const base::McuClock first{last + interval};
        last += 10 * std::uint64_t{interval};
        (*x)->run({interval, 10, 0}, first, {last});
    }
    board.mcu.steps().flush({last});
    rig.pass(3s);

    EXPECT_FALSE(board.mcu.failure()) << board.mcu.failure()->reason;
    EXPECT_EQ(board.pins.rises(0), wanted);
    EXPECT_GT(board.link.stats().bytes_retransmit, 0U);
}

TEST(Noise, changed_bits_do_not_change_the_print) {
    prints_exactly(Fault::change, 1);
    prints_exactly(Fault::change, 2);
}

TEST(Noise, lost_bytes_do_not_change_the_print) {
    prints_exactly(Fault::lose, 3);
    prints_exactly(Fault::lose, 4);
}

TEST(Noise, additional_bytes_do_not_change_the_print) {
    prints_exactly(Fault::add, 5);
    prints_exactly(Fault::add, 6);
}

}  // namespace
}  // namespace escapement
