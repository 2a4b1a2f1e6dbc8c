// Claims about clocks, most of them checked by the compiler.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/time.hpp"

#include <gtest/gtest.h>

#include "base/quantity.hpp"

namespace escapement::base {
namespace {

template <class A, class B>
concept Addable = requires(A a, B b) {
    a + b;
};
template <class A, class B>
concept Comparable = requires(A a, B b) {
    a < b;
};

static_assert(!Comparable<HostTime, PrintTime>);
static_assert(!Addable<HostTime, PrintTime>);
static_assert(!Comparable<Clock32, Clock32>);
static_assert(Comparable<McuClock, McuClock>);
static_assert(Addable<Length, Length> && !Addable<Length, Speed>);

TEST(Clock32, knows_before_from_after_across_the_wrap) {
    EXPECT_TRUE(Clock32{0xfffffff0U}.before(Clock32{0x10U}));
    EXPECT_FALSE(Clock32{0x10U}.before(Clock32{0xfffffff0U}));
}

TEST(McuClock, widens_to_the_nearest_full_clock) {
    EXPECT_EQ(McuClock{0x1'fffffff0U}.widen(Clock32{0x10}).raw, 0x2'00000010U);
    EXPECT_EQ(McuClock{0x2'00000010U}.widen(Clock32{0xfffffff0U}).raw, 0x1'fffffff0U);
}

TEST(Quantity, divides_into_its_derivatives) {
    const Length distance{30.0};

    const Speed speed = distance / Seconds(2.0);
    const Accel acceleration = speed / Seconds(0.5);

    EXPECT_EQ(speed, Speed{15.0});
    EXPECT_EQ(acceleration, Accel{30.0});
    EXPECT_EQ(distance / speed, Seconds(2.0));
}

}  // namespace
}  // namespace escapement::base
