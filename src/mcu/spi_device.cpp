// Configures chips on SPI buses and talks to them.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/spi_device.hpp"

#include "base/names.hpp"

namespace escapement::mcu {

base::Result<std::uint32_t> find_bus(const Mcu& mcu,
                                     std::string_view kind,
                                     const std::optional<std::string>& name) {
    const std::string list = std::string(kind) + "_bus";
    const wire::Enumeration* buses = mcu.dictionary().enumeration(list);
    if (!buses) {
        if (!name) return std::uint32_t{0};
        return base::Error{"mcu '" + mcu.name() + "' has no " + std::string(kind) +
                           " buses to choose from"};
    }
    if (!name) {
        if (buses->name(0)) return std::uint32_t{0};
        return base::Error{"Must specify " + list + " on mcu '" + mcu.name() + "'"};
    }
    if (const auto value = buses->value(*name)) return static_cast<std::uint32_t>(*value);
    return base::Error{"Unknown " + list + " '" + *name + "'" +
                       base::did_you_mean(*name, buses->names())};
}

base::Result<std::unique_ptr<SpiDevice>> SpiDevice::make(Mcu& mcu, const Settings& settings) {
    auto send = mcu.command<messages::SpiSend>(mcu.new_queue());
    if (!send) return std::move(send.error());
    auto shutdown = mcu.command<messages::ConfigSpiShutdown>(mcu.default_queue());
    if (!shutdown) return std::move(shutdown.error());
    std::unique_ptr<SpiDevice> made(new SpiDevice(mcu, {*send, *shutdown}));
    if (auto done = made->configure(settings); !done) return std::move(done.error());
    return made;
}

// Chips are configured, and thereby deselected, before any of them gets a bus.
base::Result<void> SpiDevice::configure(const Settings& settings) {
    const CommandQueue queue = mcu_.default_queue();
    if (settings.select) {
        auto pin = mcu_.pin(settings.select->name);
        if (!pin) return std::move(pin.error());
        auto config = mcu_.command<messages::ConfigSpi>(queue);
        if (!config) return std::move(config.error());
        mcu_.configuration().add(config->encode({oid_, *pin, settings.select_high}));
    } else {
        auto config = mcu_.command<messages::ConfigSpiWithoutCs>(queue);
        if (!config) return std::move(config.error());
        mcu_.configuration().add(config->encode({oid_}));
    }
    auto bus = bus_message(settings);
    if (!bus) return std::move(bus.error());
    mcu_.configuration().on_build([this, bus = *bus] { mcu_.configuration().add(bus); });
    return {};
}

base::Result<EncodedMessage> SpiDevice::bus_message(const Settings& settings) const {
    const CommandQueue queue = mcu_.default_queue();
    if (const auto* hardware = std::get_if<HardwareBus>(&settings.bus)) {
        auto bus = find_bus(mcu_, "spi", hardware->name);
        if (!bus) return std::move(bus.error());
        auto set = mcu_.command<messages::SpiSetBus>(queue);
        if (!set) return std::move(set.error());
        return set->encode({oid_, *bus, settings.mode, settings.rate_hz});
    }
    const auto& pins = std::get<SoftwareBus>(settings.bus);
    auto miso = mcu_.pin(pins.miso.name);
    if (!miso) return std::move(miso.error());
    auto mosi = mcu_.pin(pins.mosi.name);
    if (!mosi) return std::move(mosi.error());
    auto sclk = mcu_.pin(pins.sclk.name);
    if (!sclk) return std::move(sclk.error());
    auto set = mcu_.command<messages::SpiSetSwBus>(queue);
    if (!set) return std::move(set.error());
    const base::Ticks32 period = mcu_.clock().ticks(base::Seconds(1.0 / settings.rate_hz));
    return set->encode({oid_, *miso, *mosi, *sclk, settings.mode, period});
}

void SpiDevice::send(wire::Bytes data, When when) {
    const messages::SpiSend message{oid_, data};
    if (mcu_.configuration().built())
        commands_.send.send(message, when);
    else
        mcu_.configuration().add_init(commands_.send.encode(message));
}

void SpiDevice::send_at_shutdown(wire::Bytes data) {
    const messages::Oid oid = mcu_.configuration().create_oid();
    mcu_.configuration().add(commands_.shutdown.encode({oid, oid_, data}));
}

runtime::Task<base::Result<std::vector<std::uint8_t>>> SpiDevice::transfer(
    std::vector<std::uint8_t> data, When when) {
    using Reply = messages::SpiTransferResponse;
    auto id = wire::command_id<messages::SpiTransfer>(mcu_.dictionary());
    if (!id) co_return std::move(id.error());
    auto reply_id = wire::response_id<Reply>(mcu_.dictionary());
    if (!reply_id) co_return std::move(reply_id.error());
    const messages::SpiTransfer transfer{oid_, data};
    auto task = mcu_.ask(
        {EncodedMessage(*id, transfer), *reply_id, oid_, Reply::schema.name}, queue(), when);
    auto answer = co_await task;
    if (!answer) co_return std::move(answer.error());
    Reply reply;
    wire::Reader fields(answer->payload());
    if (!wire::decode(fields, reply))
        co_return base::Error{"mcu '" + mcu_.name() + "': malformed 'spi_transfer_response'"};
    co_return std::vector<std::uint8_t>(reply.response.begin(), reply.response.end());
}

}  // namespace escapement::mcu
