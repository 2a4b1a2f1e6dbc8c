// Counting the edges at an input: how often, by when.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "base/result.hpp"
#include "base/time.hpp"
#include "mcu/mcu.hpp"
#include "mcu/pin_spec.hpp"
#include "messages/pulse_counter.hpp"

namespace escapement::mcu {

// Belongs to one thread; the microcontroller must outlive it.
class PulseCounter {
  public:
    struct Settings {
        PinSpec pin;
        base::Seconds poll_interval{0.0015};  // between two looks; shorter pulses are missed
        base::Seconds report_interval{1.0};
    };
    struct Count {
        base::PrintTime when;          // of the report's last look
        std::uint64_t edges = 0;       // since the start
        base::PrintTime last_edge_at;  // of the look that saw the last one
    };
    using Callback = std::function<void(const Count&)>;
    // Before the microcontroller is configured.  Fails if the pin is not known, the firmware
    // lacks the commands, or the intervals are out of its reach.
    static base::Result<std::unique_ptr<PulseCounter>> make(Mcu& mcu, const Settings& settings);

    void on_count(Callback callback) { callback_ = std::move(callback); }

  private:
    PulseCounter(Mcu& mcu, messages::Oid oid) : mcu_(mcu), oid_(oid) {}
    void take(const messages::CounterState& state);

    Mcu& mcu_;
    messages::Oid oid_;
    base::Ticks32 poll_ticks_{};
    std::uint64_t edges_ = 0;
    Callback callback_;
    Subscription subscription_;
};

}  // namespace escapement::mcu
