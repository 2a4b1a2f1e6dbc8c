// Records as lines: when, which board, what.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/flight_text.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstring>

#include "mcu/clock_model.hpp"

namespace escapement::app {
namespace {

using flight::Kind;
using flight::Record;

std::string hexadecimal(wire::Bytes bytes) {
    std::string text;
    for (const std::uint8_t byte : bytes) text += fmt::format("{:02x}", byte);
    return text;
}

// Control characters would do things to a terminal.
std::string plain(std::string_view text) {
    std::string out(text);
    for (char& letter : out)
        if (static_cast<unsigned char>(letter) < ' ' || letter == '\x7f') letter = ' ';
    return out;
}

template <class Header>
std::optional<Header> take(wire::Bytes& data) {
    if (data.size() < sizeof(Header)) return std::nullopt;
    Header header;
    std::memcpy(&header, data.data(), sizeof header);
    data = data.subspan(sizeof header);
    return header;
}

bool belongs_to_a_board(Kind kind) {
    return kind != Kind::command && kind != Kind::note;
}

std::optional<mcu::ClockSample> sample_of(const Record& record) {
    auto data = record.data;
    const auto sample = take<flight::SampleData>(data);
    if (!sample) return std::nullopt;
    const auto time = [](std::int64_t ns) { return base::HostTime(base::HostTime::duration(ns)); };
    return mcu::ClockSample{time(sample->sent_ns), time(sample->received_ns), {sample->clock}};
}

}  // namespace

FlightText::FlightText(const flight::Recording& recording) : recording_(recording) {
    for (const auto& entry : recording.pinned) {
        if (entry.kind != flight::Pinned::dictionary) continue;
        auto dictionary = wire::read_dictionary(entry.data);
        auto book = dictionary ? wire::Codebook::make(std::move(*dictionary))
                               : base::Result<wire::Codebook>(dictionary.error());
        if (book)
            books_.insert_or_assign(entry.board, std::move(*book));
        else
            complaints_.push_back("the dictionary of " + recording.board_name(entry.board) + ": " +
                                  book.error().what);
    }
}

double FlightText::seconds(base::HostTime at) const {
    return base::Seconds(at - recording_.began).count();
}

std::string FlightText::summary() const {
    std::string text = fmt::format("{} records", recording_.records.size());
    if (!recording_.records.empty())
        text += fmt::format(", {:.3f} s to {:.3f} s after it began",
                            seconds(recording_.records.front().at),
                            seconds(recording_.records.back().at));
    text += recording_.overwritten ? "; what came before is overwritten\n" : "\n";
    for (const auto& complaint : complaints_) text += complaint + "\n";
    for (const auto& damage : recording_.damages) text += "damaged: " + damage + "\n";
    return text;
}

bool FlightText::wanted(const Record& record, const FlightFilter& filter) const {
    if (filter.at_s && std::abs(seconds(record.at) - *filter.at_s) > filter.around_s) return false;
    return filter.board.empty() || !belongs_to_a_board(record.kind) ||
           recording_.board_name(record.board) == filter.board;
}

std::vector<std::string> FlightText::lines(const FlightFilter& filter) const {
    std::vector<std::string> chosen, lines;
    for (const Record& record : recording_.records) {
        if (!wanted(record, filter)) continue;
        lines.clear();
        add(record, lines);
        for (auto& line : lines)
            if (line.find(filter.text) != std::string::npos) chosen.push_back(std::move(line));
    }
    return chosen;
}

std::string FlightText::begin_of(const Record& record, const char* what) const {
    return fmt::format(
        "{:12.6f} {} {} ",
        seconds(record.at),
        belongs_to_a_board(record.kind) ? recording_.board_name(record.board) : "host",
        what);
}

void FlightText::add(const Record& record, std::vector<std::string>& lines) const {
    auto data = record.data;
    switch (record.kind) {
        case Kind::sent:
            if (const auto head = take<flight::SentHeader>(data))
                return add_payload(begin_of(record, ">") + fmt::format("#{} waiting {}+{} ",
                                                                       head->sequence,
                                                                       head->ready,
                                                                       head->upcoming),
                                   record.board,
                                   data,
                                   lines);
            break;
        case Kind::received:
            if (data.empty()) break;
            if (data.size() == 1)
                return lines.push_back(begin_of(record, "<") + fmt::format("wants #{}", data[0]));
            return add_payload(begin_of(record, "<") + fmt::format("#{} ", data[0]),
                               record.board,
                               data.subspan(1),
                               lines);
        case Kind::repeated:
            if (data.size() < 2) break;
            return lines.push_back(begin_of(record, ">") +
                                   fmt::format("{} blocks again, {}",
                                               data[0],
                                               data[1] ? "as asked for" : "for want of an answer"));
        case Kind::sample:
            if (const auto sample = sample_of(record))
                return lines.push_back(begin_of(record, "=") +
                                       fmt::format("clock {} between {:.6f} and {:.6f}",
                                                   sample->clock.raw,
                                                   seconds(sample->sent),
                                                   seconds(sample->received)));
            break;
        case Kind::failed:
            return lines.push_back(begin_of(record, "!") + plain(record.text()));
        case Kind::command:
            return lines.push_back(begin_of(record, "runs") + plain(record.text()));
        case Kind::note:
            return lines.push_back(begin_of(record, "notes:") + plain(record.text()));
    }
    lines.push_back(begin_of(record, "?") + hexadecimal(record.data));
}

// A dictionary that is missing, or not that board's, leaves bytes.
void FlightText::add_payload(const std::string& begin,
                             std::uint8_t board,
                             wire::Bytes payload,
                             std::vector<std::string>& lines) const {
    const auto book = books_.find(board);
    wire::Reader rest(payload);
    while (book != books_.end() && !rest.at_end()) {
        wire::Reader after = rest;
        const auto message = book->second.decode(after);
        if (!message) break;
        lines.push_back(begin + plain(message->print()));
        rest = after;
    }
    if (!rest.at_end()) lines.push_back(begin + "bytes " + hexadecimal(rest.rest()));
}

std::vector<std::string> FlightText::clock_lines(const FlightFilter& filter) const {
    std::map<std::uint8_t, mcu::ClockModel> models;
    std::vector<std::string> lines;
    for (const Record& record : recording_.records) {
        const auto sample = record.kind == Kind::sample ? sample_of(record) : std::nullopt;
        const auto book = books_.find(record.board);
        if (!sample || book == books_.end()) continue;
        const double frequency = book->second.dictionary().number("CLOCK_FREQ").value_or(1e6);
        auto& model = models.try_emplace(record.board, frequency).first->second;
        const double expected = static_cast<double>(model.estimated_clock(sample->sent).raw);
        const bool first = !model.has_samples();
        first ? model.begin(*sample) : model.add(*sample);
        if (!wanted(record, filter)) continue;
        const double off = (static_cast<double>(sample->clock.raw) - expected) / frequency;
        lines.push_back(begin_of(record, "=") +
                        fmt::format("round trip {:.0f} us, clock {} us from the estimate, now "
                                    "{:.1f} Hz",
                                    base::Seconds(sample->received - sample->sent).count() * 1e6,
                                    first ? "?" : fmt::format("{:+.0f}", off * 1e6),
                                    model.line().frequency_hz));
    }
    return lines;
}

}  // namespace escapement::app
