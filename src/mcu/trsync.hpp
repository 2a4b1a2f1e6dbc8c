// One microcontroller's part of a TriggerGroup.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "mcu/mcu.hpp"
#include "mcu/stepper_out.hpp"
#include "messages/trsync.hpp"

namespace escapement::mcu {

// Belongs to one thread; the microcontroller must outlive it.
class Trsync {
  public:
    static base::Result<std::unique_ptr<Trsync>> make(Mcu& mcu);

    Mcu& mcu() const { return mcu_; }
    messages::Oid oid() const { return oid_; }
    CommandQueue queue() const { return commands_.start.queue(); }
    void add_stepper(const StepperOut& stepper) { stepper_oids_.push_back(stepper.oid()); }

    using Handler = std::function<void(const messages::TrsyncState&, const Received&)>;
    struct Arming {
        base::PrintTime when;
        base::Seconds timeout;
        // Share of the time between two reports by which they are put off, so that those of
        // several microcontrollers do not come together.
        double report_offset = 0.0;
    };
    // Reports go to `handler`.
    void arm(const Arming& arming, Handler handler);
    // It has shown a sign of life.
    void note_alive(base::McuClock clock) { alive_at_ = clock; }
    base::McuClock alive_at() const { return alive_at_; }
    // It may go on for the timeout after `alive`, if that is worth a message.
    void extend(base::McuClock alive);
    void trigger(messages::TriggerReason reason);
    // Disarms it; why it stopped.
    runtime::Task<base::Result<messages::TriggerReason>> disarm();

  private:
    struct Commands {
        Command<messages::ConfigTrsync> config;
        Command<messages::TrsyncStart> start;
        Command<messages::TrsyncSetTimeout> set_timeout;
        Command<messages::TrsyncTrigger> trigger;
        Command<messages::StepperStopOnTrigger> stop_stepper;
    };
    Trsync(Mcu& mcu, const Commands& commands);

    Mcu& mcu_;
    Commands commands_;
    messages::Oid oid_;
    std::vector<messages::Oid> stepper_oids_;
    base::McuClock alive_at_{};
    base::McuClock expires_at_{};
    std::uint32_t timeout_ticks_ = 0;
    std::uint32_t least_extension_ = 0;
    Subscription reports_;
};

}  // namespace escapement::mcu
