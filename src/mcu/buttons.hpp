// Inputs that a microcontroller watches: buttons, switches, encoders.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "mcu/mcu.hpp"
#include "mcu/pin_spec.hpp"
#include "messages/buttons.hpp"

namespace escapement::mcu {

// Up to eight inputs that are looked at and reported together.  Every change is reported once and
// in order, however often messages get lost.  Belongs to one thread; the microcontroller must
// outlive it.
class Buttons {
  public:
    static constexpr std::size_t capacity = 8;
    // What the inputs of one group are now, the first in bit 0, and when the report came.
    using Callback = std::function<void(base::HostTime when, unsigned state)>;

    // Before the microcontroller is configured.  Fails if the firmware lacks the commands.
    static base::Result<std::unique_ptr<Buttons>> make(Mcu& mcu);

    Mcu& mcu() const { return mcu_; }
    bool has_room_for(std::size_t count) const { return inputs_.size() + count <= capacity; }
    // Inputs that are reported together, for which there is room.  Fails if a pin is not known.
    base::Result<void> add(const std::vector<PinSpec>& pins, Callback callback);

  private:
    struct Input {
        messages::PinNumber pin;
        std::int8_t pull;
    };
    struct Group {
        unsigned mask;
        unsigned shift;
        Callback callback;
    };
    struct Commands {
        Command<messages::ConfigButtons> config;
        Command<messages::ButtonsAdd> add;
        Command<messages::ButtonsQuery> query;
        Command<messages::ButtonsAck> ack;
    };
    Buttons(Mcu& mcu, const Commands& commands);
    void build();
    void take(const messages::ButtonsState& report, base::HostTime when);
    void tell(std::uint8_t levels, base::HostTime when);

    Mcu& mcu_;
    Commands commands_;
    messages::Oid oid_;
    std::vector<Input> inputs_;
    std::vector<Group> groups_;
    unsigned inverted_ = 0;
    unsigned state_ = 0;      // as last told
    std::uint8_t taken_ = 0;  // states of reports so far; wraps as on the board
    Subscription subscription_;
};

}  // namespace escapement::mcu
