// How long an answer may take before a block counts as lost (RFC 6298).
// SPDX-License-Identifier: GPL-3.0-or-later
//
// RFC 6298 doubles the wait after every silence, for the sake of others on the same network.  A
// cable has no others, and noise may well swallow some answers in a row, while steps do not wait:
// here only a longer silence makes patient.
#pragma once

#include <algorithm>
#include <cmath>

#include "base/time.hpp"

namespace escapement::mcu {

class RoundTrip {
  public:
    static constexpr base::Seconds min_timeout{0.010};
    static constexpr base::Seconds max_timeout{1.0};
    static constexpr int usual_silences = 24;  // in a row

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
        silences_ = 0;
        if (smoothed_.count() > 0.0)
            timeout_ = std::clamp(smoothed_ + 4 * deviation_, min_timeout, max_timeout);
    }
    // Nothing came in time.
    void back_off() {
        if (++silences_ > usual_silences) timeout_ = std::min(2 * timeout_, max_timeout);
    }

    base::Seconds timeout() const { return timeout_; }
    // The shortest so far; a second before there is any.
    base::Seconds shortest() const { return shortest_; }
    base::Seconds smoothed() const { return smoothed_; }
    base::Seconds deviation() const { return deviation_; }

  private:
    base::Seconds smoothed_{}, deviation_{};
    int silences_ = 0;
    base::Seconds shortest_{max_timeout};
    // An unknown cable may be slow; repeating too early does no harm but costs time.
    base::Seconds timeout_{0.100};
};

}  // namespace escapement::mcu
