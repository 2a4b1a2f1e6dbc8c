// Claims about computing between other things.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/shaper_calibration.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <optional>

#include "modules/testing_context.hpp"
#include "printer/errors.hpp"

namespace escapement::modules {
namespace {

using testing::ContextRig;

// Measured at 1000 Hz: a swing of that frequency along y.
std::vector<Acceleration> swing(std::size_t count, double hz) {
    std::vector<Acceleration> samples;
    for (std::size_t i = 0; i < count; ++i) {
        const double when = 10.0 + 0.001 * static_cast<double>(i);
        samples.push_back({base::PrintTime(base::Seconds(when)),
                           {0.0, 1000.0 * std::sin(2.0 * std::numbers::pi * hz * when), 9806.65}});
    }
    return samples;
}

template <class T>
runtime::Task<> into(runtime::Task<T> task, std::optional<T>& result) {
    result = co_await task;
}

std::string measuring_failure(ContextRig& rig, const std::vector<Acceleration>& samples) {
    std::string failure;
    std::optional<motion::VibrationSpectrum> spectrum;
    rig.executor.spawn(into(spectrum_of({samples, "a", "head"}, rig.context), spectrum),
                       [&](std::exception_ptr error) {
                           try {
                               if (error) std::rethrow_exception(error);
                           } catch (const printer::CommandError& refusal) {
                               failure = refusal.what();
                           }
                       });
    rig.pass(base::Seconds(1.0));
    return failure;
}

TEST(ShaperCalibration, finds_the_frequency_of_a_swing) {
    ContextRig rig;
    const auto samples = swing(10'000, 46.9);
    std::optional<motion::VibrationSpectrum> spectrum;

    rig.executor.spawn(into(spectrum_of({samples, "a", "head"}, rig.context), spectrum), {});
    rig.pass(base::Seconds(1.0));

    ASSERT_TRUE(spectrum);
    const auto strongest =
        std::max_element(spectrum->sum.begin(), spectrum->sum.end()) - spectrum->sum.begin();
    EXPECT_NEAR(spectrum->hz[static_cast<std::size_t>(strongest)], 46.9, 1.0);
    EXPECT_EQ(spectrum->name, "a");
}

TEST(ShaperCalibration, says_that_there_is_nothing_or_too_little) {
    ContextRig rig;

    EXPECT_EQ(measuring_failure(rig, {}), "accelerometer 'head' measured no data");
    EXPECT_EQ(measuring_failure(rig, swing(300, 50.0)),
              "accelerometer 'head' measured only 300 times, but more than 512 are needed: the "
              "test was too short");
    EXPECT_EQ(measuring_failure(rig, swing(1, 50.0)),
              "accelerometer 'head' measured only 1 times, but more than 0 are needed: the test "
              "was too short");
}

TEST(ShaperCalibration, ends_when_something_more_important_comes) {
    ContextRig rig;
    const auto announced = rig.turns.announce(printer::Urgency::cancel, "CANCEL_PRINT");

    EXPECT_EQ(measuring_failure(rig, swing(10'000, 50.0)), "Interrupted by CANCEL_PRINT");
}

TEST(ShaperCalibration, says_what_each_kind_would_do) {
    ContextRig rig;
    motion::VibrationSpectrum spectrum{.name = "a"};
    for (int i = 0; i < 128; ++i) {
        spectrum.hz.push_back(1.5 * i);
        spectrum.sum.push_back(1.0 / (1.0 + std::pow(1.5 * i - 60.0, 2.0)));
    }
    const std::vector spectra{spectrum};
    std::optional<ShaperChoice> choice;

    rig.executor.spawn(into(choose_shaper(spectra, {}, rig.context), choice), {});
    rig.pass(base::Seconds(1.0));

    ASSERT_TRUE(choice);
    EXPECT_EQ(choice->all.size(), 5U);
    ASSERT_EQ(rig.said.size(), 10U);
    EXPECT_TRUE(rig.said[0].starts_with("// Fitted shaper 'zv' frequency = ")) << rig.said[0];
    EXPECT_TRUE(rig.said[0].find(" Hz (vibrations = ") != std::string::npos) << rig.said[0];
    EXPECT_TRUE(rig.said[1].starts_with(
        "// To avoid too much smoothing with 'zv', suggested max_accel <= "))
        << rig.said[1];
    EXPECT_TRUE(rig.said[1].ends_with("00 mm/sec^2")) << rig.said[1];
}

}  // namespace
}  // namespace escapement::modules
