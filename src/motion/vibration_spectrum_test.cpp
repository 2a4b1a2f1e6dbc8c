// Claims about spectra: power at the right frequency, and as numpy computes it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/vibration_spectrum.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace escapement::motion {
namespace {

constexpr double rate = 3200.0;

// Two tones on top of a constant.
double signal_at(std::size_t i) {
    const double turn = 2.0 * std::numbers::pi * static_cast<double>(i) / rate;
    return 3.0 * std::sin(50.0 * turn) + 0.5 * std::cos(123.4 * turn) + 7.0;
}

WelchSpectrum spectrum_of_tones(std::size_t samples) {
    WelchSpectrum spectrum(2048, rate);
    std::vector<double> window(2048);
    for (std::size_t begin = 0; begin + 2048 <= samples; begin += 1024) {
        for (std::size_t i = 0; i < window.size(); ++i) window[i] = signal_at(begin + i);
        spectrum.add(window);
    }
    return spectrum;
}

// Made by ShaperCalibrate._psd of Klipper 84104bb with numpy 1.24.
TEST(VibrationSpectrum, is_what_klipper_computes) {
    const auto spectrum = spectrum_of_tones(6000);
    const auto power = spectrum.power();
    const auto hz = spectrum.frequencies();

    ASSERT_EQ(power.size(), 1025U);
    EXPECT_EQ(hz[32], 50.0);
    EXPECT_EQ(hz[1024], 1600.0);
    EXPECT_NEAR(power[0], 8.11912435026e-09, 1e-18);
    EXPECT_NEAR(power[1], 5.45277898277e-09, 1e-18);
    EXPECT_NEAR(power[31], 0.458194637261, 1e-11);
    EXPECT_NEAR(power[32], 1.9625714344, 1e-10);
    EXPECT_NEAR(power[33], 0.458196159604, 1e-11);
    EXPECT_NEAR(power[79], 0.0544713322698, 1e-12);
    EXPECT_NEAR(power[1024], 1.29496643675e-14, 1e-20);
}

TEST(VibrationSpectrum, all_of_it_is_the_power_of_the_signal) {
    const auto power = spectrum_of_tones(40'000).power();
    double sum = 0.0;
    for (const double density : power) sum += density * rate / 2048.0;

    EXPECT_NEAR(sum, (3.0 * 3.0 + 0.5 * 0.5) / 2.0, 0.01);
}

TEST(VibrationSpectrum, windows_last_half_a_second_or_a_little_more) {
    EXPECT_EQ(WelchSpectrum::window_for(3200.0), 2048U);
    EXPECT_EQ(WelchSpectrum::window_for(3238.4), 2048U);
    EXPECT_EQ(WelchSpectrum::window_for(4096.0), 2048U);
    EXPECT_EQ(WelchSpectrum::window_for(4098.1), 4096U);
    EXPECT_EQ(WelchSpectrum::window_for(25.0), 16U);
    EXPECT_EQ(WelchSpectrum::window_for(0.1), 4U);
}

TEST(VibrationSpectrum, excitation_is_taken_out) {
    VibrationSpectrum spectrum{
        .name = "a", .hz = {0.0, 9.9, 10.0, 99.9}, .along = {}, .sum = {1.0, 1.0, 1.0, 1.0}};
    for (auto& power : spectrum.along) power = spectrum.sum;

    spectrum.take_out_excitation();

    EXPECT_EQ(spectrum.sum[0], 0.0);
    EXPECT_NEAR(spectrum.sum[1], 0.1, 1e-12);
    EXPECT_NEAR(spectrum.sum[2], 1.0 / 10.1, 1e-12);
    EXPECT_NEAR(spectrum.sum[3], 0.01, 1e-12);
    EXPECT_EQ(spectrum.along[2], spectrum.sum);
}

}  // namespace
}  // namespace escapement::motion
