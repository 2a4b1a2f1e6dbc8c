// Claims about remembered temperatures.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tui/history.hpp"

#include <gtest/gtest.h>

namespace escapement::tui {
namespace {

TEST(History, what_was_not_known_is_a_gap) {
    History history;
    client::Snapshot known;
    known.hotends = {{20.0, {}, {}}};
    history.add(known);
    known.bed = client::Heater{30.0, {}, {}};
    history.add(known);
    known.hotends.clear();
    history.add(known);

    EXPECT_EQ(history.find("hotend")->celsius,
              (std::vector<std::optional<float>>{20.0F, 20.0F, std::nullopt}));
    EXPECT_EQ(history.find("bed")->celsius,
              (std::vector<std::optional<float>>{std::nullopt, 30.0F, 30.0F}));
}

TEST(History, it_is_bounded) {
    History history;
    client::Snapshot known;
    known.bed = client::Heater{30.0, {}, {}};
    for (int i = 0; i < 2000; ++i) history.add(known);
    EXPECT_EQ(history.find("bed")->celsius.size(), History::length);
    EXPECT_EQ(history.samples(), History::length);
}

}  // namespace
}  // namespace escapement::tui
