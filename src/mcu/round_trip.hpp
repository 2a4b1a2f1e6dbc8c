// How long an answer may take before a block counts as lost (RFC 6298).
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>

#include "base/time.hpp"

namespace escapement::mcu {

class RoundTrip {
  public:
    static constexpr base::Seconds min_timeout{0.025};
    static constexpr base::Seconds max_timeout{1.0};

    // An answer to a block that was sent once only.
    void add(base::Seconds sample) {
        if (smoothed_.count() == 0.0) {
            smoothed_ = sample;
            deviation_ = sample / 2;
        } else {
            const base::Seconds error{std::abs((smoothed_ - sample).count())};
            deviation_ += (error - deviation_) / 4;
            smoothed_ += (sample - smoothed_) / 8;
        }
        timeout_ = std::clamp(smoothed_ + 4 * deviation_, min_timeout, max_timeout);
    }
    // Nothing came in time: be more patient, until there is a sample.
    void back_off() { timeout_ = std::min(2 * timeout_, max_timeout); }

    base::Seconds timeout() const { return timeout_; }
    base::Seconds smoothed() const { return smoothed_; }
    base::Seconds deviation() const { return deviation_; }

  private:
    base::Seconds smoothed_{}, deviation_{};
    // An unknown cable may be slow; repeating too early does no harm but costs time.
    base::Seconds timeout_{0.100};
};

}  // namespace escapement::mcu
