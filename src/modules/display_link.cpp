// Displays on pins, on SPI and on I2C.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/display_link.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "mcu/i2c_device.hpp"
#include "mcu/spi_device.hpp"
#include "messages/digital_out.hpp"
#include "messages/hd44780.hpp"
#include "messages/st7920.hpp"
#include "printer/bus_config.hpp"
#include "printer/pin_spec.hpp"
#include "printer/pins.hpp"

namespace escapement::modules {
namespace {

using base::Seconds;
using printer::SectionName;

template <class M>
mcu::Command<M> find_command(mcu::Mcu& board, mcu::CommandQueue queue, const SectionName& section) {
    const auto command = board.command<M>(queue);
    if (!command) throw section.error("lcd_type", command.error().what);
    return *command;
}

// The numbers of pins that must be on one board.
std::vector<messages::PinNumber> claim_wires(
    const std::vector<std::pair<std::string_view, printer::PinName>>& pins,
    const SectionName& section,
    printer::Context& context,
    mcu::Mcu*& board) {
    std::vector<messages::PinNumber> numbers;
    for (const auto& [option, pin] : pins) {
        const auto claimed = context.pins.claim(pin, {section, option}, config::analog_prefixes);
        if (board && board != &claimed.mcu)
            throw section.error(option, "all pins of the display must be on same mcu");
        board = &claimed.mcu;
        numbers.push_back(*claimed.mcu.pin(claimed.pin.name));
    }
    return numbers;
}

// A display whose protocol the firmware knows: it has messages for commands and for data.
template <wire::Message Commands, wire::Message Data>
class KnownDisplay : public DisplayLink {
  public:
    using DisplayLink::command;
    using DisplayLink::data;
    mcu::Mcu& mcu() const override { return *board_; }
    void command(wire::Bytes bytes, mcu::When when) override {
        commands_->send({oid_, bytes}, when);
    }
    void data(wire::Bytes bytes, mcu::When when) override { data_->send({oid_, bytes}, when); }

  protected:
    mcu::Mcu* board_ = nullptr;
    messages::Oid oid_;
    std::optional<mcu::Command<Commands>> commands_;
    std::optional<mcu::Command<Data>> data_;
};

// A HD44780 on six pins: the firmware knows its protocol.
class Hd44780Link final
    : public KnownDisplay<messages::Hd44780SendCmds, messages::Hd44780SendData> {
  public:
    Hd44780Link(const DisplayConfig& config, printer::Context& context) {
        const auto pins = claim_wires({{"rs_pin", *config.rs_pin},
                                       {"e_pin", *config.e_pin},
                                       {"d4_pin", *config.d4_pin},
                                       {"d5_pin", *config.d5_pin},
                                       {"d6_pin", *config.d6_pin},
                                       {"d7_pin", *config.d7_pin}},
                                      config.section,
                                      context,
                                      board_);
        const auto queue = board_->new_queue();
        const auto& section = config.section;
        commands_ = find_command<messages::Hd44780SendCmds>(*board_, queue, section);
        data_ = find_command<messages::Hd44780SendData>(*board_, queue, section);
        const auto configure =
            find_command<messages::ConfigHd44780>(*board_, board_->default_queue(), config.section);
        oid_ = board_->configuration().create_oid();
        constexpr Seconds byte_time{0.000040};
        board_->configuration().add(configure.encode({oid_,
                                                      pins[0],
                                                      pins[1],
                                                      pins[2],
                                                      pins[3],
                                                      pins[4],
                                                      pins[5],
                                                      board_->clock().ticks(byte_time)}));
    }
};

// A ST7920 on three pins: the firmware knows its protocol.
class St7920Link final : public KnownDisplay<messages::St7920SendCmds, messages::St7920SendData> {
  public:
    St7920Link(const DisplayConfig& config, printer::Context& context) {
        const auto pins = claim_wires({{"cs_pin", *config.cs_pin},
                                       {"sclk_pin", *config.sclk_pin},
                                       {"sid_pin", *config.sid_pin}},
                                      config.section,
                                      context,
                                      board_);
        const auto queue = board_->new_queue();
        const auto& section = config.section;
        commands_ = find_command<messages::St7920SendCmds>(*board_, queue, section);
        data_ = find_command<messages::St7920SendData>(*board_, queue, section);
        const auto configure =
            find_command<messages::ConfigSt7920>(*board_, board_->default_queue(), section);
        oid_ = board_->configuration().create_oid();
        // The data sheet wants 72 us for a command; chips are faster.
        constexpr Seconds command_time{0.000020}, sync_time{0.000045};
        board_->configuration().add(configure.encode({oid_,
                                                      pins[0],
                                                      pins[1],
                                                      pins[2],
                                                      board_->clock().ticks(sync_time),
                                                      board_->clock().ticks(command_time)}));
    }
};

// An output that changes in step with what is sent on a bus.
class BusPin {
  public:
    struct Place {
        const DisplayLink& link;
        mcu::CommandQueue queue;
    };
    BusPin(const printer::PinName& pin,
           const printer::PinUse& use,
           const Place& place,
           printer::Context& context) {
        const auto claimed = context.pins.claim(pin, use, config::analog_prefixes);
        mcu::Mcu& board = place.link.mcu();
        if (&claimed.mcu != &board)
            throw use.section.error(use.option, "must be on mcu '" + board.name() + "'");
        const auto configure =
            find_command<messages::ConfigDigitalOut>(board, board.default_queue(), use.section);
        update_ = find_command<messages::UpdateDigitalOut>(board, place.queue, use.section);
        oid_ = board.configuration().create_oid();
        board.configuration().add(
            configure.encode({oid_, *board.pin(claimed.pin.name), false, false, {}}));
    }
    void set(bool on, mcu::When when) const { update_->send({oid_, on}, when); }
    // Low for a moment, then high, and a pause before anything else.
    void pulse(const DisplayLink& link) const {
        set(false, link.after(Seconds(0.1)));
        set(true, link.after(Seconds(0.2)));
        set(true, link.after(Seconds(0.3)));
    }

