// Moments and repeated integrals of a polynomial weight.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "motion/shaper_window.hpp"

#include <algorithm>
#include <cmath>

#include "base/assert.hpp"

namespace escapement::motion {

namespace {

using Coefficients = ShaperWindow::Response;

double value_at(const Coefficients& c, double u) {
    double sum = 0.0;
    for (std::size_t i = c.size(); i-- > 0;) sum = sum * u + c[i];
    return sum;
}

// Zero where the window begins.
Coefficients integral(const Coefficients& c) {
    Coefficients sum{};
    for (std::size_t i = 0; i + 1 < c.size(); ++i) sum[i + 1] = c[i] / static_cast<double>(i + 1);
    sum[0] = -value_at(sum, -0.5);
    return sum;
}

Coefficients derivative(const Coefficients& c) {
    Coefficients slope{};
    for (std::size_t i = 1; i < c.size(); ++i) slope[i - 1] = static_cast<double>(i) * c[i];
    return slope;
}

// The integral of c * (u - centre)^power over the window.
double moment(Coefficients c, double centre, int power) {
    for (int i = 0; i < power; ++i) {
        for (std::size_t k = c.size(); k-- > 1;) c[k] = c[k - 1] - centre * c[k];
        c[0] *= -centre;
    }
    return value_at(integral(c), 0.5);
}

// No value of c within the window is greater.
double bound(const Coefficients& c) {
    double sum = 0.0;
    for (std::size_t i = c.size(); i-- > 0;) sum = 0.5 * sum + std::abs(c[i]);
    return sum;
}

}  // namespace

ShaperWindow::ShaperWindow(std::span<const double> weights, Seconds duration)
    : duration_(duration.count()) {
    ASSERT(!weights.empty() && weights.size() <= max_degree + 1);
    Coefficients weight{};
    std::copy(weights.begin(), weights.end(), weight.begin());
    const double sum = moment(weight, 0.0, 0);
    ASSERT(sum > 0.0 && duration_ > 0.0);
    for (double& c : weight) c /= sum;
    centre_ = moment(weight, 0.0, 1);
    second_moment_ = moment(weight, centre_, 2) * std::pow(duration_, 2);
    third_moment_ = moment(weight, centre_, 3) * std::pow(duration_, 3);
    integrate(weight);
}

// A jump of speed makes a ramp, and an averaged ramp is the weight integrated twice.  Each
// integral over time brings a factor of the duration, and each derivative takes one away.
void ShaperWindow::integrate(std::span<const double> weights) {
    Coefficients all{};
    std::copy(weights.begin(), weights.end(), all.begin());
    Coefficients rising = integral(all);
    double scale = 1.0;
    for (std::size_t kind = 0; kind < jump_kinds; ++kind) {
        rising = integral(rising);
        scale *= duration_;
        responses_[kind] = rising;
        for (double& c : responses_[kind]) c *= scale;
        Coefficients sixth = rising;
        for (int i = 0; i < 6; ++i) sixth = derivative(sixth);
        bounds_[kind] = bound(sixth) * scale / std::pow(duration_, 6);
    }
}

ShaperWindow::Response ShaperWindow::response(const std::array<double, jump_kinds>& jumps) const {
    Response sum{};
    for (std::size_t i = 0; i < sum.size(); ++i)
        sum[i] =
            jumps[0] * responses_[0][i] + jumps[1] * responses_[1][i] + jumps[2] * responses_[2][i];
    return sum;
}

double ShaperWindow::bend_bound(const std::array<double, jump_kinds>& jumps) const {
    double sum = 0.0;
    for (std::size_t kind = 0; kind < jump_kinds; ++kind)
        sum += std::abs(jumps[kind]) * bounds_[kind];
    return sum;
}

}  // namespace escapement::motion
