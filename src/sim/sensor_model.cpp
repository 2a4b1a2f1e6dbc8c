// Registers and queues of accelerometers.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/sensor_model.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

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
        if (address >= data && address < data + 6)
            return byte_of(measured_, static_cast<std::size_t>(address - data));
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

// The LIS2DW and the LIS3DH, which differ in what they say of the queue and how it is switched on.
class LisModel final : public SensorModel {
  public:
    explicit LisModel(bool is_lis3dh)
        : SensorModel(*chips::find_accelerometer(is_lis3dh ? "lis3dh" : "lis2dw"), fifo_size),
          is_lis3dh_(is_lis3dh) {
        registers_[id] = chip_.ids.front();
    }

    double rate() const override {
        const bool fast = registers_[control_1] >> 4 == 9;
        const bool queues = (registers_[fifo_control] & 0xe0) != 0 &&
                            (!is_lis3dh_ || (registers_[control_5] & 0x40) != 0);
        return fast && queues ? chip_.rates.front().hz : 0.0;
    }

  protected:
    std::uint8_t load(std::uint8_t address) override {
        if (address == data) measured_ = take();
        if (address >= data && address < data + 6)
            return byte_of(measured_, static_cast<std::size_t>(address - data));
        if (address == fifo_samples) return samples();
        return registers_[address];
    }
    void store(std::uint8_t address, std::uint8_t value) override {
        if (address == id) return;
        registers_[address] = value;
        if (address == fifo_control && (value & 0xe0) == 0) forget();
    }
    std::uint8_t next(std::uint8_t address) const override {
        return static_cast<std::uint8_t>(address == data + 5 ? data : address + 1);
    }
    std::uint8_t address_bits() const override { return is_lis3dh_ ? 0x3f : 0x7f; }

  private:
    static constexpr std::size_t fifo_size = 32;
    static constexpr std::uint8_t id = 0x0f, control_1 = 0x20, control_5 = 0x24, data = 0x28,
                                  fifo_control = 0x2e, fifo_samples = 0x2f;

    std::uint8_t samples() {
        const auto overrun = static_cast<std::uint8_t>(std::exchange(lost_, false) ? 0x40 : 0);
        const auto count = static_cast<std::uint8_t>(queue_.size());
        if (!is_lis3dh_) return static_cast<std::uint8_t>(overrun | count);
        return static_cast<std::uint8_t>(overrun | (count == 0 ? 0x20 : std::min<int>(count, 31)));
    }

    const bool is_lis3dh_;
    Counts measured_{};
};

// The MPU-9250 and the ICM-20948 read alike, from other addresses.
class InvensenseModel final : public SensorModel {
  public:
    struct Addresses {
        std::string_view chip;
        std::uint8_t id_value, id, fifo_enable, fifo_enabled, control, power, count, data;
        std::uint8_t interrupts, overflow, bank;
    };
    explicit InvensenseModel(const Addresses& at)
        : SensorModel(*chips::find_accelerometer(at.chip), fifo_bytes / 6), at_(at) {
        registers_[at_.id] = at_.id_value;
        registers_[at_.power] = asleep;
    }

    double rate() const override {
        const bool queues = (registers_[at_.fifo_enable] & at_.fifo_enabled) != 0 &&
                            (registers_[at_.control] & queue_on) != 0;
        return queues && (registers_[at_.power] & asleep) == 0 ? chip_.rates.front().hz : 0.0;
    }

  protected:
    std::uint8_t load(std::uint8_t address) override {
        if (address == at_.data) return stream();
        if (address == at_.count) return static_cast<std::uint8_t>(waiting_bytes() >> 8);
        if (address == at_.count + 1) return static_cast<std::uint8_t>(waiting_bytes());
        if (address == at_.interrupts) return std::exchange(lost_, false) ? at_.overflow : 0;
        return registers_[address];
    }
    void store(std::uint8_t address, std::uint8_t value) override {
        if (address == at_.bank && at_.bank != 0) in_first_bank_ = value == 0;
        if (!in_first_bank_ || address == at_.id) return;
        registers_[address] = value;
        if (address == at_.control && (value & queue_on) == 0) forget();
    }
    std::uint8_t next(std::uint8_t address) const override {
        return address == at_.data ? address : SensorModel::next(address);
    }

