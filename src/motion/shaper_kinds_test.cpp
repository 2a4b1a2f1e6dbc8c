// What shapers leave of the vibrations that they are made for.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/shaper_kinds.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <numbers>
#include <string>

namespace escapement::motion {
namespace {

constexpr double two_pi = 2.0 * std::numbers::pi;

Shaper made(const std::string& text, const Vibration& vibration) {
    const auto shaper = make_shaper(text, vibration);
    EXPECT_TRUE(shaper) << (shaper ? "" : shaper.error().what);
    return shaper ? *shaper : Shaper{};
}

std::string complaint(const std::string& text, const Vibration& vibration = {40.0, 0.1}) {
    const auto shaper = make_shaper(text, vibration);
    return shaper ? "" : shaper.error().what;
}

// How much vibration of that kind an impulse leaves behind the shaper, compared with none.
double left_of(const Shaper& shaper, const Vibration& vibration) {
    const double r = vibration.damping_ratio, w = two_pi * vibration.frequency_hz;
    const std::complex<double> pole(r * w, w * std::sqrt(1.0 - r * r));
    std::complex<double> sum = 0.0;
    for (const Pulse& pulse : shaper.pulses())
        sum += pulse.amplitude * std::exp(-pole * pulse.later);
    // As if nothing had been shaped: what counts is the time of the last answer.
    return std::abs(sum) / std::exp(-pole.real() * shaper.pulses()[0].later);
}

// The same of a window.  Its weight is what a jump of acceleration answers, derived three times.
double left_of_window(const ShaperWindow& window, const Vibration& vibration) {
    constexpr int steps = 20'000;
    const double r = vibration.damping_ratio, w = two_pi * vibration.frequency_hz;
    const std::complex<double> pole(r * w, w * std::sqrt(1.0 - r * r));
    const auto response = window.response({0.0, 1.0, 0.0});
    const double duration = window.end() - window.begin(), h = duration / steps;
    std::complex<double> sum = 0.0;
    for (int i = 0; i < steps; ++i) {
        const double t = window.begin() + (i + 0.5) * h, u = window.place(t);
        double weight = 0.0;
        for (std::size_t k = response.size(); k-- > 3;)
            weight = weight * u + static_cast<double>(k * (k - 1) * (k - 2)) * response[k];
        weight /= duration * duration * duration;
        EXPECT_GT(weight, -0.02 / duration);
        sum += weight * h * std::exp(pole * (t - window.end()));
    }
    return std::abs(sum);
}

TEST(ShaperKinds, cancel_the_vibration_they_are_tuned_to) {
    for (const char* kind : {"zv", "zvd", "mzv", "mzv(4)", "mzv(n=5, t=0.6)", "mzv(tau=1.2)"})
        for (const double ratio : {0.0, 0.05, 0.1, 0.3})
            EXPECT_LT(left_of(made(kind, {43.0, ratio}), {43.0, ratio}), 1e-12)
                << kind << " " << ratio;
}

TEST(ShaperKinds, leave_no_more_than_they_promise) {
    for (const char* kind : {"ei", "2hump_ei", "3hump_ei"})
        for (const double ratio : {0.0, 0.05, 0.1})
            EXPECT_LT(left_of(made(kind, {43.0, ratio}), {43.0, ratio}), 0.055)
                << kind << " " << ratio;
    EXPECT_LT(left_of(made("ei(v_tol=0.01)", {43.0, 0.0}), {43.0, 0.0}), 0.012);
}

TEST(ShaperKinds, bear_the_wrong_frequency_the_better_the_longer_they_are) {
    const Vibration tuned{40.0, 0.05}, off{34.0, 0.05};
    const double zv = left_of(made("zv", tuned), off), zvd = left_of(made("zvd", tuned), off);

    EXPECT_GT(zv, 0.2);
    EXPECT_LT(zvd, 0.5 * zv);
    EXPECT_LT(left_of(made("2hump_ei", tuned), off), 0.06);
    EXPECT_LT(left_of(made("3hump_ei", tuned), off), 0.06);
}

TEST(ShaperKinds, of_the_smooth_sort_leave_little_around_their_frequency) {
    for (const char* kind : {"smooth_zv",
                             "smooth_mzv",
                             "smooth_ei",
                             "smooth_2hump_ei",
                             "smooth_zvd_ei",
                             "smooth_si"}) {
        const Shaper shaper = made(kind, {40.0});
        ASSERT_TRUE(shaper.window()) << kind;
        EXPECT_LT(left_of_window(*shaper.window(), {40.0, 0.1}), 0.01) << kind;
        EXPECT_LT(left_of_window(*shaper.window(), {44.0, 0.1}), 0.11) << kind;
        EXPECT_GT(left_of_window(*shaper.window(), {10.0, 0.1}), 0.5) << kind;
    }
    const auto window = made("smooth_mzv", {40.0}).window();
    EXPECT_NEAR(window->end() - window->begin(), 0.95625 / 40.0, 1e-15);
}

TEST(ShaperKinds, are_known_by_name) {
    EXPECT_FALSE(find_shaper_kind("zv")->smooth);
    EXPECT_TRUE(find_shaper_kind("smooth_si")->smooth);
    EXPECT_EQ(find_shaper_kind(" mzv (5, 0.6)")->name, "mzv");
    EXPECT_EQ(find_shaper_kind("zv2"), nullptr);
    EXPECT_EQ(find_shaper_kind("mzv(5"), nullptr);
    EXPECT_EQ(find_shaper_kind(""), nullptr);
    EXPECT_NE(complaint("zv2").find("Unsupported shaper type: zv2"), std::string::npos);
}

TEST(ShaperKinds, say_what_is_wrong_with_their_arguments) {
    EXPECT_NE(complaint("mzv(5, t=0.6)").find("Mixing named and non-named"), std::string::npos);
    EXPECT_NE(complaint("mzv(n=2)").find("whole n from 3 to 10"), std::string::npos);
    EXPECT_NE(complaint("mzv(n=3.5)").find("whole n"), std::string::npos);
    EXPECT_NE(complaint("mzv(n=11)").find("whole n"), std::string::npos);
    EXPECT_NE(complaint("mzv(n=3, t=1.0)").find("less than 1.0"), std::string::npos);
    EXPECT_NE(complaint("mzv(n=5, t=0.2)").find("negative pulses"), std::string::npos);
    EXPECT_NE(complaint("mzv(x=1)").find("'x=1'"), std::string::npos);
    EXPECT_NE(complaint("zv(1)").find("'1'"), std::string::npos);
    EXPECT_NE(complaint("ei(nan)").find("'nan'"), std::string::npos);
    EXPECT_NE(complaint("smooth_zv(1)").find("takes no arguments"), std::string::npos);
    EXPECT_EQ(complaint("mzv()"), "");
    EXPECT_EQ(complaint("ei(0.02)"), "");
}

TEST(ShaperKinds, refuse_a_frequency_that_is_absurd) {
    EXPECT_NE(complaint("3hump_ei", {0.9, 0.1}).find("more than a second"), std::string::npos);
    EXPECT_NE(complaint("smooth_si", {0.1, 0.1}).find("more than a second"), std::string::npos);
    EXPECT_NE(complaint("zv", {1e-300, 0.1}), "");
    EXPECT_EQ(complaint("zv", {1.0, 0.1}), "");
}

}  // namespace
}  // namespace escapement::motion
