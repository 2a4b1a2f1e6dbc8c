// Bringing motors of z in line.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/z_steppers.hpp"

#include <gtest/gtest.h>

#include "printer/errors.hpp"

namespace escapement::modules {
namespace {

using Next = ProbePoints::Next;

TEST(Retries, without_any_the_first_result_counts) {
    printer::Console console;
    Retries retries({}, console, "");

    retries.begin({});

    EXPECT_EQ(retries.check(0.0, 9.0), Next::done);
}

TEST(Retries, go_on_until_the_range_is_small_enough) {
    printer::Console console;
    std::vector<std::string> said;
    console.listen([&](std::string_view text) { said.emplace_back(text); });
    Retries retries({.retries = 3, .retry_tolerance = 0.01}, console, "");

    retries.begin({});

    EXPECT_EQ(retries.check(0.0, 0.5), Next::again);
    EXPECT_EQ(retries.check(0.0, 0.005), Next::done);
    EXPECT_EQ(said[0], "// Retries: 0/3 Probed points range: 0.500000 tolerance: 0.010000");
}

TEST(Retries, end_when_there_are_no_more) {
    printer::Console console;
    Retries retries({.retry_tolerance = 0.01}, console, "");
    Retries::Request request;
    request.retries = 1;

    retries.begin(request);

    EXPECT_EQ(retries.check(0.0, 0.5), Next::again);
    try {
        retries.check(0.0, 0.4);
        FAIL();
    } catch (const printer::CommandError& error) {
        EXPECT_STREQ(error.what(), "Too many retries");
    }
}

TEST(Retries, of_a_machine_that_cannot_tilt_end_behind_the_first) {
    printer::Console console;
    std::vector<std::string> said;
    console.listen([&](std::string_view text) { said.emplace_back(text); });
    Retries retries({.retries = 3, .retry_tolerance = 0.01}, console, "", true);

    retries.begin({});

    EXPECT_EQ(retries.check(0.0, 0.5), Next::again);
    EXPECT_EQ(retries.check(0.0, 0.5), Next::done);
    EXPECT_EQ(said.back(), "// The simulated machine cannot tilt; it is taken for level");
}

TEST(Retries, end_when_it_gets_worse_again_and_again) {
    printer::Console console;
    Retries retries({.retries = 9, .retry_tolerance = 0.01}, console, "Turn back.");

    retries.begin({});
    retries.check(0.0, 0.5);
    retries.check(0.0, 0.6);

    try {
        retries.check(0.0, 0.7);
        FAIL();
    } catch (const printer::CommandError& error) {
        EXPECT_STREQ(error.what(),
                     "Retries aborting: Probed points range is increasing. Turn back.");
    }
}

}  // namespace
}  // namespace escapement::modules
