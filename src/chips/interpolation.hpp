// A curve through measured samples, straight between them and beyond the first and the last.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include "base/result.hpp"

namespace escapement::chips {

class Interpolation {
  public:
    struct Sample {
        double x = 0.0;
        double y = 0.0;
    };

    // In any order.  Fails with fewer than two samples, with two of the same x, and unless y
    // only rises or only falls.
    static base::Result<Interpolation> through(std::vector<Sample> samples);

    double y_at(double x) const;
    double x_at(double y) const;

  private:
    explicit Interpolation(std::vector<Sample> samples) : samples_(std::move(samples)) {}

    std::vector<Sample> samples_;  // by rising x
};

}  // namespace escapement::chips
