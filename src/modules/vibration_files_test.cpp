// Claims about files of spectra.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/vibration_files.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "motion/shaper_kinds.hpp"
#include "motion/shaper_pulses.hpp"

namespace escapement::modules {
namespace {

motion::VibrationSpectrum three_lines(std::string name) {
    return {.name = std::move(name),
            .hz = {0.0, 0.4, 0.8},
            .along = {{{1.0, 2.0, 3.0}, {10.0, 20.0, 30.0}, {0.0, 0.0, 0.12345}}},
            .sum = {11.0, 22.0, 33.12345}};
}

TEST(VibrationFiles, names_tell_what_is_inside) {
    EXPECT_EQ((VibrationFile{.kind = "resonances", .axis = "x", .label = "a"}.path()),
              "/tmp/resonances_x_a.csv");
    EXPECT_EQ((VibrationFile{.kind = "raw_data",
                             .axis = "axis=1.000,-1.000,0.000",
                             .chip = "my chip",
                             .point = std::array{1.0, 2.5, 3.0},
                             .label = "b_1"}
                   .path()),
              "/tmp/raw_data_axis=1.000,-1.000,0.000_my_chip_1.000_2.500_3.000_b_1.csv");
}

TEST(VibrationFiles, one_spectrum_has_a_row_for_each_of_its_frequencies) {
    const std::vector spectra{three_lines("a")};

    EXPECT_EQ(spectrum_text({.spectra = spectra, .max_hz = 0.7}),
              "freq,psd_x,psd_y,psd_z,psd_xyz\n"
              "0.0,1.000e+00,1.000e+01,0.000e+00,1.100e+01\n"
              "0.4,2.000e+00,2.000e+01,0.000e+00,2.200e+01\n");
}

TEST(VibrationFiles, several_spectra_share_frequencies) {
    const std::vector spectra{three_lines("/tmp/a.csv"), three_lines("b,\"c\"")};

    EXPECT_EQ(spectrum_text({.spectra = spectra, .max_hz = 0.5}),
              "freq,/tmp/a.csv,\"b,\"\"c\"\"\"\n"
              "0.0,1.100e+01,1.100e+01\n"
              "0.2,1.650e+01,1.650e+01\n"
              "0.4,2.200e+01,2.200e+01\n");
}

TEST(VibrationFiles, shapers_stand_behind_with_what_they_leave_at_that_frequency) {
    const std::vector spectra{three_lines("a")};
    const std::vector shapers{motion::ShaperFit{
        .kind = "mzv", .hz = 0.4, .impulses = *motion::shaper_impulses("mzv", "", {0.4, 0.1})}};

    const auto text = spectrum_text({.spectra = spectra, .shapers = shapers, .max_hz = 0.5});

    EXPECT_TRUE(text.starts_with("freq,psd_x,psd_y,psd_z,psd_xyz,shapers:,mzv(0.4)\n")) << text;
    EXPECT_NE(text.find("0.0,1.000e+00,1.000e+01,0.000e+00,1.100e+01,,1.000\n"), std::string::npos)
        << text;
    EXPECT_NE(text.find("2.200e+01,,0.0"), std::string::npos) << text;
}

TEST(VibrationFiles, what_cannot_be_written_is_named) {
    const std::vector spectra{three_lines("a")};

    const auto written = write_spectra("/nowhere/a.csv", {.spectra = spectra});

    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().what, "Error writing to file '/nowhere/a.csv'");
}

}  // namespace
}  // namespace escapement::modules
