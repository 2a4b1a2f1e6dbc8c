// Claims about wires that do not carry every byte as they should.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/faulty_wire.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <random>

#include "runtime/clock.hpp"

namespace escapement::sim {
namespace {

using namespace std::chrono_literals;
using base::HostTime;
using base::Seconds;
using Bytes = std::vector<std::uint8_t>;

constexpr HostTime begin(100s);
constexpr std::size_t all = std::numeric_limits<std::size_t>::max();

Bytes counting(std::size_t size) {
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(i);
    return bytes;
}

FaultyWire wire_with(const WireFaults& faults, unsigned seed = 1) {
    return FaultyWire(faults, std::mt19937_64(seed), begin);
}

// What arrives of so many bytes, put in pieces of 50 a millisecond apart.
Bytes carried(FaultyWire& wire, std::size_t size) {
    const auto bytes = counting(size);
    Bytes out;
    HostTime now = begin;
    for (std::size_t at = 0; at < size; at += 50, now += 1ms) {
        wire.put(wire::Bytes(bytes).subspan(at, std::min<std::size_t>(50, size - at)), now);
        const auto heard = wire.take(now, all);
        out.insert(out.end(), heard.begin(), heard.end());
    }
    const auto rest = wire.take(now + 1h, all);
    out.insert(out.end(), rest.begin(), rest.end());
    return out;
}

TEST(FaultyWire, without_faults_carries_everything_at_once) {
    auto wire = wire_with({});

    wire.put(counting(256), begin);

    EXPECT_EQ(wire.take(begin, all), counting(256));
    EXPECT_EQ(wire.next_arrival(), runtime::never);
}

TEST(FaultyWire, drops_about_as_many_bytes_as_it_was_told_and_counts_them) {
    auto wire = wire_with({.drop = 0.1});

    const auto heard = carried(wire, 10'000);

    EXPECT_NEAR(static_cast<double>(wire.counts().dropped), 1000, 100);
    EXPECT_EQ(heard.size() + wire.counts().dropped, 10'000U);
}

TEST(FaultyWire, changes_corrupted_bytes_every_time) {
    auto wire = wire_with({.corrupt = 1.0});

    const auto heard = carried(wire, 5000);

    ASSERT_EQ(heard.size(), 5000U);
    for (std::size_t i = 0; i < heard.size(); ++i) EXPECT_NE(heard[i], counting(5000)[i]);
    EXPECT_EQ(wire.counts().corrupted, 5000U);
}

TEST(FaultyWire, says_duplicated_bytes_twice_in_a_row) {
    auto wire = wire_with({.duplicate = 1.0});

    EXPECT_EQ(carried(wire, 3), (Bytes{0, 0, 1, 1, 2, 2}));
}

TEST(FaultyWire, is_the_same_for_the_same_seed_only) {
    const WireFaults faults{.drop = 0.1, .corrupt = 0.1, .duplicate = 0.1, .jitter = Seconds(0.01)};
    auto one = wire_with(faults, 7), two = wire_with(faults, 7), other = wire_with(faults, 8);

    const auto heard = carried(one, 2000);

    EXPECT_EQ(heard, carried(two, 2000));
    EXPECT_EQ(one.counts(), two.counts());
    EXPECT_NE(heard, carried(other, 2000));
}

TEST(FaultyWire, delays_and_keeps_the_order_whatever_the_jitter) {
    auto wire = wire_with({.delay = Seconds(0.005), .jitter = Seconds(0.050)});

    wire.put(counting(1), begin);
    const auto first = wire.next_arrival();

    EXPECT_GE(first - begin, 5ms);
    EXPECT_LE(first - begin, 55ms);
    EXPECT_TRUE(wire.take(first - 1ns, all).empty());
    EXPECT_EQ(carried(wire, 5000), [] {
        auto bytes = counting(5000);
        bytes.insert(bytes.begin(), 0);
        return bytes;
    }());
}

TEST(FaultyWire, holds_bytes_back_in_a_stall_and_loses_none) {
    auto wire = wire_with({.stall = Seconds(0.3), .every = Seconds(0.5)});
    HostTime::duration longest{};
    std::size_t heard = 0;

    for (HostTime now = begin; now < begin + 10s; now += 10ms) {
        wire.put(counting(1), now);
        longest = std::max(longest, wire.next_arrival() - now);
        heard += wire.take(now, all).size();
    }

    EXPECT_GT(wire.counts().stalls, 5U);
    EXPECT_GT(longest, 250ms);
    EXPECT_LE(longest, 300ms);
    EXPECT_EQ(heard + wire.take(begin + 1h, all).size(), 1000U);
}

TEST(FaultyWire, loses_everything_while_it_is_cut_and_nothing_else) {
    auto wire = wire_with({.cuts = {{Seconds(1), Seconds(0.5)}, {Seconds(3), Seconds(1)}}});
    std::size_t heard = 0;

    for (HostTime now = begin; now < begin + 5s; now += 10ms) {
        wire.put(counting(1), now);
        heard += wire.take(now, all).size();
    }

    EXPECT_EQ(wire.counts().cut, 150U);
    EXPECT_EQ(heard, 350U);
}

TEST(FaultyWire, is_well_until_its_faults_begin) {
    auto wire = wire_with({.drop = 1.0, .after = Seconds(2)});

    wire.put(counting(10), begin + 1999ms);
    wire.put(counting(10), begin + 2s);

    EXPECT_EQ(wire.take(begin + 2s, all), counting(10));
    EXPECT_EQ(wire.counts().dropped, 10U);
}

TEST(FaultyWire, keeps_a_bounded_number_of_bytes) {
    auto wire = wire_with({.delay = Seconds(3600)});

    for (int i = 0; i < 3000; ++i) wire.put(counting(1000), begin);

    EXPECT_EQ(wire.counts().overflow, 3'000'000 - FaultyWire::max_under_way / 1000 * 1000);
    EXPECT_LE(wire.take(begin + 2h, all).size(), FaultyWire::max_under_way);
}

TEST(FaultyWire, gives_no_more_than_there_is_room_for) {
    auto wire = wire_with({});
    wire.put(counting(10), begin);

    EXPECT_EQ(wire.take(begin, 4), (Bytes{0, 1, 2, 3}));
    EXPECT_EQ(wire.next_arrival(), begin);
    EXPECT_EQ(wire.take(begin, all).size(), 6U);
}

TEST(WireFaults, are_read_from_text) {
    const auto faults = parse_wire_faults(
        "drop=0.01,corrupt=0.005,duplicate=0.001,delay=0.002,jitter=.001,"
        "stall=0.2,every=20,after=5,cut=30:6,cut=60:1");

    ASSERT_TRUE(faults) << faults.error().what;
    EXPECT_EQ(faults->drop, 0.01);
    EXPECT_EQ(faults->corrupt, 0.005);
    EXPECT_EQ(faults->duplicate, 0.001);
    EXPECT_EQ(faults->delay, Seconds(0.002));
    EXPECT_EQ(faults->jitter, Seconds(0.001));
    EXPECT_EQ(faults->stall, Seconds(0.2));
    EXPECT_EQ(faults->every, Seconds(20));
    EXPECT_EQ(faults->after, Seconds(5));
    ASSERT_EQ(faults->cuts.size(), 2U);
    EXPECT_EQ(faults->cuts[0].from, Seconds(30));
    EXPECT_EQ(faults->cuts[1].length, Seconds(1));
    EXPECT_TRUE(parse_wire_faults(""));
}

TEST(WireFaults, that_make_no_sense_are_refused_with_a_remedy) {
    const auto complaint = [](const char* text) {
        const auto faults = parse_wire_faults(text);
        return faults ? std::string("none") : faults.error().what;
    };

    EXPECT_EQ(complaint("dorp=0.1"),
              "unknown fault 'dorp' (did you mean 'drop'?); there are drop, corrupt, duplicate, "
              "delay, jitter, stall, every, after, cut");
    EXPECT_EQ(complaint("drop=2"), "drop: must be a number from 0 to 1 (is '2')");
    EXPECT_EQ(complaint("delay=-1"), "delay: must be a number from 0 to 1000000 (is '-1')");
    EXPECT_EQ(complaint("drop"), "'drop': must be NAME=VALUE, as drop=0.01");
    EXPECT_EQ(complaint("cut=3"), "cut: must be FROM:LENGTH in seconds, such as 30:6 (is '3')");
    EXPECT_EQ(complaint("drop=0.6,corrupt=0.6"),
              "drop, corrupt and duplicate: must be at most 1 together");
    EXPECT_EQ(complaint("stall=1,every=0"), "every: must be above 0 where there are stalls");
}

}  // namespace
}  // namespace escapement::sim
