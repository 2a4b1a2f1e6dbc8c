// Averaged axes against their definition in long double.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/window_track.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "motion/testing_trajectory.hpp"

namespace escapement::motion {
namespace {

using testing::at;
using testing::ExactAxis;
using testing::expect_no_gaps;
using testing::pieces_of;
using testing::random_print;
using testing::shaper_of;

constexpr std::array window_kinds{
    "smooth_zv", "smooth_mzv", "smooth_ei", "smooth_2hump_ei", "smooth_zvd_ei", "smooth_si"};

// Gauss and Legendre's rule is exact for the average of a polynomial of this degree.
long double averaged_by_window(const ExactAxis& axis, const Shaper& shaper, double time) {
    constexpr std::array<long double, 3> places{
        0.238619186083196908630501721680711935418610630140021350181395L,
        0.661209386466264513661399595019905347006448564395170070814526L,
        0.932469514203152027812301554493994609134765737712289824872549L};
    constexpr std::array<long double, 3> weights{
        0.467913934572691047389870343989550994811655605769210535311625L,
        0.360761573048138607569833513837716111661521892746745482289739L,
        0.171324492379170345040296142172732893526822501484043982398635L};
    const ShaperWindow& window = *shaper.window();
    const auto response = window.response({0.0, 1.0, 0.0});
    const long double duration = window.end() - window.begin();
    // x(time - v) * weight(v); the weight is the third derivative of the response.
    const auto integrand = [&](long double v) {
        long double weight = 0.0L;
        const long double u = window.place(static_cast<double>(v));
        for (std::size_t k = response.size(); k-- > 3;)
            weight = weight * u + static_cast<long double>(k * (k - 1) * (k - 2)) * response[k];
        return axis(time - v) * weight / (duration * duration * duration);
    };
    std::vector<long double> ends{window.begin(), window.end()};
    for (const double knot : axis.knots())
        if (time - knot > window.begin() && time - knot < window.end()) ends.push_back(time - knot);
    std::sort(ends.begin(), ends.end());
    long double sum = 0.0L;
    for (std::size_t i = 0; i + 1 < ends.size(); ++i) {
        const long double half = (ends[i + 1] - ends[i]) / 2, middle = (ends[i + 1] + ends[i]) / 2;
        for (std::size_t k = 0; k < places.size(); ++k)
            sum += half * weights[k] *
                   (integrand(middle - half * places[k]) + integrand(middle + half * places[k]));
    }
    return sum;
}

TEST(WindowTrack, is_the_average_over_its_window) {
    const auto segments = random_print(60, 7);
    const ExactAxis exact(segments, 0);
    for (const char* kind : window_kinds) {
        const Shaper shaper = shaper_of(kind);
        const auto pieces = pieces_of(shaper, segments);
        expect_no_gaps(pieces, 4e-10);
        for (const Piece& piece : pieces)
            for (const double t : {0.0, 0.1 * piece.duration, 0.6 * piece.duration})
                ASSERT_NEAR(piece.position.at(t),
                            static_cast<double>(averaged_by_window(exact, shaper, piece.start + t)),
                            2e-10)
                    << kind << " at " << piece.start + t;
    }
}

// A long motion is a quadratic again as soon as the window has left its beginning behind.
TEST(WindowTrack, leaves_steady_motion_to_a_single_piece) {
    Segment segment{.start = at(2.0),
                    .accelerating = Seconds{1.0},
                    .from = {},
                    .direction = {1.0, 0.0, 0.0},
                    .cruise_speed = Speed{100.0},
                    .acceleration = Accel{100.0}};
    const Shaper shaper = shaper_of("smooth_ei");

    const auto pieces = pieces_of(shaper, {segment});

    std::size_t long_ones = 0;
    for (const Piece& piece : pieces)
        if (piece.start > 2.0 && piece.end() < 3.0 && piece.duration > 0.1) {
            ++long_ones;
            EXPECT_EQ(piece.position.degree(), 2u);
            const double t = piece.start - 2.0;
            EXPECT_NEAR(
                piece.position.at(0.0), 50.0 * (t * t + shaper.window()->second_moment()), 1e-12);
        }
    EXPECT_EQ(long_ones, 1u);
    EXPECT_EQ(pieces.back().position, (Polynomial{{50.0}}));
}

}  // namespace
}  // namespace escapement::motion
