// A pin that is switched on and off at given moments.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "mcu/command.hpp"
#include "mcu/mcu.hpp"
#include "mcu/pin_spec.hpp"
#include "messages/digital_out.hpp"

namespace escapement::mcu {

// Belongs to one thread; the microcontroller must outlive it.
class DigitalOut {
  public:
    struct Settings {
        PinSpec pin;
        bool start_value = false;
        bool shutdown_value = false;
        // The board shuts down if the pin is away from its shutdown value for so long without a
        // new command; zero for no such limit.
        base::Seconds max_duration{2.0};
    };
    // Before the microcontroller is configured.  Fails if the pin is not known, the firmware
    // lacks the commands, or the settings contradict each other.
    static base::Result<std::unique_ptr<DigitalOut>> make(Mcu& mcu, const Settings& settings);

    // Switches at that moment, which must be a tenth of a second or more after that of the
    // previous call: the board is told when it has carried that out.
    void set(base::PrintTime when, bool on);
    // From now on the other is set along with this one; it must outlive this.
    void join(DigitalOut& other) { joined_.push_back(&other); }
    // Several changes, as close to each other as they may be, the last set() being over long ago.
    void set_all(const std::vector<std::pair<base::PrintTime, bool>>& changes);
    Mcu& mcu() const { return mcu_; }

  private:
    using Queue = Command<messages::QueueDigitalOut>;
    DigitalOut(Mcu& mcu, bool invert, messages::Oid oid, Queue queue)
        : mcu_(mcu), invert_(invert), oid_(oid), queue_(queue) {}

    void begin(const Command<messages::UpdateDigitalOut>& update);

    Mcu& mcu_;
    bool invert_;
    messages::Oid oid_;
    Queue queue_;
    std::optional<bool> last_level_;  // of the pin; none before the first call
    base::McuClock last_clock_{};
    std::vector<DigitalOut*> joined_;
};

}  // namespace escapement::mcu
