// The files in which tests of vibrations leave what they found.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "motion/shaper_fit.hpp"
#include "motion/vibration_spectrum.hpp"
#include "printer/context.hpp"

namespace escapement::modules {

// What the name of a file is made of; parts that are empty are left out.
struct VibrationFile {
    std::string kind;  // "resonances", "raw_data" or "calibration_data"
    std::string axis, chip;
    std::optional<std::array<double, 3>> point;
    std::string label;

    std::string path() const;  // "/tmp/resonances_x_20261126_083000.csv"
};

// Of one spectrum: a row for each of its frequencies below `max_hz`, with the power along x, y and
// z and their sum.  Of several: every 0.2 Hz, with the sum of each.  Behind that comes what each
// shaper leaves there.  Replaces the file; fails, naming it.
struct SpectrumTable {
    std::span<const motion::VibrationSpectrum> spectra;  // at least one
    std::span<const motion::ShaperFit> shapers{};
    double max_hz = 200.0;
};
std::string spectrum_text(const SpectrumTable& table);
base::Result<void> write_spectra(const std::string& path, const SpectrumTable& table);

// Writes the file at that path and says so: `text` and the path.  Throws CommandError.  A simulated
// printer leaves no file, for it must not replace what a real one has measured.
void leave_file(const printer::Context& context,
                const std::string& path,
                const std::string& text,
                const std::function<base::Result<void>()>& write);

}  // namespace escapement::modules
