// The screws of a section.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/screws.hpp"

#include <gtest/gtest.h>

namespace escapement::modules {
namespace {

const printer::SectionName section{"bed_screws", "bed_screws", {"printer.cfg", 1}};

std::string complaint(const ScrewOptions& options) {
    try {
        read_screws(options, section);
    } catch (const printer::ConfigError& error) {
        return error.what();
    }
    return "";
}

TEST(Screws, are_read_in_the_order_of_their_numbers) {
    const auto screws = read_screws({{"screw2", "50, 5"},
                                     {"screw1", "5,5"},
                                     {"screw3", "5, 50"},
                                     {"screw2_name", "front right"},
                                     {"screw3_fine_adjust", "6, 51"}},
                                    section);

    ASSERT_EQ(screws.size(), 3u);
    EXPECT_EQ(screws[0].name, "screw at 5.000,5.000");
    EXPECT_EQ(screws[1].name, "front right");
    EXPECT_EQ(screws[1].place, (BedPlace{50.0, 5.0}));
    EXPECT_EQ(screws[2].fine_adjust, (BedPlace{6.0, 51.0}));
}

TEST(Screws, mistakes_are_named) {
    EXPECT_NE(complaint({{"screw1", "1,1"}, {"screw2", "1,2"}}).find("at least three screws"),
              std::string::npos);
    EXPECT_NE(complaint({{"screw1", "1"}}).find("screw1: must be X, Y"), std::string::npos);
    EXPECT_NE(
        complaint({{"screw1", "1,1"}, {"screw2", "1,2"}, {"screw3", "2,2"}, {"screw5", "3,3"}})
            .find("screw5: belongs to no screw"),
        std::string::npos);
}

}  // namespace
}  // namespace escapement::modules
