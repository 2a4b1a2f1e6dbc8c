// Finds out when one pin is given to two users.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/pin_registry.hpp"

namespace escapement::config {
namespace {

std::string name_user(const PinUser& user) {
    return "[" + user.section + "] (" + user.place.text() + ")";
}

}  // namespace

base::Result<PinRegistry::Claim> PinRegistry::claim(const Pin& pin, const PinUser& user) {
    const auto [found, added] = claims_.try_emplace(pin.address(), Entry{pin, user});
    if (added) return Claim::first;
    if (shareable_.contains(pin.address())) return Claim::shared;
    const Entry& before = found->second;
    const auto users = name_user(before.user) + " and by " + name_user(user);
    if (user.share.empty() || user.share != before.user.share)
        return base::Error{"pin " + pin.name + " used multiple times in config: by " + users};
    if (pin.inverted != before.pin.inverted || pin.pull != before.pin.pull)
        return base::Error{"Shared pin " + pin.name +
                           " must have same polarity and pull resistor: used by " + users};
    return Claim::shared;
}

}  // namespace escapement::config
