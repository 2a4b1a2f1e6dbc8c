// Transforms windows of samples and averages their power.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/vibration_spectrum.hpp"

#include <bit>
#include <cmath>
#include <numbers>
#include <numeric>

#include "base/assert.hpp"

namespace escapement::motion {
namespace {

constexpr double window_s = 0.5;
constexpr double kaiser_beta = 6.0;
// Nobody tests below this, and what is there is noise.
constexpr double lowest_tested_hz = 5.0;
constexpr double apart_from_zero_hz = 0.1;

std::vector<double> kaiser_window(std::size_t size) {
    std::vector<double> window(size);
    const double norm = std::cyl_bessel_i(0.0, kaiser_beta);
    for (std::size_t i = 0; i < size; ++i) {
        const double place = 2.0 * static_cast<double>(i) / static_cast<double>(size - 1) - 1.0;
        window[i] =
            std::cyl_bessel_i(0.0, kaiser_beta * std::sqrt(std::max(1.0 - place * place, 0.0))) /
            norm;
    }
    return window;
}

void take_out(std::vector<double>& power, const std::vector<double>& hz) {
    constexpr double low = 2.0 * lowest_tested_hz;
    for (std::size_t i = 0; i < power.size(); ++i) {
        const double apart = hz[i] + apart_from_zero_hz;
        power[i] /= apart;
        if (hz[i] < low) power[i] *= std::exp(1.0 - (low / apart) * (low / apart));
    }
}

}  // namespace

void VibrationSpectrum::take_out_excitation() {
    for (auto& power : along) take_out(power, hz);
    take_out(sum, hz);
}

std::size_t WelchSpectrum::window_for(double rate_hz) {
    const auto samples = static_cast<std::size_t>(std::max(rate_hz * window_s - 1.0, 3.0));
    return std::size_t{1} << std::bit_width(samples);
}

WelchSpectrum::WelchSpectrum(std::size_t window, double rate_hz)
    : rate_hz_(rate_hz), fading_(kaiser_window(window)), buffer_(window), sum_(window / 2 + 1) {
    ASSERT(std::has_single_bit(window) && window >= 4);
    scale_ = 1.0 / std::inner_product(fading_.begin(), fading_.end(), fading_.begin(), 0.0);
    for (std::size_t i = 0; i < window / 2; ++i)
        turns_.push_back(std::polar(
            1.0, -2.0 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(window)));
}

void WelchSpectrum::add(std::span<const double> samples) {
    ASSERT(samples.size() == fading_.size());
    const double mean =
        std::accumulate(samples.begin(), samples.end(), 0.0) / static_cast<double>(samples.size());
    for (std::size_t i = 0; i < samples.size(); ++i) buffer_[i] = fading_[i] * (samples[i] - mean);
    transform();
    for (std::size_t i = 0; i < sum_.size(); ++i) sum_[i] += std::norm(buffer_[i]);
    ++windows_;
}

// Cooley and Tukey, 1965: puts values in the order of their numbers' bits read backwards, then
// joins transforms of two halves into one, from pairs to the whole.
void WelchSpectrum::transform() {
    const std::size_t size = buffer_.size();
    for (std::size_t i = 1, j = 0; i < size; ++i) {
        std::size_t bit = size / 2;
        for (; (j & bit) != 0; bit /= 2) j ^= bit;
        j ^= bit;
        if (i < j) std::swap(buffer_[i], buffer_[j]);
    }
    for (std::size_t length = 2; length <= size; length *= 2) {
        const std::size_t half = length / 2, stride = size / length;
        for (std::size_t begin = 0; begin < size; begin += length)
            for (std::size_t i = 0; i < half; ++i) {
                auto& even = buffer_[begin + i];
                auto& odd = buffer_[begin + half + i];
                const auto& turn = turns_[i * stride];
                const std::complex<double> turned(
                    odd.real() * turn.real() - odd.imag() * turn.imag(),
                    odd.real() * turn.imag() + odd.imag() * turn.real());
                odd = even - turned;
                even += turned;
            }
    }
}

// What lies at negative frequencies counts for the positive ones; 0 and the highest have none.
std::vector<double> WelchSpectrum::power() const {
    std::vector<double> power = sum_;
    for (std::size_t i = 0; i < power.size(); ++i) {
        const bool paired = i > 0 && i + 1 < power.size();
        power[i] *= (paired ? 2.0 : 1.0) * scale_ / rate_hz_ / static_cast<double>(windows_);
    }
    return power;
}

std::vector<double> WelchSpectrum::frequencies() const {
    std::vector<double> hz(sum_.size());
    for (std::size_t i = 0; i < hz.size(); ++i)
        hz[i] = static_cast<double>(i) * rate_hz_ / static_cast<double>(fading_.size());
    return hz;
}

}  // namespace escapement::motion