  private:
    messages::Oid oid_;
    std::optional<mcu::Command<messages::UpdateDigitalOut>> update_;
};

// What displays on an SPI bus have in common.
class SpiLink : public DisplayLink {
  public:
    using DisplayLink::command;
    using DisplayLink::data;
    mcu::Mcu& mcu() const override { return device_->mcu(); }

  protected:
    explicit SpiLink(std::unique_ptr<mcu::SpiDevice> device) : device_(std::move(device)) {}
    void send(wire::Bytes bytes, mcu::When when) { device_->send(bytes, when); }
    mcu::CommandQueue queue() const { return device_->queue(); }

  private:
    std::unique_ptr<mcu::SpiDevice> device_;
};

// What selects a display, and how fast it usually is.
struct Selection {
    std::string_view option;
    int usual_speed;
};

std::unique_ptr<mcu::SpiDevice> make_selected(const DisplayConfig& config,
                                              const Selection& selection,
                                              printer::Context& context) {
    printer::SpiBusConfig bus = config;
    if (bus.spi_speed == 0) bus.spi_speed = selection.usual_speed;
    const auto& select = selection.option == "cs_pin" ? config.cs_pin : config.latch_pin;
    return printer::make_spi_device(
        bus, {.select = *select, .option = selection.option}, config.section, context);
}

// SPI with a further wire that tells data from commands.
class FourWireLink final : public SpiLink {
  public:
    FourWireLink(const DisplayConfig& config, printer::Context& context)
        : SpiLink(make_selected(config, {"cs_pin", 10000000}, context)),
          kind_(config.lcd_type == "uc1701" ? *config.a0_pin : *config.dc_pin,
                {config.section, config.lcd_type == "uc1701" ? "a0_pin" : "dc_pin"},
                BusPin::Place{*this, queue()},
                context) {
        const auto& reset = config.lcd_type == "uc1701" ? config.rst_pin : config.reset_pin;
        if (reset)
            reset_.emplace(*reset,
                           printer::PinUse{config.section, "rst_pin"},
                           BusPin::Place{*this, queue()},
                           context);
    }
    using SpiLink::command;
    using SpiLink::data;
    void begin() override {
        if (reset_) reset_->pulse(*this);
    }
    void command(wire::Bytes bytes, mcu::When when) override {
        kind_.set(false, when);
        send(bytes, when);
    }
    void data(wire::Bytes bytes, mcu::When when) override {
        kind_.set(true, when);
        send(bytes, when);
    }

  private:
    BusPin kind_;
    std::optional<BusPin> reset_;
};

// A first byte tells data from commands.
class I2cLink final : public DisplayLink {
  public:
    I2cLink(const DisplayConfig& config, printer::Context& context)
        : device_(printer::make_i2c_device(config, std::nullopt, config.section, context)) {
        device_->on_refusal(nullptr);  // one prints without a display as well
        if (config.reset_pin)
            reset_.emplace(*config.reset_pin,
                           printer::PinUse{config.section, "reset_pin"},
                           BusPin::Place{*this, device_->queue()},
                           context);
    }
    using DisplayLink::command;
    using DisplayLink::data;
    mcu::Mcu& mcu() const override { return device_->mcu(); }
    void begin() override {
        if (reset_) reset_->pulse(*this);
    }
    void command(wire::Bytes bytes, mcu::When when) override { send(0x00, bytes, when); }
    void data(wire::Bytes bytes, mcu::When when) override { send(0x40, bytes, when); }

