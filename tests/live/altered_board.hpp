// A simulated board whose words are changed on their way to the host.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "messages/identify.hpp"
#include "runtime/byte_stream.hpp"
#include "stage.hpp"
#include "wire/codebook.hpp"
#include "wire/frame.hpp"

namespace escapement::app {

constexpr const char* many_devices =
    "[output_pin light]\npin: PB3\npwm: True\nhardware_pwm: True\n"
    "[neopixel strip]\npin: PB4\n"
    "[filament_switch_sensor runout]\nswitch_pin: PB5\n"
    "[tmc2209 stepper_x]\nuart_pin: PB6\nrun_current: 0.8\n"
    "[tmc5160 stepper_y]\ncs_pin: PB7\nspi_software_sclk_pin: PB8\n"
    "spi_software_mosi_pin: PB9\nspi_software_miso_pin: PC7\nrun_current: 0.8\n"
    "[temperature_sensor board]\nsensor_type: temperature_mcu\n"
    "[pca9632 lamp]\ni2c_software_scl_pin: PC8\ni2c_software_sda_pin: PC9\n"
    "[fan_generic measured]\npin: PD1\ntachometer_pin: PD2\n"
    "[servo arm]\npin: PD3\n"
    "[gcode_button push]\npin: PD4\npress_gcode: M112\n";

// The dictionary of the board of the example printer with these devices.
inline const wire::Dictionary& honest_dictionary() {
    static const wire::Dictionary known = [] {
        Stage stage(many_devices);
        std::optional<wire::Dictionary> seen;
        stage.work = [&](Session& session) -> runtime::Task<> {
            seen = session.host().mcus().find("mcu")->dictionary();
            co_return;
        };
        const auto result = stage.run(10.0);
        EXPECT_EQ(result.failure, "");
        return seen.value_or(wire::Dictionary{});
    }();
    return known;
}

// What becomes of what a board says.
struct Alterations {
    // Told instead of the board's own dictionary.
    std::optional<std::vector<std::uint8_t>> dictionary;
    // May change the values of a message; false swallows it.
    std::function<bool(wire::DecodedMessage&)> alter = [](wire::DecodedMessage&) { return true; };
    // A payload that is said in addition, so often each second, from that time on and so long.
    struct Flood {
        std::vector<std::uint8_t> payload;
        double per_second = 0.0;
        base::Seconds from{}, lasts{};
    };
    Flood flood;
};

// The host's end of the cable.
class AlteredCable final : public runtime::ByteStream {
  public:
    AlteredCable(runtime::ByteStream& board, const runtime::Clock& clock, Alterations& alterations)
        : board_(board), clock_(clock), alterations_(alterations) {}

    std::size_t write(std::span<const std::uint8_t> bytes) override { return board_.write(bytes); }
    std::size_t read(std::span<std::uint8_t> buffer) override {
        listen();
        babble();
        const std::size_t size = std::min(buffer.size(), unread_.size());
        std::copy_n(unread_.begin(), size, buffer.begin());
        unread_.erase(unread_.begin(), unread_.begin() + static_cast<std::ptrdiff_t>(size));
        return size;
    }
    std::string failure() const override { return board_.failure(); }

    // What the board really is; known once it has told all of its dictionary.
    const std::optional<wire::Codebook>& book() const { return book_; }

