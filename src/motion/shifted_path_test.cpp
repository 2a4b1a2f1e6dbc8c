// The same path at another time.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/shifted_path.hpp"

#include <gtest/gtest.h>

#include "motion/blend_path.hpp"
#include "motion/random_filament.hpp"

namespace escapement::motion {
namespace {

TEST(ShiftedPath, does_the_same_earlier_or_later) {
    const RandomFilament moves(1, 20, 0.0);
    for (const double ahead : {0.125, -0.125}) {
        const auto plain = blend_path(filament, moves.queue(), 0);
        ShiftedPath shifted(blend_path(filament, moves.queue(), 0), Seconds{ahead});
        const PrintTime end{Seconds{moves.end() + 1.0}};
        std::vector<Piece> expected, pieces;

        EXPECT_EQ(shifted.first_motion(end), *plain->first_motion(end) - Seconds{ahead});
        EXPECT_EQ(shifted.reach(), Seconds{0.125});
        plain->advance(end, expected);
        shifted.advance(PrintTime{Seconds{moves.begin() - 0.126}}, pieces);
        EXPECT_TRUE(pieces.empty());
        shifted.advance(end, pieces);

        ASSERT_EQ(pieces.size(), expected.size());
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            EXPECT_EQ(pieces[i].start, expected[i].start - ahead);
            EXPECT_EQ(pieces[i].position, expected[i].position);
        }
    }
}

}  // namespace
}  // namespace escapement::motion
