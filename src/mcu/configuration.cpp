// Gathers configuration messages and computes their check sum.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/configuration.hpp"

#include "base/assert.hpp"
#include "mcu/crc32.hpp"

namespace escapement::mcu {

messages::Oid Configuration::create_oid() {
    ASSERT(!built_);
    return {static_cast<std::uint8_t>(oid_count_++)};
}

void Configuration::add(const EncodedMessage& message) {
    ASSERT(!built_);
    config_.push_back(message);
}

void Configuration::add_restart(const EncodedMessage& message) {
    ASSERT(!built_);
    restart_.push_back(message);
}

void Configuration::add_init(const EncodedMessage& message) {
    ASSERT(!built_);
    init_.push_back(message);
}

void Configuration::on_build(std::function<void()> callback) {
    ASSERT(!built_);
    callbacks_.push_back(std::move(callback));
}

void Configuration::build(const std::function<EncodedMessage(int)>& first) {
    if (before_) {
        config_.erase(config_.begin());  // `first` of the last time
        config_.resize(before_->config);
        restart_.resize(before_->restart);
        init_.resize(before_->init);
    } else {
        before_ = {config_.size(), restart_.size(), init_.size()};
    }
    built_ = false;
    crc_ = 0;
    for (const auto& callback : callbacks_) callback();
    config_.insert(config_.begin(), first(oid_count_));
    for (const EncodedMessage& message : config_) crc_ = crc32(message.bytes(), crc_);
    built_ = true;
}

}  // namespace escapement::mcu
