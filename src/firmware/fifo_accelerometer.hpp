// Fetches what accelerometers with a queue measured, in blocks.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "firmware/core.hpp"
#include "firmware/dispatch.hpp"
#include "firmware/sensor_bulk.hpp"
#include "firmware/sensor_bus.hpp"
#include "messages/fifo_accelerometer.hpp"

namespace escapement::firmware {

// What waits in a chip.
struct ChipQueue {
    std::uint16_t bytes = 0;
    bool overflowed = false;
};

// Each kind of chip says where its measurements are read, how its queue is asked, and whether it
// tells elsewhere that something was lost.  Registers are those of the data sheets.

struct LisChip {
    using Config = messages::ConfigLis2dw;
    using Query = messages::QueryLis2dw;
    using Status = messages::QueryLis2dwStatus;

    explicit LisChip(const Config& config)
        : is_lis3dh(config.lis_chip_type == messages::LisChipType::lis3dh) {}

    template <class Bus>
    static Bus bus_of(auto& core, const Config& config) {
        if (static_cast<std::size_t>(config.lis_chip_type) < messages::lis_chip_type_names.size())
            return Bus::find(core, config.bus_oid_type, config.bus_oid);
        core.shut_down(Reason::sensor_model_type);
        return {};
    }
    // A LIS3DH only goes on to the next register where it is told to.
    RegisterPlace data() const {
        return is_lis3dh ? RegisterPlace{0x28 | 0x40, 0x28 | 0x80} : RegisterPlace{0x28, 0x28};
    }
    template <class Bus>
    std::optional<ChipQueue> queue(Bus& bus) const {
        std::array<std::uint8_t, 1> status{};
        if (!bus.read({0x2f, 0x2f}, status)) return std::nullopt;
        unsigned measurements = status[0] & 0x3fU;
        if (is_lis3dh) measurements = (status[0] & 0x20) != 0 ? 0 : status[0] & 0x1fU;
        return ChipQueue{static_cast<std::uint16_t>(6 * measurements), (status[0] & 0x40) != 0};
    }
    template <class Bus>
    static bool lost_something(Bus&) {
        return false;
    }

    bool is_lis3dh;
};

struct Bmi160Chip {
    using Config = messages::ConfigBmi160;
    using Query = messages::QueryBmi160;
    using Status = messages::QueryBmi160Status;

    explicit Bmi160Chip(const Config&) {}

    template <class Bus>
    static Bus bus_of(auto& core, const Config& config) {
        return Bus::find(core, config.bus_oid_type, config.bus_oid);
    }
    static RegisterPlace data() { return {0x24, 0x24}; }
    template <class Bus>
    static std::optional<ChipQueue> queue(Bus& bus) {
        std::array<std::uint8_t, 2> length{};
        if (!bus.read({0x22, 0x22}, length)) return std::nullopt;
        const auto bytes = static_cast<std::uint16_t>(length[0] | length[1] << 8);
        return ChipQueue{bytes, bytes > fifo_size};
    }
    template <class Bus>
    static bool lost_something(Bus&) {
        return false;
    }

  private:
    static constexpr std::uint16_t fifo_size = 1024;
};

// The two of InvenSense differ in addresses only.
template <class Messages>
struct InvensenseChip {
    using Config = typename Messages::Config;
    using Query = typename Messages::Query;
    using Status = typename Messages::Status;

    explicit InvensenseChip(const Config&) {}

    template <class Bus>
    static Bus bus_of(auto& core, const Config& config) {
        return Bus::find(core, messages::BusOidType::i2c, config.i2c_oid);
    }
    static RegisterPlace data() { return {0, Messages::data}; }
    template <class Bus>
    static std::optional<ChipQueue> queue(Bus& bus) {
        std::array<std::uint8_t, 2> count{};
        if (!bus.read({0, Messages::count}, count)) return std::nullopt;
        return ChipQueue{static_cast<std::uint16_t>((count[0] & 0x1f) << 8 | count[1]), false};
    }
    template <class Bus>
    static bool lost_something(Bus& bus) {
        std::array<std::uint8_t, 1> status{};
        return bus.read({0, Messages::interrupts}, status) && (status[0] & Messages::overflow) != 0;
    }
};
struct Mpu9250Messages {
    using Config = messages::ConfigMpu9250;
    using Query = messages::QueryMpu9250;
    using Status = messages::QueryMpu9250Status;
    static constexpr std::uint8_t data = 0x74, count = 0x72, interrupts = 0x3a, overflow = 0x10;
};
struct Icm20948Messages {
    using Config = messages::ConfigIcm20948;
    using Query = messages::QueryIcm20948;
    using Status = messages::QueryIcm20948Status;
    static constexpr std::uint8_t data = 0x72, count = 0x70, interrupts = 0x1b, overflow = 0x0f;
};

// A round of tasks fetches eight measurements; when fewer are left, a timer says when to look
// again. A chip that does not answer has measured nothing.
template <class Chip, Board B, Scheduler S>
class FifoAccelerometer {
  public:
    using Bus = SensorBus<B, S>;

