// Events as bytes of records.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/flight_log.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <limits>

#include "base/assert.hpp"

namespace escapement::app {
namespace {

std::int64_t ns_of(base::HostTime at) {
    return at.time_since_epoch().count();
}

template <class Number>
Number at_most(std::size_t value) {
    return static_cast<Number>(std::min<std::size_t>(value, std::numeric_limits<Number>::max()));
}

template <class Header>
wire::Bytes bytes_of(const Header& header) {
    return {reinterpret_cast<const std::uint8_t*>(&header), sizeof header};
}

wire::Bytes bytes_of_text(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

}  // namespace

FlightLog::Board& FlightLog::find(const std::string& name) {
    for (Board& board : boards_)
        if (board.name == name) return board;
    ASSERT(boards_.size() < 255);
    const auto number = static_cast<std::uint8_t>(boards_.size());
    recorder_.pin(flight::Pinned::board_name, number, bytes_of_text(name));
    return boards_.emplace_back(Board{name, Watch(*this, number), {}});
}

mcu::LinkObserver& FlightLog::board(const std::string& name) {
    return find(name).watch;
}

// A board that is joined again mostly understands what it did before.
void FlightLog::learn(const std::string& name, const wire::Dictionary& dictionary) {
    Board& board = find(name);
    auto compressed = wire::write_dictionary(dictionary);
    if (compressed == board.dictionary) return;
    if (!recorder_.pin(flight::Pinned::dictionary, board.watch.number(), compressed))
        note("there is no room for a dictionary; messages of that board stay bytes");
    board.dictionary = std::move(compressed);
}

void FlightLog::command(std::string_view text) {
    record_text(flight::Kind::command, text);
}

void FlightLog::note(std::string_view text) {
    record_text(flight::Kind::note, text);
}

void FlightLog::record(const flight::Recorder::Event& event) {
    writer_ ? writer_->write(event) : recorder_.record(event);
}

void FlightLog::record_text(flight::Kind kind, std::string_view text) {
    record({.at = clock_.now(), .kind = kind, .data = bytes_of_text(text)});
}

void FlightLog::Watch::sent(base::HostTime now,
                            const wire::Block& block,
                            const mcu::Waiting& behind) {
    const flight::SentHeader head{.sequence = block.sequence.raw,
                                  .ready = at_most<std::uint16_t>(behind.ready),
                                  .upcoming = at_most<std::uint32_t>(behind.upcoming)};
    log_.record({now, flight::Kind::sent, board_, bytes_of(head), block.payload});
}

void FlightLog::Watch::repeated(base::HostTime now, std::size_t blocks, bool asked) {
    const std::uint8_t data[] = {at_most<std::uint8_t>(blocks), asked};
    log_.record({now, flight::Kind::repeated, board_, data});
}

void FlightLog::Watch::received(base::HostTime now, const wire::Block& block) {
    log_.record(
        {now, flight::Kind::received, board_, wire::Bytes(&block.sequence.raw, 1), block.payload});
}

void FlightLog::Watch::failed(base::HostTime now, std::string_view why) {
    log_.record({now, flight::Kind::failed, board_, bytes_of_text(why)});
}

void FlightLog::Watch::sampled(base::HostTime now, const mcu::ClockSample& sample) {
    const flight::SampleData data{ns_of(sample.sent), ns_of(sample.received), sample.clock.raw};
    log_.record({now, flight::Kind::sample, board_, bytes_of(data)});
}

std::string usual_flight_path(const std::string& config_file) {
    namespace fs = std::filesystem;
    const char* states = std::getenv("XDG_STATE_HOME");
    const char* home = std::getenv("HOME");
    fs::path folder;
    if (states && *states)
        folder = states;
    else if (home && *home)
        folder = fs::path(home) / ".local" / "state";
    else
        return {};
    folder /= "escapement";
    std::error_code trouble;
    fs::create_directories(folder, trouble);
    if (trouble) return {};
    return folder / (fs::path(config_file).stem().string() + ".flight");
}

}  // namespace escapement::app
