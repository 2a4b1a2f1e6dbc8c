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
        shortest_ = std::min(shortest_, sample);
        if (smoothed_.count() == 0.0) {
            smoothed_ = sample;
            deviation_ = sample / 2;
        } else {
            const base::Seconds error{std::abs((smoothed_ - sample).count())};
            deviation_ += (error - deviation_) / 4;
            smoothed_ += (sample - smoothed_) / 8;
        }
        forget_back_off();
    }
    // An answer to a block that was repeated tells nothing about the time, but the cable works.
    void forget_back_off() {
        if (smoothed_.count() > 0.0)
            timeout_ = std::clamp(smoothed_ + 4 * deviation_, min_timeout, max_timeout);
    }
    // Nothing came in time: be more patient, until there is an answer.
    void back_off() { timeout_ = std::min(2 * timeout_, max_timeout); }

    base::Seconds timeout() const { return timeout_; }
    // The shortest so far; a second before there is any.
    base::Seconds shortest() const { return shortest_; }
    base::Seconds smoothed() const { return smoothed_; }
    base::Seconds deviation() const { return deviation_; }

  private:
    base::Seconds smoothed_{}, deviation_{};
    base::Seconds shortest_{max_timeout};
    // An unknown cable may be slow; repeating too early does no harm but costs time.
    base::Seconds timeout_{0.100};
};

}  // namespace escapement::mcu
