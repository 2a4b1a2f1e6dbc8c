// A line of a plot, with bounded memory however long it is.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace escapement::app {

// Values over time, in bins that hold the least and the greatest of them.  When there are too many
// bins, each two become one.
class PlotSeries {
  public:
    static constexpr std::size_t most_bins = 2000;

    PlotSeries(double begin, double bin) : begin_(begin), bin_(bin) {}

    // Not before `begin`; times should rise.
    void add(double time, double value);

    struct Bin {
        double least = 0.0, greatest = 0.0;
        bool used = false;
    };
    const std::vector<Bin>& bins() const { return bins_; }
    double bin() const { return bin_; }  // seconds
    double begin() const { return begin_; }
    double end() const { return begin_ + static_cast<double>(bins_.size()) * bin_; }
    double least() const;
    double greatest() const;

  private:
    void merge_pairs();

    double begin_, bin_;
    std::vector<Bin> bins_;
};

}  // namespace escapement::app
