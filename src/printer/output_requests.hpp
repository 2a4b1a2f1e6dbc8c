// What commands want of an output pin, in the order of print time, until it is time to say so.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <optional>

#include "base/time.hpp"

namespace escapement::printer {

// Requests come in the order of their times.  They are held back so that of several for one
// moment only the last is carried out, and a microcontroller never gets two updates of a pin
// closer together than `least_gap`.
class OutputRequests {
  public:
    // What the owner did with a request at the moment it was offered.
    struct Outcome {
        enum class Kind {
            done,     // the pin was set
            ignored,  // nothing had to change
            again,    // the pin was set to something else first; offer the request once more
            later,    // nothing was done yet; offer the request again
        };
        Kind kind = Kind::done;
        base::PrintTime not_before{};  // for `again` and `later`
    };
    using Apply = std::function<Outcome(base::PrintTime when, double value)>;

    static constexpr base::Seconds least_gap{0.1};
    static constexpr std::size_t capacity = 4096;

    explicit OutputRequests(Apply apply) : apply_(std::move(apply)) {}

    // Asks for a value at a moment.  When too many wait, the oldest is dropped: later ones
    // matter more.
    void add(base::PrintTime when, double value);
    // Carries out all that is due until then.
    void flush(base::PrintTime until);
    // Carries out one request then, or as soon as the pin allows, whatever else waits.
    void apply_now(base::PrintTime when, double value);
    // When the next request is due; nothing if none waits.
    std::optional<base::PrintTime> next_due() const;

  private:
    struct Request {
        base::PrintTime when;
        double value;
    };
    // Whether the request at hand is done with.
    bool note(const Outcome& outcome, base::PrintTime due);

    Apply apply_;
    std::deque<Request> requests_;
    base::PrintTime earliest_{};  // for the next update
};

}  // namespace escapement::printer