  private:
    static constexpr std::size_t fifo_bytes = 512;
    static constexpr std::uint8_t asleep = 0x40, queue_on = 0x40;

    const Addresses at_;
    bool in_first_bank_ = true;
};

class Bmi160Model final : public SensorModel {
  public:
    Bmi160Model() : SensorModel(*chips::find_accelerometer("bmi160"), fifo_bytes / 6) {
        registers_[id] = 0xd1;
    }

    double rate() const override {
        const bool queues = (registers_[fifo_config] & 0x40) != 0;
        return awake_ && queues && registers_[config] == 0x2c ? chip_.rates.front().hz : 0.0;
    }

  protected:
    std::uint8_t load(std::uint8_t address) override {
        if (address == data) return stream();
        if (address == length) return static_cast<std::uint8_t>(waiting_bytes());
        if (address == length + 1) return static_cast<std::uint8_t>(waiting_bytes() >> 8);
        return registers_[address];
    }
    void store(std::uint8_t address, std::uint8_t value) override {
        if (address == id) return;
        registers_[address] = value;
        if (address != command) return;
        if (value == 0x11 || value == 0x10) awake_ = value == 0x11;
        if (value == 0xb0) forget();
    }
    std::uint8_t next(std::uint8_t address) const override {
        return address == data ? address : SensorModel::next(address);
    }

  private:
    static constexpr std::size_t fifo_bytes = 1024;
    static constexpr std::uint8_t id = 0x00, length = 0x22, data = 0x24, config = 0x40,
                                  fifo_config = 0x47, command = 0x7e;

    bool awake_ = false;
};

constexpr InvensenseModel::Addresses mpu9250_addresses{.chip = "mpu9250",
                                                       .id_value = 0x71,
                                                       .id = 0x75,
                                                       .fifo_enable = 0x23,
                                                       .fifo_enabled = 0x08,
                                                       .control = 0x6a,
                                                       .power = 0x6b,
                                                       .count = 0x72,
                                                       .data = 0x74,
                                                       .interrupts = 0x3a,
                                                       .overflow = 0x10,
                                                       .bank = 0};
constexpr InvensenseModel::Addresses icm20948_addresses{.chip = "icm20948",
                                                        .id_value = 0xea,
                                                        .id = 0x00,
                                                        .fifo_enable = 0x67,
                                                        .fifo_enabled = 0x10,
                                                        .control = 0x03,
                                                        .power = 0x06,
                                                        .count = 0x70,
                                                        .data = 0x72,
                                                        .interrupts = 0x1b,
                                                        .overflow = 0x0f,
                                                        .bank = 0x7f};

}  // namespace

std::unique_ptr<SensorModel> SensorModel::make(std::string_view chip) {
    if (chip == "adxl345") return std::make_unique<Adxl345Model>();
    if (chip == "lis2dw" || chip == "lis3dh") return std::make_unique<LisModel>(chip == "lis3dh");
    if (chip == "mpu9250") return std::make_unique<InvensenseModel>(mpu9250_addresses);
    if (chip == "icm20948") return std::make_unique<InvensenseModel>(icm20948_addresses);
    if (chip == "bmi160") return std::make_unique<Bmi160Model>();
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

std::uint8_t SensorModel::byte_of(const Counts& counts, std::size_t which) const {
    const bool high_first = chip_.layout == chips::Accelerometer::Layout::high_byte_first;
    const auto count = static_cast<std::uint16_t>(counts[which / 2]);
    return static_cast<std::uint8_t>((which % 2 == 0) != high_first ? count : count >> 8);
}

std::uint8_t SensorModel::stream() {
    if (queue_.empty()) return 0;
    const std::uint8_t byte = byte_of(queue_.front(), streamed_);
    if (++streamed_ == 6) {
        streamed_ = 0;
        queue_.pop_front();
    }
    return byte;
}

const SensorModel::Counts& SensorModel::take() {
    if (!queue_.empty()) {
        current_ = queue_.front();
        queue_.pop_front();
    }
    return current_;
}

}  // namespace escapement::sim
