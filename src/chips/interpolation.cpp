// Finds the segment by bisection and continues its line.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chips/interpolation.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/text.hpp"

namespace escapement::chips {
namespace {

using Sample = Interpolation::Sample;

bool is_finite(const Sample& sample) {
    return std::isfinite(sample.x) && std::isfinite(sample.y);
}

// The start of the segment to use, where `is_left` tells of a sample whether it lies left of the
// place.
template <class IsLeft>
std::size_t segment(const std::vector<Sample>& samples, IsLeft is_left) {
    const auto first_inner = samples.begin() + 1;
    const auto last = samples.end() - 1;
    const auto right = std::partition_point(first_inner, last, is_left);
    return static_cast<std::size_t>(right - samples.begin()) - 1;
}

}  // namespace

base::Result<Interpolation> Interpolation::through(std::vector<Sample> samples) {
    if (samples.size() < 2) return base::Error{"need at least two samples"};
    if (!std::all_of(samples.begin(), samples.end(), is_finite))
        return base::Error{"a sample is not a finite number"};
    std::sort(
        samples.begin(), samples.end(), [](const Sample& a, const Sample& b) { return a.x < b.x; });
    const bool rises = samples[1].y > samples[0].y;
    for (std::size_t i = 1; i < samples.size(); ++i) {
        const auto& [x, y] = samples[i];
        if (x == samples[i - 1].x) return base::Error{"duplicate value " + base::print_number(x)};
        if (y == samples[i - 1].y || (y > samples[i - 1].y) != rises)
            return base::Error{"the temperature must only rise or only fall, but turns at " +
                               base::print_number(y)};
    }
    return Interpolation(std::move(samples));
}

double Interpolation::y_at(double x) const {
    const auto i = segment(samples_, [x](const Sample& s) { return s.x <= x; });
    const auto& [x0, y0] = samples_[i];
    const auto& [x1, y1] = samples_[i + 1];
    return y0 + (x - x0) * (y1 - y0) / (x1 - x0);
}

double Interpolation::x_at(double y) const {
    const bool rises = samples_[1].y > samples_[0].y;
    const auto i =
        segment(samples_, [y, rises](const Sample& s) { return rises ? s.y <= y : s.y >= y; });
    const auto& [x0, y0] = samples_[i];
    const auto& [x1, y1] = samples_[i + 1];
    return x0 + (y - y0) * (x1 - x0) / (y1 - y0);
}

}  // namespace escapement::chips
