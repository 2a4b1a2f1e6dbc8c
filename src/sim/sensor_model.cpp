// Registers and queues of accelerometers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/sensor_model.hpp"

#include <algorithm>
#include <cmath>

namespace escapement::sim {
namespace {

constexpr std::uint8_t read_bit = 0x80;
constexpr int largest_count = 32767;

// The ADXL345: six bytes of a measurement are read together with how many are left.
class Adxl345Model final : public SensorModel {
  public:
    Adxl345Model() : SensorModel(*chips::find_accelerometer("adxl345"), fifo_size) {
        registers_[id] = 0xe5;
        registers_[rate_register] = 0x0a;
    }

    double rate() const override {
        if ((registers_[power] & measuring) == 0) return 0.0;
        for (const auto& [hz, code] : chip_.rates)
            if (code == (registers_[rate_register] & 0xf)) return hz;
        return 0.0;
    }

  protected:
    std::uint8_t load(std::uint8_t address) override {
        if (address == data) measured_ = take();
        if (address >= data && address < data + 6) {
            const auto count = static_cast<std::uint16_t>(measured_[(address - data) / 2]);
            return static_cast<std::uint8_t>((address - data) % 2 == 0 ? count : count >> 8);
        }
        if (address == fifo_status) return static_cast<std::uint8_t>(queue_.size());
        return registers_[address];
    }
    void store(std::uint8_t address, std::uint8_t value) override {
        if (address == id) return;
        registers_[address] = value;
        if (address == fifo_control && value == 0) queue_.clear();
    }
    std::uint8_t address_bits() const override { return 0x3f; }

  private:
    static constexpr std::size_t fifo_size = 32;
    static constexpr std::uint8_t id = 0x00, rate_register = 0x2c, power = 0x2d, data = 0x32,
                                  fifo_control = 0x38, fifo_status = 0x39;
    static constexpr std::uint8_t measuring = 0x08;

    Counts measured_{};
};

}  // namespace

std::unique_ptr<SensorModel> SensorModel::make(std::string_view chip) {
    if (chip == "adxl345") return std::make_unique<Adxl345Model>();
    return nullptr;
}

std::uint8_t SensorModel::offer() {
    return told_ && told_->reads ? load(told_->address) : std::uint8_t{0};
}

void SensorModel::accept(std::uint8_t byte) {
    if (!told_) {
        told_ = {(byte & read_bit) != 0, static_cast<std::uint8_t>(byte & address_bits())};
        return;
    }
    if (!told_->reads) store(told_->address, byte);
    go_on(told_->address);
}

void SensorModel::transfer(std::span<const std::uint8_t> write, std::span<std::uint8_t> read) {
    if (write.empty()) return;
    auto address = static_cast<std::uint8_t>(write[0] & address_bits());
    for (const std::uint8_t byte : write.subspan(1)) {
        store(address, byte);
        go_on(address);
    }
    for (std::uint8_t& byte : read) {
        byte = load(address);
        go_on(address);
    }
}

// A little noise, the same in every run, as chips have it.
void SensorModel::measure(const Vector& acceleration) {
    Counts counts{};
    for (std::size_t i = 0; i < counts.size(); ++i) {
        noise_ = noise_ * 1664525U + 1013904223U;
        const double noise = static_cast<double>(noise_ >> 16) / 32768.0 - 1.0;
        const double count = std::round(acceleration[i] / chip_.scale[i] + noise);
        counts[i] = static_cast<int>(std::clamp<double>(count, -largest_count, largest_count));
    }
    queue_.push_back(counts);
    if (queue_.size() <= room_) return;
    queue_.pop_front();
    lost_ = true;
}

const SensorModel::Counts& SensorModel::take() {
    if (!queue_.empty()) {
        current_ = queue_.front();
        queue_.pop_front();
    }
    return current_;
}

}  // namespace escapement::sim
