// Modes of two carriages on one rail, and how far they may go.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/carriage_modes.hpp"

#include <gtest/gtest.h>

namespace escapement::printer {
namespace {

using base::Length;

// x homes down to -40, its neighbour up to 240; their rails are 60 mm shifted.
std::vector<Carriage> two_carriages() {
    std::vector<Carriage> carriages(2);
    carriages[0].name = "x";
    carriages[0].rail.range = {Length{-40.0}, Length{180.0}, Length{-40.0}};
    carriages[1].name = "dual_carriage";
    carriages[1].rail.range = {Length{20.0}, Length{240.0}, Length{240.0}};
    carriages[1].rail.homing.positive_direction = true;
    carriages[1].dual = true;
    carriages[1].beside = 0;
    carriages[1].safe_distance = Length{20.0};
    return carriages;
}

class TwoCarriages : public ::testing::Test {
  protected:
    std::vector<Carriage> carriages = two_carriages();
    CarriageModes modes{carriages};

    Length position(std::size_t member, double coordinate) const {
        return modes.members()[member].at(Length{coordinate});
    }
    // The neighbour stands at 200, x leads at 50.
    void stand_apart() {
        modes.set(0, CarriageMode::inactive, Length{0.0});
        modes.lead(1, Length{200.0});
        modes.set(1, CarriageMode::inactive, Length{200.0});
        modes.lead(0, Length{50.0});
    }
};

TEST(CarriageModes, has_no_members_without_a_dual_carriage) {
    const std::vector<Carriage> one(1);

    EXPECT_TRUE(CarriageModes(one).members().empty());
    EXPECT_FALSE(CarriageModes(one).has_duals(0));
}

TEST_F(TwoCarriages, begin_with_the_first_as_leader) {
    EXPECT_EQ(modes.primary(0), 0u);
    EXPECT_EQ(modes.active_on(0), 1u);
    EXPECT_EQ(position(0, 30.0), Length{30.0});
    EXPECT_EQ(position(1, 30.0), Length{0.0});
}

TEST_F(TwoCarriages, stay_where_they_are_when_the_mode_changes) {
    stand_apart();
    for (const auto mode : {CarriageMode::copy, CarriageMode::mirror, CarriageMode::inactive}) {
        modes.set(1, mode, Length{50.0});

        EXPECT_EQ(position(1, 50.0), Length{200.0}) << mode_name(mode);
    }
}

TEST_F(TwoCarriages, copy_and_mirror_what_the_leader_does) {
    stand_apart();

    modes.set(1, CarriageMode::copy, Length{50.0});
    EXPECT_EQ(position(1, 60.0), Length{210.0});
    modes.set(1, CarriageMode::mirror, Length{50.0});
    EXPECT_EQ(position(1, 60.0), Length{190.0});
    modes.stretch(1, 0.5, Length{50.0});
    EXPECT_EQ(position(1, 60.0), Length{195.0});
}

TEST_F(TwoCarriages, keep_a_copy_on_its_rail) {
    stand_apart();
    modes.set(1, CarriageMode::copy, Length{50.0});

    const auto range = modes.range(0, Length{50.0});

    EXPECT_EQ(range.least, Length{-40.0});  // its own rail begins there
    EXPECT_EQ(range.most, Length{90.0});    // where the copy is at 240
}

// 150 mm apart, of which 20 remain.
TEST_F(TwoCarriages, keep_mirror_images_apart) {
    stand_apart();
    modes.set(1, CarriageMode::mirror, Length{50.0});

    const auto range = modes.range(0, Length{50.0});

    EXPECT_EQ(range.least, Length{10.0});  // the image is at 240
    EXPECT_EQ(range.most, Length{115.0});  // both have gone 65
}

TEST_F(TwoCarriages, keep_the_leader_away_from_one_that_rests) {
    stand_apart();

    EXPECT_EQ(modes.range(0, Length{50.0}).most, Length{180.0});
    modes.set(1, CarriageMode::inactive, Length{50.0});
    modes.lead(1, Length{100.0});
    modes.set(1, CarriageMode::inactive, Length{100.0});
    EXPECT_EQ(modes.range(0, Length{50.0}).most, Length{80.0});
}

TEST_F(TwoCarriages, have_no_way_left_when_one_is_beyond_its_end) {
    modes.set(0, CarriageMode::inactive, Length{0.0});
    modes.lead(1, Length{241.0});
    modes.set(1, CarriageMode::inactive, Length{241.0});
    modes.lead(0, Length{-40.0});
    modes.set(1, CarriageMode::copy, Length{-40.0});

    const auto range = modes.range(0, Length{-40.0});

    EXPECT_EQ(range.least, Length{-40.0});
    EXPECT_EQ(range.most, Length{-40.0});
}

TEST_F(TwoCarriages, know_who_is_where) {
    EXPECT_EQ(modes.order(0, 1), -1);
    EXPECT_EQ(modes.order(1, 0), 1);
}

TEST(CarriageModes, keeps_carriages_as_far_apart_as_their_rails_are_shifted) {
    auto carriages = two_carriages();
    carriages[1].safe_distance.reset();
    carriages[1].rail.range.max = Length{230.0};

    EXPECT_EQ(CarriageModes(carriages).members()[0].safe_distance, Length{50.0});
}

TEST(CarriageModes, are_named_in_any_case) {
    EXPECT_EQ(mode_named("Mirror"), CarriageMode::mirror);
    EXPECT_EQ(mode_name(CarriageMode::inactive), "INACTIVE");
    EXPECT_FALSE(mode_named("both"));
}

}  // namespace
}  // namespace escapement::printer
