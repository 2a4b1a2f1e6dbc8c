// Claims about fitted shapers, most of them that Klipper says the same.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/shaper_fit.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "motion/shaper_kinds.hpp"
#include "motion/shaper_pulses.hpp"

namespace escapement::motion {
namespace {

double resonance(double hz, double at, double damping) {
    const double ratio = hz / at;
    const double apart = 1.0 - ratio * ratio, lag = 2.0 * damping * ratio;
    return 1.0 / (apart * apart + lag * lag);
}

// A strong resonance at 52.4 Hz, a weak one at 91 Hz and some noise.
VibrationSpectrum measured() {
    VibrationSpectrum spectrum{.name = "a"};
    for (int i = 0; i < 256; ++i) {
        const double hz = i * 1.5625;
        spectrum.hz.push_back(hz);
        spectrum.sum.push_back(resonance(hz, 52.4, 0.1) + 0.02 * resonance(hz, 91.0, 0.03) + 0.01);
    }
    return spectrum;
}

Pulses impulses_of(const char* kind, double hz) {
    return *shaper_impulses(kind, "", {hz, 0.1});
}

struct Expected {
    const char* kind;
    double hz, smoothing, max_accel;
};

// These and the numbers below were made by Klipper 84104bb, klippy/extras/shaper_calibrate.py.
constexpr Expected from_klipper[] = {{"zv", 40.0, 0.100358275, 6235.420747},
                                     {"zv", 100.0, 0.021256677, 38971.379668},
                                     {"mzv", 52.4, 0.074176470, 8088.818496},
                                     {"ei", 52.4, 0.120000930, 4999.961270},
                                     {"2hump_ei", 52.4, 0.206228865, 2909.389045},
                                     {"3hump_ei", 60.0, 0.251151043, 2367.886830}};

TEST(ShaperFit, smoothing_and_acceleration_are_klippers) {
    for (const Expected& each : from_klipper) {
        const auto impulses = impulses_of(each.kind, each.hz);
        EXPECT_NEAR(shaper_smoothing(impulses, 5000.0, 5.0), each.smoothing, 1e-8) << each.kind;
        EXPECT_NEAR(shaper_max_accel(impulses, 5.0), each.max_accel, 1e-4) << each.kind;
    }
}

TEST(ShaperFit, no_acceleration_is_small_enough_for_fast_corners) {
    EXPECT_EQ(shaper_max_accel(impulses_of("3hump_ei", 10.0), 50.0), 0.0);
}

TEST(ShaperFit, knows_what_a_shaper_leaves) {
    EXPECT_NEAR((ShaperFit{.kind = "zv", .impulses = impulses_of("zv", 52.4)}.leaves(60.0)),
                0.19905580694482514,
                1e-9);
    EXPECT_NEAR((ShaperFit{.kind = "ei", .impulses = impulses_of("ei", 52.4)}.leaves(60.0)),
                0.028421400797465038,
                1e-9);
}

struct Outcome {
    std::vector<std::string> said;
    ShaperFit winner;
};

Outcome compete(const std::vector<VibrationSpectrum>& spectra, const ShaperFitLimits& limits) {
    ShaperContest contest;
    Outcome outcome;
    for (const auto kind : fitted_shaper_kinds()) {
        ShaperSearch search(kind, spectra, limits);
        while (search.step()) {
        }
        const ShaperFit& fit = contest.add(search);
        char text[80];
        std::snprintf(text,
                      sizeof text,
                      "%s %.1f Hz %.1f%% %.3f %.0f",
                      fit.kind.c_str(),
                      fit.hz,
                      100.0 * fit.vibrations,
                      fit.smoothing,
                      100.0 * std::round(fit.max_accel / 100.0));
        outcome.said.emplace_back(text);
    }
    outcome.winner = contest.winner();
    return outcome;
}

TEST(ShaperFit, chooses_what_klipper_chooses) {
    const auto outcome = compete({measured()}, {.corner_speed = 5.0, .max_hz = 202.5});

    EXPECT_EQ(outcome.said,
              (std::vector<std::string>{"zv 52.4 Hz 7.0% 0.062 10700",
                                        "mzv 51.8 Hz 0.0% 0.076 7900",
                                        "ei 64.2 Hz 0.1% 0.080 7500",
                                        "2hump_ei 82.6 Hz 0.0% 0.083 7200",
                                        "3hump_ei 103.8 Hz 0.0% 0.084 7200"}));
    EXPECT_EQ(outcome.winner.kind, "mzv");
    EXPECT_NEAR(outcome.winner.hz, 51.8, 1e-9);
}

TEST(ShaperFit, smoothing_can_be_bounded) {
    const auto outcome =
        compete({measured()}, {.corner_speed = 5.0, .max_smoothing = 0.1, .max_hz = 202.5});

    EXPECT_EQ(outcome.said,
              (std::vector<std::string>{"zv 51.6 Hz 6.8% 0.064 10400",
                                        "mzv 51.6 Hz 0.0% 0.076 7800",
                                        "ei 64.0 Hz 0.0% 0.080 7500",
                                        "2hump_ei 82.2 Hz 0.0% 0.084 7200",
                                        "3hump_ei 103.4 Hz 0.0% 0.085 7100"}));
    EXPECT_EQ(outcome.winner.kind, "mzv");
}

TEST(ShaperFit, a_machine_that_does_not_vibrate_needs_little) {
    auto silent = measured();
    for (double& power : silent.sum) power = 0.0;

    const auto outcome = compete({silent}, {});

    EXPECT_EQ(outcome.winner.vibrations, 0.0);
    EXPECT_GT(outcome.winner.hz, 100.0);
}

TEST(ShaperFit, the_worst_of_several_spectra_counts) {
    auto other = measured();
    for (std::size_t i = 0; i < other.hz.size(); ++i)
        other.sum[i] = resonance(other.hz[i], 70.0, 0.05);

    const auto one = compete({measured()}, {});
    const auto both = compete({measured(), other}, {});

    EXPECT_GE(both.winner.smoothing, one.winner.smoothing);
    EXPECT_LT(both.winner.leaves(52.4), 0.25);
    EXPECT_LT(both.winner.leaves(70.0), 0.25);
}

}  // namespace
}  // namespace escapement::motion
