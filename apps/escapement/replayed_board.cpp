// The board's half of the protocol, with recorded words.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/replayed_board.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "mcu/command.hpp"
#include "messages/identify.hpp"
#include "messages/system.hpp"

namespace escapement::app {
namespace {

using base::HostTime;

HostTime moment(std::int64_t ns) {
    return HostTime(HostTime::duration(ns));
}

}  // namespace

base::Result<std::unique_ptr<ReplayedBoard>> ReplayedBoard::make(const runtime::Clock& clock,
                                                                 const flight::Recording& recording,
                                                                 std::uint8_t number) {
    const auto compressed = recording.find(flight::Pinned::dictionary, number);
    auto dictionary = wire::read_dictionary(compressed);
    if (!dictionary)
        return std::move(dictionary.error())
            .within("the dictionary of " + recording.board_name(number));
    auto book = wire::Codebook::make(std::move(*dictionary));
    if (!book) return std::move(book.error()).within(recording.board_name(number));
    std::unique_ptr<ReplayedBoard> board(new ReplayedBoard(clock, compressed, std::move(*book)));
    board->gather(recording, number);
    return board;
}

ReplayedBoard::ReplayedBoard(const runtime::Clock& clock,
                             wire::Bytes compressed,
                             wire::Codebook book)
    : clock_(clock), compressed_(compressed), book_(std::move(book)) {}

void ReplayedBoard::gather(const flight::Recording& recording, std::uint8_t number) {
    std::vector<flight::SampleData> samples;
    if (!recording.records.empty()) first_ = recording.records.front().at + later;
    for (const flight::Record& record : recording.records) {
        if (record.board != number) continue;
        if (record.kind == flight::Kind::received) {
            last_heard_ = record.at + later;
            if (record.data.size() > 1)
                to_say_.push_back({record.at + later, record.data.subspan(1)});
        } else if (record.kind == flight::Kind::sample &&
                   record.data.size() == sizeof(flight::SampleData)) {
            std::memcpy(&samples.emplace_back(), record.data.data(), record.data.size());
        }
    }
    learn_clock(samples);
    // What it said before its host knew it was no news to that host either.
    while (!samples.empty() && !to_say_.empty() &&
           to_say_.front().at < moment(samples.front().received_ns) + later)
        to_say_.pop_front();
}

// A line through the first and the last of them.
void ReplayedBoard::learn_clock(const std::vector<flight::SampleData>& samples) {
    line_.frequency_hz = book_.dictionary().number("CLOCK_FREQ").value_or(1e6);
    if (samples.empty()) return;
    const auto& first = samples.front();
    const auto& last = samples.back();
    line_.time = moment(first.sent_ns / 2 + first.received_ns / 2) + later;
    line_.clock = static_cast<double>(first.clock);
    const base::Seconds span(moment(last.sent_ns) - moment(first.sent_ns));
    const double ticks = static_cast<double>(last.clock) - static_cast<double>(first.clock);
    if (span.count() > 1.0 && ticks > 0.0) line_.frequency_hz = ticks / span.count();
}

std::size_t ReplayedBoard::write(std::span<const std::uint8_t> bytes) {
    for (wire::Bytes rest = bytes;;) {
        const auto event = decoder_.next(rest);
        if (event == wire::FrameDecoder::Event::need_more) return bytes.size();
        if (event == wire::FrameDecoder::Event::block) hear(decoder_.block());
    }
}

void ReplayedBoard::hear(const wire::Block& block) {
    if (clock_.now() > last_heard_ && clock_.now() >= first_) return;  // it was silent by then
    if (block.sequence == expected_) {
        expected_ = expected_.next();
        if (clock_.now() < first_) answer(block.payload);
    }
    say({});
}

void ReplayedBoard::answer(wire::Bytes payload) {
    wire::Reader reader(payload);
    while (!reader.at_end()) {
        wire::Reader fields = reader;
        const auto id = wire::take_id(fields);
        const auto message = book_.decode(reader);
        if (!message) return;
        const auto name = message->format->name();
        const auto& dictionary = book_.dictionary();
        if (id == messages::identify_id) answer_identify(fields);
        const base::McuClock now = line_.at(clock_.now());
        const auto uptime = wire::response_id<messages::Uptime>(dictionary);
        const auto clock = wire::response_id<messages::Clock>(dictionary);
        if (name == "get_uptime" && uptime)
            say(mcu::EncodedMessage(
                    *uptime, messages::Uptime{static_cast<std::uint32_t>(now.raw >> 32), now.low()})
                    .bytes());
        if (name == "get_clock" && clock)
            say(mcu::EncodedMessage(*clock, messages::Clock{now.low()}).bytes());
    }
}

void ReplayedBoard::answer_identify(wire::Reader fields) {
    messages::Identify asked;
    if (!wire::decode(fields, asked)) return;
    const auto begin = std::min<std::size_t>(asked.offset, compressed_.size());
    const auto count =
        std::min<std::size_t>({asked.count, std::size_t{40}, compressed_.size() - begin});
    say(mcu::EncodedMessage(
            messages::identify_response_id,
            messages::IdentifyResponse{asked.offset, compressed_.subspan(begin, count)})
            .bytes());
}

void ReplayedBoard::say(wire::Bytes payload) {
    if (payload.size() > wire::max_payload_size) return;
    std::array<std::uint8_t, wire::max_block_size> block;
    const auto size = wire::encode_block(expected_, payload, block);
    output_.insert(output_.end(), block.begin(), block.begin() + static_cast<std::ptrdiff_t>(size));
}

void ReplayedBoard::say_what_is_due() {
    while (!to_say_.empty() && to_say_.front().at <= clock_.now()) {
        say(to_say_.front().payload);
        to_say_.pop_front();
    }
}

std::size_t ReplayedBoard::read(std::span<std::uint8_t> buffer) {
    say_what_is_due();
    const auto count = std::min(buffer.size(), output_.size());
    std::copy_n(output_.begin(), count, buffer.begin());
    output_.erase(output_.begin(), output_.begin() + static_cast<std::ptrdiff_t>(count));
    return count;
}

HostTime ReplayedBoard::next_wake() const {
    if (!output_.empty()) return clock_.now();
    return to_say_.empty() ? runtime::never : to_say_.front().at;
}

}  // namespace escapement::app
