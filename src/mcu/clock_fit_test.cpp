// Claims about the line through clock samples.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/clock_fit.hpp"

#include <gtest/gtest.h>

#include <random>

namespace escapement::mcu {
namespace {

constexpr double nominal_hz = 100e6;

base::HostTime at(double seconds) {
    return base::HostTime{
        std::chrono::duration_cast<base::HostTime::duration>(base::Seconds{seconds})};
}

// A clock that starts at a value and runs with an error.
struct Crystal {
    double error = 0.0;
    double start = 1e9;
    double clock(double seconds) const { return start + seconds * nominal_hz * (1.0 + error); }
    base::McuClock read(double seconds) const {
        return {static_cast<std::uint64_t>(clock(seconds))};
    }
};

// Takes a sample a second from one second to another, each late by what `delay` gives.
template <class Delay>
void watch(ClockFit& fit, const Crystal& crystal, std::pair<int, int> seconds, Delay delay) {
    for (int i = seconds.first; i < seconds.second; ++i) fit.add(at(i), crystal.read(i + delay()));
}

double error_us(const ClockFit& fit, const Crystal& crystal, double seconds) {
    const auto known = static_cast<double>(fit.line().at(at(seconds)).raw);
    return (known - crystal.clock(seconds)) / nominal_hz * 1e6;
}

TEST(ClockFit, one_sample_gives_a_line_at_the_nominal_frequency) {
    ClockFit fit(nominal_hz);

    fit.begin(at(5), {123});

    EXPECT_EQ(fit.line().at(at(5)).raw, 123U);
    EXPECT_DOUBLE_EQ(fit.line().frequency_hz, nominal_hz);
}

TEST(ClockFit, exact_samples_give_the_exact_clock) {
    const Crystal crystal{.error = 80e-6};
    ClockFit fit(nominal_hz);

    fit.begin(at(0), crystal.read(0));
    watch(fit, crystal, {1, 200}, [] { return 0.0; });

    EXPECT_NEAR(error_us(fit, crystal, 201), 0.0, 0.1);
    EXPECT_NEAR(fit.line().frequency_hz, nominal_hz * (1 + 80e-6), 1.0);
}

TEST(ClockFit, quick_samples_at_the_start_do_not_make_up_a_wild_frequency) {
    const Crystal crystal;
    ClockFit fit(nominal_hz);
    std::mt19937 random(1);

    fit.begin(at(0), crystal.read(0));
    for (int i = 1; i <= 8; ++i)
        fit.add(at(0.05 * i), crystal.read(0.05 * i + 0.001 * (random() % 100) / 100.0));

    EXPECT_NEAR(fit.line().frequency_hz, nominal_hz, nominal_hz * 2e-3);
}

TEST(ClockFit, late_samples_count_little) {
    const Crystal crystal{.error = -30e-6};
    ClockFit fit(nominal_hz);
    std::mt19937 random(1);

    fit.begin(at(0), crystal.read(0));
    // One in five comes up to 20 ms late.
    watch(fit, crystal, {1, 300}, [&] {
        return random() % 5 == 0 ? 0.020 * (random() % 1000) / 1000.0 : 0.0;
    });

    EXPECT_NEAR(error_us(fit, crystal, 300), 0.0, 150.0);
}

TEST(ClockFit, a_clock_that_jumps_is_followed_after_a_few_samples) {
    const Crystal before, after{.start = 5e9};
    ClockFit fit(nominal_hz);
    fit.begin(at(0), before.read(0));
    watch(fit, before, {1, 60}, [] { return 0.0; });

    watch(fit, after, {60, 70}, [] { return 0.0; });

    EXPECT_NEAR(error_us(fit, after, 70), 0.0, 1.0);
}

TEST(ClockFit, nothing_is_lost_to_rounding_in_a_year) {
    const Crystal crystal{.error = 50e-6, .start = 3e15};
    ClockFit fit(nominal_hz);
    const int year = 31'500'000;

    fit.begin(at(0), crystal.read(0));
    watch(fit, crystal, {year, year + 300}, [] { return 0.0; });

    EXPECT_NEAR(error_us(fit, crystal, year + 300), 0.0, 0.1);
}

}  // namespace
}  // namespace escapement::mcu
