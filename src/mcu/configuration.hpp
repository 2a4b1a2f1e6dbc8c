// What a microcontroller must be told before it can be used, gathered from its devices.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "mcu/command.hpp"
#include "messages/types.hpp"

namespace escapement::mcu {

// Filled until build(), then only read.  Belongs to one thread.
class Configuration {
  public:
    static constexpr int max_oids = 255;

    // A number for a device.  More than max_oids is found out by build().
    messages::Oid create_oid();
    int oid_count() const { return oid_count_; }

    // Once, to a board that has no configuration.  Must say the same each time the same
    // printer is set up: a board that was told the same before need not be told again.
    void add(const EncodedMessage& message);
    // To a board that has kept its configuration, to bring the device back to its start.
    void add_restart(const EncodedMessage& message);
    // To either kind, afterwards.
    void add_init(const EncodedMessage& message);
    // Calls back when all devices are known; the last chance to add something.  Again each time
    // that the same is built anew, with moments that lie ahead then.
    void on_build(std::function<void()> callback);
    // One queued move of the board is kept for a device other than steppers.
    void reserve_move_slot() { ++reserved_slots_; }
    int reserved_move_slots() const { return reserved_slots_; }

    // Lets the devices add what they have, again for a board that has come back; the check sum
    // covers `first` (allocate_oids) as well.
    void build(const std::function<EncodedMessage(int oid_count)>& first);
    bool built() const { return built_; }
    std::uint32_t crc() const { return crc_; }
    const std::vector<EncodedMessage>& config() const { return config_; }
    const std::vector<EncodedMessage>& restart() const { return restart_; }
    const std::vector<EncodedMessage>& init() const { return init_; }

  private:
    int oid_count_ = 0;
    int reserved_slots_ = 0;
    bool built_ = false;
    std::uint32_t crc_ = 0;
    std::vector<EncodedMessage> config_, restart_, init_;
    struct Sizes {
        std::size_t config, restart, init;
    };
    std::optional<Sizes> before_;  // what there was before the first build
    std::vector<std::function<void()>> callbacks_;
};

}  // namespace escapement::mcu
