// What a command says, or else the configuration.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/probe_options.hpp"

#include <gtest/gtest.h>

namespace escapement::modules {
namespace {

TEST(ProbeOptions, hold_where_a_command_says_nothing) {
    ProbeOptions options;
    options.speed = base::Speed{3.0};
    options.samples = 2;

    const auto sampling = options.sampling();

    EXPECT_EQ(sampling.speed, base::Speed{3.0});
    EXPECT_EQ(sampling.lift_speed, base::Speed{3.0}) << "that of probing by default";
    EXPECT_EQ(sampling.samples, 2);
    EXPECT_EQ(sampling.retract_distance, base::Length{2.0});
    EXPECT_EQ(sampling.tolerance, base::Length{0.1});
    EXPECT_EQ(sampling.retries, 0);
    EXPECT_EQ(sampling.result, "average");
}

TEST(ProbeOptions, give_way_to_what_a_command_says) {
    ProbeOptions options;
    options.lift_speed = base::Speed{9.0};
    ProbeRequest request;
    request.probe_speed = base::Speed{1.0};
    request.samples_result = "median";
    request.samples_tolerance_retries = 4;

    const auto sampling = options.sampling(request);

    EXPECT_EQ(sampling.speed, base::Speed{1.0});
    EXPECT_EQ(sampling.lift_speed, base::Speed{9.0});
    EXPECT_EQ(sampling.result, "median");
    EXPECT_EQ(sampling.retries, 4);
}

}  // namespace
}  // namespace escapement::modules
