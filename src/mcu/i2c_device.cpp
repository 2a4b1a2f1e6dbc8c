// Configures chips on I2C buses and talks to them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/i2c_device.hpp"

#include "mcu/spi_device.hpp"

namespace escapement::mcu {

base::Result<std::unique_ptr<I2cDevice>> I2cDevice::make(Mcu& mcu, const Settings& settings) {
    auto transfer = mcu.command<messages::I2cTransfer>(mcu.new_queue());
    if (!transfer) return std::move(transfer.error());
    std::unique_ptr<I2cDevice> made(new I2cDevice(mcu, *transfer, settings.address));
    if (auto done = made->configure(settings); !done) return std::move(done.error());
    made->listen();
    return made;
}

// Firmware that does not answer cannot tell.
void I2cDevice::listen() {
    using Reply = messages::I2cResponse;
    auto heard = mcu_.on_response<Reply>(oid_, [this](const Reply& reply, const Received&) {
        if (asking_ > 0 || !on_refusal_) return;
        if (const auto well = judge(reply.i2c_bus_status); !well) on_refusal_(well.error().what);
    });
    if (heard) subscription_ = *std::move(heard);
}

base::Result<void> I2cDevice::configure(const Settings& settings) {
    auto config = mcu_.command<messages::ConfigI2c>(mcu_.default_queue());
    if (!config) return std::move(config.error());
    mcu_.configuration().add(config->encode({oid_}));
    auto bus = bus_message(settings);
    if (!bus) return std::move(bus.error());
    mcu_.configuration().on_build([this, bus = *bus] { mcu_.configuration().add(bus); });
    return {};
}

base::Result<EncodedMessage> I2cDevice::bus_message(const Settings& settings) const {
    if (const auto* hardware = std::get_if<HardwareBus>(&settings.bus)) {
        auto bus = find_bus(mcu_, "i2c", hardware->name);
        if (!bus) return std::move(bus.error());
        auto set = mcu_.command<messages::I2cSetBus>(mcu_.default_queue());
        if (!set) return std::move(set.error());
        return set->encode({oid_, *bus, settings.rate_hz, settings.address});
    }
    const auto& pins = std::get<SoftwareBus>(settings.bus);
    auto scl = mcu_.pin(pins.scl.name);
    if (!scl) return std::move(scl.error());
    auto sda = mcu_.pin(pins.sda.name);
    if (!sda) return std::move(sda.error());
    auto set = mcu_.command<messages::I2cSetSwBus>(mcu_.default_queue());
    if (!set) return std::move(set.error());
    const base::Ticks32 half_period = mcu_.clock().ticks(base::Seconds(0.5 / settings.rate_hz));
    return set->encode({oid_, *scl, *sda, half_period, settings.address});
}

void I2cDevice::write(wire::Bytes data, When when) {
    transfer_.send({oid_, data, 0}, when);
}

base::Result<void> I2cDevice::judge(messages::I2cStatus status) const {
    if (status == messages::I2cStatus::success) return {};
    const auto number = static_cast<std::size_t>(status);
    const auto& names = messages::i2c_status_names;
    const std::string word =
        number < names.size() ? std::string(names[number]) : std::to_string(number);
    return base::Error{"MCU '" + mcu_.name() + "' I2C request to addr " + std::to_string(address_) +
                       " reports error " + word};
}

runtime::Task<base::Result<I2cDevice::Data>> I2cDevice::transfer(Data data,
                                                                 std::uint32_t read_count) {
    using Reply = messages::I2cResponse;
    auto reply_id = wire::response_id<Reply>(mcu_.dictionary());
    if (!reply_id) co_return std::move(reply_id.error());
    struct Asking {
        explicit Asking(int& count) : count_(count) { ++count_; }
        ~Asking() { --count_; }
        int& count_;
    } asking(asking_);
    const messages::I2cTransfer message{oid_, data, read_count};
    auto task =
        mcu_.ask({transfer_.encode(message), *reply_id, oid_, Reply::schema.name}, queue(), When{});
    auto answer = co_await task;
    if (!answer) co_return std::move(answer.error());
    Reply reply;
    wire::Reader fields(answer->payload());
    if (!wire::decode(fields, reply))
        co_return base::Error{"mcu '" + mcu_.name() + "': malformed 'i2c_response'"};
    if (auto well = judge(reply.i2c_bus_status); !well) co_return std::move(well.error());
    co_return Data(reply.response.begin(), reply.response.end());
}

}  // namespace escapement::mcu
