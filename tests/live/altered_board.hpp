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

// What becomes of what a board says.
struct Alterations {
    // Told instead of the board's own dictionary.
    std::optional<std::vector<std::uint8_t>> dictionary;
    // May change the values of a message; false swallows it.
    std::function<bool(wire::DecodedMessage&)> alter = [](wire::DecodedMessage&) { return true; };
    // Payloads that are said in addition, and how many of them each second.
    std::vector<std::uint8_t> babbled;
    double babbled_per_second = 0.0;
};

// The host's end of the cable.
class AlteredCable final : public runtime::ByteStream {
  public:
    AlteredCable(runtime::ByteStream& board, const runtime::Clock& clock, Alterations& alterations)
        : board_(board), clock_(clock), alterations_(alterations), babbled_at_(clock.now()) {}

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
        ASSERT(message.format->encode(message.values, out));
        return {out.bytes().begin(), out.bytes().end()};
    }
    void babble() {
        const base::Seconds since = clock_.now() - babbled_at_;
        for (; babbled_ < alterations_.babbled_per_second * since.count(); babbled_ += 1.0)
            say(alterations_.babbled);
    }
    void say(wire::Bytes payload) {
        std::array<std::uint8_t, wire::max_block_size> block;
        const std::size_t size = wire::encode_block(sequence_, payload, block);
        unread_.insert(unread_.end(), block.begin(), block.begin() + size);
    }

    runtime::ByteStream& board_;
    const runtime::Clock& clock_;
    Alterations& alterations_;
    const base::HostTime babbled_at_;
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
