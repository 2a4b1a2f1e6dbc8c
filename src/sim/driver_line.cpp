// Bits from edges, messages from bits.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/driver_line.hpp"

#include "chips/driver_datagram.hpp"

namespace escapement::sim {
namespace {

using base::Seconds;

constexpr std::size_t bits_in_byte = 10;  // with start and stop bit
constexpr std::size_t read_size = 4, write_size = 8;
constexpr std::uint8_t write_flag = 0x80;
constexpr double answer_delay_bits = 8.5;
// Within a message the line changes more often than that: the rest of it will not come.
constexpr double longest_rest_bits = 12.0;

}  // namespace

void DriverLine::drive(bool level, Seconds at) {
    read_until(at);
    if (edges_.size() > 1 && at - edges_.back().at > bit_ * longest_rest_bits) edges_.clear();
    const bool before = edges_.empty() || edges_.back().level;  // it rests high
    if (level == before) return;
    if (edges_.size() == 1) bit_ = at - edges_.front().at;
    edges_.push_back({at, level});
}

bool DriverLine::driven_level(Seconds at) const {
    bool level = true;
    for (const Edge& edge : edges_) {
        if (edge.at > at) break;
        level = edge.level;
    }
    return level;
}

Seconds DriverLine::end_of(std::size_t bytes) const {
    return edges_.front().at + bit_ * static_cast<double>(bytes * bits_in_byte);
}

// A row of bytes as the board puts them on the line.
std::vector<std::uint8_t> DriverLine::sample(std::size_t bytes) const {
    std::vector<std::uint8_t> bits((bytes * bits_in_byte + 7) / 8);
    for (std::size_t i = 0; i < bytes * bits_in_byte; ++i)
        if (driven_level(edges_.front().at + bit_ * (static_cast<double>(i) + 0.5)))
            bits[i / 8] = static_cast<std::uint8_t>(bits[i / 8] | 1U << i % 8);
    return bits;
}

// The third byte tells whether a value follows.
std::size_t DriverLine::size() const {
    const auto head = chips::from_line(sample(read_size));
    return head && (*head)[2] & write_flag ? write_size : read_size;
}

void DriverLine::read_until(Seconds at) {
    if (edges_.size() < 2 || at < end_of(read_size) - bit_ / 2) return;
    const std::size_t bytes = size();
    if (at < end_of(bytes) - bit_ / 2) return;
    const auto bits = sample(bytes);
    answer_at_ = end_of(bytes) + bit_ * answer_delay_bits;
    answer_.clear();
    handle(bits);
    edges_.clear();
}

DriverModel* DriverLine::driver(std::uint8_t address) const {
    for (const Node& node : nodes_)
        if (node.address == address && node.connected()) return node.driver;
    return nullptr;
}

void DriverLine::handle(const std::vector<std::uint8_t>& bits) {
    const auto bytes = chips::from_line(bits);
    if (!bytes) return;
    const auto& b = *bytes;
    if (chips::datagram_crc({b.data(), b.size() - 1}) != b.back()) return;
    DriverModel* const found = driver(b[1]);
    if (!found) return;
    const auto reg = static_cast<std::uint8_t>(b[2] & ~write_flag);
    if (b.size() == read_size) {
        answer_ = chips::read_answer(reg, found->read(reg));
        return;
    }
    std::uint32_t value = 0;
    for (std::size_t i = 3; i < 7; ++i) value = value << 8 | b[i];
    found->write(reg, value);
}

bool DriverLine::level(Seconds at) {
    read_until(at);
    if (answer_.empty() || at < answer_at_) return true;
    const auto place = static_cast<std::size_t>((at - answer_at_) / bit_);
    if (place >= answer_.size() * 8) return true;
    return answer_[place / 8] >> place % 8 & 1;
}

}  // namespace escapement::sim
