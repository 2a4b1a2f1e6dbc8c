// Who uses which pin; two users of one pin are a mistake unless they agreed to share it.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <set>
#include <string>

#include "base/result.hpp"
#include "config/pin.hpp"
#include "config/place.hpp"

namespace escapement::config {

struct PinUser {
    std::string section;     // "[fan]" is written here as "fan"
    Place place;             // of the option that names the pin
    std::string share = {};  // users with the same non-empty word may share a pin: "stepper_enable"
};

class PinRegistry {
  public:
    enum class Claim { first, shared };

    // Notes that `user` uses the pin (resolved to the name its chip knows).  Fails when
    // another user has it, or shares it with another polarity or pull resistor.
    base::Result<Claim> claim(const Pin& pin, const PinUser& user);

    // From now on the pin (address as "mcu:PA1") may be used by anybody any number of times.
    void permit_sharing(const std::string& address) { shareable_.insert(address); }

    // Forgets all users of all pins.
    void release_all() { claims_.clear(); }
    // Forgets the users of a pin whose owner hands it on.
    void release(const Pin& pin) { claims_.erase(pin.address()); }

  private:
    struct Entry {
        Pin pin;
        PinUser user;
    };
    std::map<std::string, Entry> claims_;
    std::set<std::string> shareable_;
};

}  // namespace escapement::config