  private:
    void send(std::uint8_t kind, wire::Bytes bytes, mcu::When when) {
        std::vector<std::uint8_t> all{kind};
        all.insert(all.end(), bytes.begin(), bytes.end());
        device_->write(all, when);
    }
    std::unique_ptr<mcu::I2cDevice> device_;
    std::optional<BusPin> reset_;
};

// A display that behaves like a ST7920, halves of bytes in bytes of their own.
class EmulatedSt7920Link final : public SpiLink {
  public:
    EmulatedSt7920Link(const DisplayConfig& config, printer::Context& context)
        : SpiLink(make_device(config, context)),
          enable_(
              *config.en_pin, {config.section, "en_pin"}, BusPin::Place{*this, queue()}, context) {}
    using SpiLink::command;
    using SpiLink::data;
    void begin() override { enable_.pulse(*this); }
    void command(wire::Bytes bytes, mcu::When when) override { send_halves(0xf8, bytes, when); }
    void data(wire::Bytes bytes, mcu::When when) override { send_halves(0xfa, bytes, when); }

  private:
    // Nothing selects it: the enable pin does, once.
    static std::unique_ptr<mcu::SpiDevice> make_device(const DisplayConfig& config,
                                                       printer::Context& context) {
        constexpr int usual_speed = 1000000;
        printer::SpiBusConfig bus = config;
        if (bus.spi_speed == 0) bus.spi_speed = usual_speed;
        const auto wire = config::parse_pin(config.spi_software_sclk_pin->text, {});
        const std::string board = wire ? wire->chip : "mcu";
        return printer::make_spi_device(
            bus, {.select = {board + ":None"}, .option = "lcd_type"}, config.section, context);
    }
    void send_halves(std::uint8_t kind, wire::Bytes bytes, mcu::When when) {
        std::vector<std::uint8_t> all{kind};
        for (const std::uint8_t byte : bytes) {
            all.push_back(byte & 0xf0);
            all.push_back(static_cast<std::uint8_t>(byte << 4U));
        }
        send(all, when);
    }
    BusPin enable_;
};

// A HD44780 behind a shift register: data in the high bits, which are taken over while another is
// on.
class ShiftedHd44780Link final : public SpiLink {
  public:
    ShiftedHd44780Link(const DisplayConfig& config, printer::Context& context)
        : SpiLink(make_selected(config, {"latch_pin", 100000}, context)) {}
    using SpiLink::command;
    using SpiLink::data;
    void command(wire::Bytes bytes, mcu::When when) override { send_halves(0x00, bytes, when); }
    void data(wire::Bytes bytes, mcu::When when) override { send_halves(0x02, bytes, when); }

  private:
    void send_halves(std::uint8_t kind, wire::Bytes bytes, mcu::When when) {
        for (const std::uint8_t byte : bytes)
            for (const unsigned half : {byte & 0xf0U, byte << 4U & 0xf0U}) {
                constexpr unsigned enable = 0x08;
                for (const unsigned now : {half | kind, half | kind | enable, half | kind})
                    send(std::array<std::uint8_t, 1>{static_cast<std::uint8_t>(now)}, when);
            }
    }
};

// An AIP31068: nine bits for each byte, eight of them together so that whole bytes come out.
class Aip31068Link final : public SpiLink {
  public:
    Aip31068Link(const DisplayConfig& config, printer::Context& context)
        : SpiLink(make_selected(config, {"latch_pin", 100000}, context)) {}
    using SpiLink::command;
    using SpiLink::data;
    void command(wire::Bytes bytes, mcu::When when) override { send_nines(0x000, bytes, when); }
    void data(wire::Bytes bytes, mcu::When when) override { send_nines(0x100, bytes, when); }

  private:
    void send_nines(unsigned kind, wire::Bytes bytes, mcu::When when) {
        constexpr std::size_t together = 8;
        constexpr unsigned harmless = 0x06;  // the entry mode that is set anyway
        for (std::size_t i = 0; i < bytes.size(); i += together) {
            std::array<std::uint8_t, together + 1> packed{};
            for (std::size_t k = 0; k < together; ++k) {
                const unsigned nine = i + k < bytes.size() ? kind | bytes[i + k] : harmless;
                packed[k] = static_cast<std::uint8_t>(packed[k] | nine >> (k + 1));
                packed[k + 1] = static_cast<std::uint8_t>(nine << (7 - k));
            }
            send(packed, when);
        }
    }
};

}  // namespace

mcu::When DisplayLink::after(Seconds delay) const {
    return {.min_clock = mcu().clock().clock_at(mcu().estimated_print_time() + delay)};
}

std::unique_ptr<DisplayLink> make_display_link(const DisplayConfig& config,
                                               printer::Context& context) {
    const auto& type = config.lcd_type;
    if (type == "hd44780") return std::make_unique<Hd44780Link>(config, context);
    if (type == "st7920") return std::make_unique<St7920Link>(config, context);
    if (type == "emulated_st7920") return std::make_unique<EmulatedSt7920Link>(config, context);
    if (type == "hd44780_spi") return std::make_unique<ShiftedHd44780Link>(config, context);
    if (type == "aip31068_spi") return std::make_unique<Aip31068Link>(config, context);
    if (config.cs_pin) return std::make_unique<FourWireLink>(config, context);
    return std::make_unique<I2cLink>(config, context);
}

}  // namespace escapement::modules
