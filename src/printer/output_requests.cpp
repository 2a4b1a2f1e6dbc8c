// Holding back, merging and spacing requests.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "printer/output_requests.hpp"

#include <algorithm>

namespace escapement::printer {

void OutputRequests::add(base::PrintTime when, double value) {
    if (requests_.size() == capacity) requests_.pop_front();
    requests_.push_back({when, value});
}

std::optional<base::PrintTime> OutputRequests::next_due() const {
    if (requests_.empty()) return std::nullopt;
    return std::max(requests_.front().when, earliest_);
}

void OutputRequests::flush(base::PrintTime until) {
    while (const auto due = next_due()) {
        if (*due > until) return;
        // A later request that is due as well overrides this one.
        while (requests_.size() > 1 && requests_[1].when <= *due) requests_.pop_front();
        if (note(apply_(*due, requests_.front().value), *due)) requests_.pop_front();
    }
}

void OutputRequests::apply_now(base::PrintTime when, double value) {
    while (true) {
        const auto due = std::max(when, earliest_);
        if (note(apply_(due, value), due)) return;
    }
}

bool OutputRequests::note(const Outcome& outcome, base::PrintTime due) {
    using Kind = Outcome::Kind;
    earliest_ = std::max(earliest_, outcome.not_before);
    if (outcome.kind == Kind::done || outcome.kind == Kind::again)
        earliest_ = std::max(earliest_, due + least_gap);
    return outcome.kind == Kind::done || outcome.kind == Kind::ignored;
}

}  // namespace escapement::printer
