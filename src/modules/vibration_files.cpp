// Writes spectra as comma-separated values.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/vibration_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>

#include "printer/console.hpp"
#include "printer/errors.hpp"

namespace escapement::modules {
namespace {

using motion::VibrationSpectrum;

constexpr double common_step_hz = 0.2;

std::string as_field(std::string name) {
    for (auto at = name.find('"'); at != std::string::npos; at = name.find('"', at + 2))
        name.insert(at, 1, '"');
    return name.find(',') == std::string::npos ? name : '"' + name + '"';
}

// Between two known frequencies in proportion; beyond them as at the last.
double sum_at(const VibrationSpectrum& spectrum, double hz) {
    const auto after = std::lower_bound(spectrum.hz.begin(), spectrum.hz.end(), hz);
    if (after == spectrum.hz.begin()) return spectrum.sum.front();
    if (after == spectrum.hz.end()) return spectrum.sum.back();
    const auto i = static_cast<std::size_t>(after - spectrum.hz.begin());
    const double share = (hz - spectrum.hz[i - 1]) / (spectrum.hz[i] - spectrum.hz[i - 1]);
    return spectrum.sum[i - 1] + share * (spectrum.sum[i] - spectrum.sum[i - 1]);
}

std::vector<double> common_frequencies(const SpectrumTable& table) {
    double lowest = table.max_hz;
    for (const VibrationSpectrum& spectrum : table.spectra)
        lowest = std::min(lowest, spectrum.hz.front());
    std::vector<double> hz;
    for (int i = 0; lowest + i * common_step_hz < table.max_hz; ++i)
        hz.push_back(lowest + i * common_step_hz);
    return hz;
}

std::string header_of(const SpectrumTable& table) {
    std::string text = "freq";
    if (table.spectra.size() == 1) text += ",psd_x,psd_y,psd_z,psd_xyz";
    for (const VibrationSpectrum& spectrum : table.spectra)
        if (table.spectra.size() > 1) text += "," + as_field(spectrum.name);
    if (!table.shapers.empty()) text += ",shapers:";
    for (const motion::ShaperFit& shaper : table.shapers)
        text += fmt::format(",{}({:.1f})", shaper.kind, shaper.hz);
    return text + "\n";
}

void append_shapers(std::string& text, const SpectrumTable& table, double hz) {
    if (!table.shapers.empty()) text += ',';
    for (const motion::ShaperFit& shaper : table.shapers)
        text += fmt::format(",{:.3f}", shaper.leaves(hz));
    text += '\n';
}

}  // namespace

std::string VibrationFile::path() const {
    std::string path = "/tmp/" + kind;
    if (!axis.empty()) path += "_" + axis;
    if (!chip.empty()) path += "_" + chip;
    if (point) path += fmt::format("_{:.3f}_{:.3f}_{:.3f}", (*point)[0], (*point)[1], (*point)[2]);
    std::replace(path.begin(), path.end(), ' ', '_');
    return path + "_" + label + ".csv";
}

std::string spectrum_text(const SpectrumTable& table) {
    std::string text = header_of(table);
    const bool single = table.spectra.size() == 1;
    const VibrationSpectrum& first = table.spectra.front();
    const auto hz = single ? first.hz : common_frequencies(table);
    for (std::size_t i = 0; i < hz.size() && hz[i] < table.max_hz; ++i) {
        text += fmt::format("{:.1f}", hz[i]);
        if (single) {
            for (const auto& power : first.along) text += fmt::format(",{:.3e}", power[i]);
            text += fmt::format(",{:.3e}", first.sum[i]);
        } else {
            for (const VibrationSpectrum& spectrum : table.spectra)
                text += fmt::format(",{:.3e}", sum_at(spectrum, hz[i]));
        }
        append_shapers(text, table, hz[i]);
    }
    return text;
}

base::Result<void> write_spectra(const std::string& path, const SpectrumTable& table) {
    std::ofstream file(path, std::ios::trunc);
    file << spectrum_text(table);
    file.close();
    if (!file) return base::Error{"Error writing to file '" + path + "'"};
    return {};
}

void leave_file(const printer::Context& context,
                const std::string& path,
                const std::string& text,
                const std::function<base::Result<void>()>& write) {
    if (context.simulated)
        return context.console.info(path + " is not written, as the printer is simulated");
    if (const auto written = write(); !written) throw printer::CommandError(written.error().what);
    context.console.info(text + " " + path + " file");
}

}  // namespace escapement::modules
