// Binning.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/plot_series.hpp"

#include <algorithm>

namespace escapement::app {
namespace {

PlotSeries::Bin joined(const PlotSeries::Bin& a, const PlotSeries::Bin& b) {
    if (!a.used || !b.used) return a.used ? a : b;
    return {std::min(a.least, b.least), std::max(a.greatest, b.greatest), true};
}

}  // namespace

void PlotSeries::add(double time, double value) {
    if (!(time >= begin_)) return;
    constexpr double rounding = 1e-6;  // of a bin: times are often multiples of its length
    while ((time - begin_) / bin_ + rounding >= most_bins) merge_pairs();
    const auto index = static_cast<std::size_t>((time - begin_) / bin_ + rounding);
    if (index >= bins_.size()) bins_.resize(index + 1);
    bins_[index] = joined(bins_[index], {value, value, true});
}

void PlotSeries::merge_pairs() {
    for (std::size_t i = 0; i < bins_.size(); i += 2)
        bins_[i / 2] = i + 1 < bins_.size() ? joined(bins_[i], bins_[i + 1]) : bins_[i];
    bins_.resize((bins_.size() + 1) / 2);
    bin_ *= 2.0;
}

double PlotSeries::least() const {
    double least = 0.0;
    for (const Bin& bin : bins_)
        if (bin.used) least = std::min(least, bin.least);
    return least;
}

double PlotSeries::greatest() const {
    double greatest = 0.0;
    for (const Bin& bin : bins_)
        if (bin.used) greatest = std::max(greatest, bin.greatest);
    return greatest;
}

}  // namespace escapement::app
