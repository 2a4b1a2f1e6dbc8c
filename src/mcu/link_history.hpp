// What a link went through lately, kept for the moment in which something goes wrong.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "base/ring.hpp"
#include "base/time.hpp"
#include "mcu/link.hpp"
#include "mcu/link_stats.hpp"

namespace escapement::mcu {

// The last seconds of a link, summed up.
struct LinkEvidence {
    base::Seconds period{};              // that it covers
    std::uint64_t bytes_write = 0;       // within that period, as are the next two
    std::uint64_t bytes_retransmit = 0;  // sent again while the board still answered
    std::uint64_t bytes_invalid = 0;     // arrived spoilt
    base::Seconds round_trip{};          // smoothed, at the end
    base::Seconds least_lead{24.0 * 3600.0};
    base::Seconds lateness{};       // of the host, the greatest
    base::Seconds silence{};        // since the board was heard last
    double load = 0.0;              // share of its time for which the board was busy
    std::size_t waiting_bytes = 0;  // not sent yet, at the end
};

// Belongs to one thread.
class LinkHistory {
  public:
    static constexpr base::Seconds kept{10.0};

    struct Sample {
        base::HostTime when{};
        LinkStats stats;
        Link::Worst worst;  // since the sample before
        base::HostTime last_heard{};
    };
    // About once a second.
    void add(const Sample& sample);
    // `last` is what has been since the last sample.  Load is the caller's to add.
    LinkEvidence evidence(const Sample& last) const;

    // A board that is well says something at least once a second.
    static constexpr base::Seconds silent{2.0};

  private:
    std::uint64_t retransmitted(const Sample& last) const;
    base::Ring<Sample, 16> samples_;
};

}  // namespace escapement::mcu
