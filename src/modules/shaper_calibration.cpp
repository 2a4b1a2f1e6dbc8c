// Computes spectra and fits shapers between other things.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/shaper_calibration.hpp"

#include <fmt/format.h>

#include <cmath>

#include "printer/console.hpp"
#include "printer/errors.hpp"
#include "printer/turns.hpp"

namespace escapement::modules {
namespace {

// Suggested accelerations are so many times 100 mm/s^2.
constexpr double round_accel = 100.0;

// Samples a second: their number for the time they take.
double rate_of(const std::vector<Acceleration>& samples) {
    const base::Seconds duration = samples.back().when - samples.front().when;
    return static_cast<double>(samples.size()) / duration.count();
}

void check_amount(const MeasuredVibration& measured) {
    if (measured.samples.empty())
        throw printer::CommandError("accelerometer '" + measured.chip + "' measured no data");
    const bool moment = measured.samples.front().when == measured.samples.back().when;
    const auto window = moment ? 0 : motion::WelchSpectrum::window_for(rate_of(measured.samples));
    if (moment || measured.samples.size() <= window)
        throw printer::CommandError(
            fmt::format("accelerometer '{}' measured only {} times, but more than {} are needed: "
                        "the test was too short",
                        measured.chip,
                        measured.samples.size(),
                        window));
}

}  // namespace

runtime::Task<motion::VibrationSpectrum> spectrum_of(MeasuredVibration measured,
                                                     printer::Context& context) {
    check_amount(measured);
    const double rate = rate_of(measured.samples);
    const std::size_t window = motion::WelchSpectrum::window_for(rate);
    std::vector<motion::WelchSpectrum> axes(3, motion::WelchSpectrum(window, rate));
    std::vector<double> values(window);
    for (std::size_t begin = 0; begin + window <= measured.samples.size(); begin += window / 2) {
        for (std::size_t axis = 0; axis < axes.size(); ++axis) {
            for (std::size_t i = 0; i < window; ++i)
                values[i] = measured.samples[begin + i].along[axis];
            axes[axis].add(values);
        }
        context.turns.check();
        co_await context.executor.yield();
    }
    motion::VibrationSpectrum spectrum{.name = measured.name, .hz = axes[0].frequencies()};
    spectrum.sum.resize(spectrum.hz.size());
    for (std::size_t axis = 0; axis < axes.size(); ++axis) {
        spectrum.along[axis] = axes[axis].power();
        for (std::size_t i = 0; i < spectrum.sum.size(); ++i)
            spectrum.sum[i] += spectrum.along[axis][i];
    }
    co_return spectrum;
}

runtime::Task<ShaperChoice> choose_shaper(const std::vector<motion::VibrationSpectrum>& spectra,
                                          motion::ShaperFitLimits limits,
                                          printer::Context& context) {
    motion::ShaperContest contest;
    for (const auto kind : motion::fitted_shaper_kinds()) {
        motion::ShaperSearch search(kind, spectra, limits);
        while (search.step()) {
            context.turns.check();
            co_await context.executor.yield();
        }
        const motion::ShaperFit& fit = contest.add(search);
        context.console.info(
            fmt::format("Fitted shaper '{}' frequency = {:.1f} Hz (vibrations = {:.1f}%, smoothing "
                        "~= {:.3f})",
                        fit.kind,
                        fit.hz,
                        fit.vibrations * 100.0,
                        fit.smoothing));
        context.console.info(fmt::format(
            "To avoid too much smoothing with '{}', suggested max_accel <= {:.0f} mm/sec^2",
            fit.kind,
            std::nearbyint(fit.max_accel / round_accel) * round_accel));
    }
    co_return ShaperChoice{contest.winner(), contest.all()};
}

}  // namespace escapement::modules
