// Shifts bytes through drivers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/driver_bus.hpp"

namespace escapement::sim {
namespace {

constexpr std::uint8_t write_bit = 0x80;
constexpr std::size_t usual_message_size = 5, message_size_of_2660 = 3;

bool is_2660(const DriverModel& driver) {
    return driver.chip().wire() == chips::DriverWire::spi_of_2660;
}

// The upper bits of a message of 20 are the register's address; of one, a single bit is.
void take_2660(DriverModel& driver, std::uint32_t message) {
    constexpr std::uint32_t address_bits = 0xe, value_bits = 0x1ffff, other_value_bits = 0x3ffff;
    const std::uint32_t address = message >> 16 & address_bits;
    const bool first = (address & 8) == 0;
    driver.write(static_cast<std::uint8_t>(first ? 0 : address),
                 message & (first ? other_value_bits : value_bits));
}

}  // namespace

void DriverBus::add(std::size_t position, DriverModel& driver) {
    if (stations_.size() < position) stations_.resize(position);
    stations_[position - 1].driver = &driver;
}

std::size_t DriverBus::message_size() const {
    return stations_.front().driver && is_2660(*stations_.front().driver) ? message_size_of_2660
                                                                          : usual_message_size;
}

std::vector<std::uint8_t> DriverBus::answer(Station& station) const {
    std::vector<std::uint8_t> bytes(message_size());
    if (!station.driver) return bytes;
    const bool old = is_2660(*station.driver);
    std::uint32_t value = 0;
    if (old)
        value = station.driver->answer_of_2660();
    else
        value = station.wrote ? station.written : station.driver->read(station.asked);
    for (std::size_t i = old ? 0 : 1; i < bytes.size(); ++i)
        bytes[i] = static_cast<std::uint8_t>(value >> 8 * (bytes.size() - 1 - i));
    return bytes;
}

void DriverBus::take(Station& station, const std::uint8_t* message) const {
    if (!station.driver) return;
    std::uint32_t value = 0;
    if (is_2660(*station.driver)) {
        for (std::size_t i = 0; i < message_size_of_2660; ++i) value = value << 8 | message[i];
        return take_2660(*station.driver, value & 0xfffff);
    }
    for (std::size_t i = 1; i < usual_message_size; ++i) value = value << 8 | message[i];
    station.wrote = (message[0] & write_bit) != 0;
    station.asked = static_cast<std::uint8_t>(message[0] & ~write_bit);
    station.written = value;
    if (station.wrote) station.driver->write(station.asked, value);
}

void DriverBus::select() {
    if (selected_) return;
    selected_ = true;
    in_.clear();
    out_.clear();
    bits_ = 0;
    for (auto station = stations_.rbegin(); station != stations_.rend(); ++station) {
        const auto bytes = answer(*station);
        out_.insert(out_.end(), bytes.begin(), bytes.end());
    }
}

std::uint8_t DriverBus::exchange(std::uint8_t byte) {
    const std::uint8_t out = in_.size() < out_.size() ? out_[in_.size()] : std::uint8_t{0};
    in_.push_back(byte);
    return out;
}

void DriverBus::clock_rises(bool data) {
    bit_ = in_.size() < out_.size() && (out_[in_.size()] >> (7 - bits_) & 1) != 0;
    half_byte_ = static_cast<std::uint8_t>(half_byte_ << 1 | (data ? 1 : 0));
    if (++bits_ < 8) return;
    bits_ = 0;
    exchange(half_byte_);
}

void DriverBus::release() {
    if (!selected_) return;
    selected_ = false;
    const std::size_t size = message_size(), all = stations_.size() * size;
    if (in_.size() < all) return;
    const std::uint8_t* message = in_.data() + (in_.size() - all);
    for (auto station = stations_.rbegin(); station != stations_.rend(); ++station, message += size)
        take(*station, message);
}

}  // namespace escapement::sim
