// How strongly a machine vibrates at which frequency, from measured accelerations.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Welch's method: P. D. Welch, "The use of fast Fourier transform for the estimation of power
// spectra", 1967.
//
// 1. Samples are cut into windows of about half a second, each beginning in the middle of the one
//    before it.
// 2. The mean of a window is taken away, the rest is faded in and out by a Kaiser window (beta 6)
//    and transformed.
// 3. The squares of the amplitudes, averaged over the windows and put in relation to the window and
//    the rate, are the power density.
#pragma once

#include <array>
#include <complex>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace escapement::motion {

// Power densities at evenly spaced frequencies from 0 on: (mm/s^2)^2 / Hz.
struct VibrationSpectrum {
    std::string name;
    std::vector<double> hz;
    std::array<std::vector<double>, 3> along;  // x, y and z
    std::vector<double> sum;

    // Measured with an acceleration that rises with the frequency, as tests do: takes that out, and
    // what is noise below 10 Hz.  Once.
    void take_out_excitation();
};

// Power density of one axis.
class WelchSpectrum {
  public:
    // `window` is a power of two of at least 4.
    WelchSpectrum(std::size_t window, double rate_hz);

    // So many samples.
    void add(std::span<const double> samples);
    // The mean of what was added, which must be something: window / 2 + 1 values.
    std::vector<double> power() const;
    std::vector<double> frequencies() const;
    std::size_t window() const { return fading_.size(); }

    // The window for a rate: half a second, rounded up.
    static std::size_t window_for(double rate_hz);

  private:
    void transform();

    double rate_hz_;
    double scale_ = 0.0;
    std::vector<double> fading_;
    std::vector<std::complex<double>> turns_;  // roots of one
    std::vector<std::complex<double>> buffer_;
    std::vector<double> sum_;
    std::size_t windows_ = 0;
};

}  // namespace escapement::motion
