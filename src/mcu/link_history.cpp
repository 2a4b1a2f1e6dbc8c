// Keeps samples of some seconds and subtracts the oldest from the newest.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/link_history.hpp"

#include <algorithm>

namespace escapement::mcu {

namespace {

constexpr base::Seconds between_samples{1.0};

}  // namespace

void LinkHistory::add(const Sample& sample) {
    while (!samples_.empty() &&
           (samples_.full() || base::Seconds(sample.when - samples_[0].when) > kept))
        samples_.pop();
    samples_.push(sample);
}

// What is sent again to a board that has fallen silent says nothing about the cable.
std::uint64_t LinkHistory::retransmitted(const Sample& last) const {
    if (base::Seconds(last.when - last.last_heard) < silent) return last.stats.bytes_retransmit;
    for (std::size_t i = samples_.size(); i-- > 0;)
        if (samples_[i].when <= last.last_heard) return samples_[i].stats.bytes_retransmit;
    return samples_.empty() ? 0 : samples_[0].stats.bytes_retransmit;
}

LinkEvidence LinkHistory::evidence(const Sample& last) const {
    LinkEvidence evidence{.round_trip = last.stats.srtt,
                          .least_lead = last.worst.lead,
                          .lateness = last.worst.lateness,
                          .silence = last.when - last.last_heard,
                          .waiting_bytes = last.stats.ready_bytes + last.stats.upcoming_bytes};
    LinkStats before;
    if (!samples_.empty()) {
        before = samples_[0].stats;
        evidence.period = last.when - samples_[0].when;
    }
    evidence.bytes_write = last.stats.bytes_write - before.bytes_write;
    evidence.bytes_retransmit = retransmitted(last) - before.bytes_retransmit;
    evidence.bytes_invalid = last.stats.bytes_invalid - before.bytes_invalid;
    for (std::size_t i = 0; i < samples_.size(); ++i) {
        const Sample& sample = samples_[i];
        evidence.least_lead = std::min(evidence.least_lead, sample.worst.lead);
        evidence.lateness = std::max(evidence.lateness, sample.worst.lateness);
        // A link that has nothing to do is not late, but whoever samples it may be.
        const base::HostTime next = i + 1 < samples_.size() ? samples_[i + 1].when : last.when;
        evidence.lateness =
            std::max<base::Seconds>(evidence.lateness, next - sample.when - between_samples);
    }
    return evidence;
}

}  // namespace escapement::mcu