  private:
    void listen() {
        std::array<std::uint8_t, 4096> buffer;
        while (const std::size_t size = board_.read(buffer))
            for (wire::Bytes rest(buffer.data(), size);;) {
                const auto event = decoder_.next(rest);
                if (event == wire::FrameDecoder::Event::need_more) break;
                if (event == wire::FrameDecoder::Event::block) pass_on(decoder_.block());
            }
    }
    void pass_on(const wire::Block& block) {
        sequence_ = block.sequence;
        wire::Reader in(block.payload);
        if (in.at_end()) return say({});
        if (wire::take_id(in) == messages::identify_response_id) return pass_on_piece(in);
        if (!book_) return say(block.payload);
        wire::Reader all(block.payload);
        while (!all.at_end()) {
            auto message = book_->decode(all);
            ASSERT(message);
            if (alterations_.alter(*message)) say(encoded(*message));
        }
    }
    void pass_on_piece(wire::Reader in) {
        messages::IdentifyResponse piece;
        ASSERT(wire::decode(in, piece));
        learn(piece);
        if (const auto& told = alterations_.dictionary) {
            const std::size_t begin = std::min<std::size_t>(piece.offset, told->size());
            piece.data = wire::Bytes(*told).subspan(begin).first(
                std::min<std::size_t>(told->size() - begin, 40));
        }
        say(mcu::EncodedMessage(messages::identify_response_id, piece).bytes());
    }
    void learn(const messages::IdentifyResponse& piece) {
        if (piece.offset == own_.size())
            own_.insert(own_.end(), piece.data.begin(), piece.data.end());
        if (!book_ && piece.data.empty() && piece.offset >= own_.size())
            if (auto dictionary = wire::read_dictionary(own_))
                book_ = *wire::Codebook::make(*std::move(dictionary));
    }
    static std::vector<std::uint8_t> encoded(const wire::DecodedMessage& message) {
        std::array<std::uint8_t, wire::max_payload_size> buffer;
        wire::Writer out(buffer);
        out.put_int(static_cast<std::uint32_t>(std::int32_t{message.id}));
        // Numbers may be larger than their fields: who hears them must not rely on that.
        for (const wire::FieldValue& value : message.values)
            if (const auto* number = std::get_if<std::int64_t>(&value))
                out.put_int(static_cast<std::uint32_t>(*number));
            else
                out.put_text(std::get<std::string>(value));
        ASSERT(out.fits());
        return {out.bytes().begin(), out.bytes().end()};
    }
    void babble() {
        const auto& flood = alterations_.flood;
        const base::Seconds since = clock_.now().time_since_epoch() - flood.from;
        for (; babbled_ < flood.per_second * std::min(since, flood.lasts).count(); babbled_ += 1.0)
            say(flood.payload);
    }
    void say(wire::Bytes payload) {
        std::array<std::uint8_t, wire::max_block_size> block;
        const std::size_t size = wire::encode_block(sequence_, payload, block);
        unread_.insert(unread_.end(), block.begin(), block.begin() + size);
    }

    runtime::ByteStream& board_;
    const runtime::Clock& clock_;
    Alterations& alterations_;
    double babbled_ = 0.0;
    wire::FrameDecoder decoder_;
    wire::Sequence sequence_{};
    std::vector<std::uint8_t> own_;
    std::optional<wire::Codebook> book_;
    std::vector<std::uint8_t> unread_;
};

// A live printer with such a board.
class AlteredStage : public Stage {
  public:
    explicit AlteredStage(const std::string& more = "") : Stage(more) {
        patience = base::Seconds{5.0};
        wiring.instead = [this]() -> Wiring::Cable {
            return std::make_unique<Counted>(*this, world.cable(0), world, alterations);
        };
        outside.connected = [this](const std::string&) { return open_ > 0; };
    }
    Alterations alterations;

  private:
    struct Counted final : runtime::ByteStream {
        Counted(AlteredStage& stage,
                runtime::ByteStream& board,
                const runtime::Clock& clock,
                Alterations& alterations)
            : stage_(stage), cable(board, clock, alterations) {
            ++stage_.open_;
        }
        ~Counted() override { --stage_.open_; }
        Counted(const Counted&) = delete;
        Counted& operator=(const Counted&) = delete;
        std::size_t write(std::span<const std::uint8_t> bytes) override {
            return cable.write(bytes);
        }
        std::size_t read(std::span<std::uint8_t> buffer) override { return cable.read(buffer); }
        std::string failure() const override { return cable.failure(); }

        AlteredStage& stage_;
        AlteredCable cable;
    };
    int open_ = 0;
};

}  // namespace escapement::app