    FifoAccelerometer(Core<B, S>& core, const typename Chip::Config& config, Bus bus)
        : core_(core), chip_(config), bus_(bus), oid_(config.oid) {}
    FifoAccelerometer(const FifoAccelerometer&) = delete;
    FifoAccelerometer& operator=(const FifoAccelerometer&) = delete;

    static void configure(Core<B, S>& core, const typename Chip::Config& config) {
        const Bus bus = Chip::template bus_of<Bus>(core, config);
        if (bus) core.template add<FifoAccelerometer>(config, bus);
    }
    void query(const typename Chip::Query& message);
    void report_status(const typename Chip::Status& message);

    void shut_down() { due_ = false; }
    void run_task();

  private:
    using Bulk = SensorBulk<6>;
    static constexpr std::size_t block = Bus::most_bytes;

    Next on_due(Clock32) {
        due_ = true;
        core_.wake_tasks();
        return Next::stop();
    }
    void rest() {
        const auto guard = core_.lock();
        due_ = false;
        core_.arm(timer_, core_.board().clock() + rest_ticks_);
    }
    void look();
    void fetch();

    Core<B, S>& core_;
    Timer timer_ = Timer::calling<&FifoAccelerometer::on_due>(*this, Level::relaxed);
    Chip chip_;
    Bus bus_;
    Ticks32 rest_ticks_;
    Bulk bulk_;
    std::uint16_t waiting_ = 0;  // bytes in the chip, as far as known
    Oid oid_;
    bool due_ = false;
};

template <class Chip, Board B, Scheduler S>
void FifoAccelerometer<Chip, B, S>::query(const typename Chip::Query& message) {
    const auto guard = core_.lock();
    core_.cancel(timer_);
    due_ = false;
    waiting_ = 0;
    rest_ticks_ = message.rest_ticks;
    if (rest_ticks_.raw == 0) return;
    bulk_.reset();
    rest();
}

template <class Chip, Board B, Scheduler S>
void FifoAccelerometer<Chip, B, S>::look() {
    const auto queue = chip_.queue(bus_);
    waiting_ = queue ? queue->bytes : std::uint16_t{0};
    if (queue && queue->overflowed) bulk_.note_overflow();
}

template <class Chip, Board B, Scheduler S>
void FifoAccelerometer<Chip, B, S>::fetch() {
    std::array<std::uint8_t, block> bytes{};
    waiting_ = static_cast<std::uint16_t>(waiting_ - block);
    if (!bus_.read(chip_.data(), bytes)) return;
    for (std::size_t i = 0; i < block; i += 6) {
        typename Bulk::Measurement measurement;
        std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(i), 6, measurement.begin());
        bulk_.add(core_, oid_, measurement);
    }
}

template <class Chip, Board B, Scheduler S>
void FifoAccelerometer<Chip, B, S>::run_task() {
    if (!due_) return;
    if (waiting_ < block) look();
    if (waiting_ >= block) fetch();
    if (waiting_ >= block)
        core_.wake_tasks();
    else
        rest();
}

template <class Chip, Board B, Scheduler S>
void FifoAccelerometer<Chip, B, S>::report_status(const typename Chip::Status&) {
    if (chip_.lost_something(bus_)) bulk_.note_overflow();
    const Clock32 start = core_.board().clock();
    const auto queue = chip_.queue(bus_);
    const Clock32 end = core_.board().clock();
    if (!queue) return;
    waiting_ = queue->bytes;
    if (queue->overflowed) bulk_.note_overflow();
    core_.send(bulk_.status(oid_, start, end, waiting_));
}

template <class Chip, Board B, Scheduler S>
using FifoAccelerometerCommands =
    CommandList<Command<&FifoAccelerometer<Chip, B, S>::configure>,
                Command<&FifoAccelerometer<Chip, B, S>::query>,
                Command<&FifoAccelerometer<Chip, B, S>::report_status>>;

template <Board B, Scheduler S>
using LisCommands = FifoAccelerometerCommands<LisChip, B, S>;
template <Board B, Scheduler S>
using Bmi160Commands = FifoAccelerometerCommands<Bmi160Chip, B, S>;
template <Board B, Scheduler S>
using Mpu9250Commands = FifoAccelerometerCommands<InvensenseChip<Mpu9250Messages>, B, S>;
template <Board B, Scheduler S>
using Icm20948Commands = FifoAccelerometerCommands<InvensenseChip<Icm20948Messages>, B, S>;

}  // namespace escapement::firmware
