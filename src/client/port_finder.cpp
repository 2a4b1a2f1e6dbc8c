// Asks at every port and rate, and believes only firmware.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/port_finder.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

#include "client/marlin_line.hpp"
#include "client/moments.hpp"

namespace escapement::client {

namespace {

constexpr std::string_view question = "\nM115\nM105\n";
constexpr std::size_t most_heard = 200;  // lines that are kept for whoever goes on

constexpr std::size_t max_trouble = 400;  // characters
constexpr std::string_view nowhere =
    "no printer found: there is no serial port (/dev/ttyACM*, /dev/ttyUSB*); is it plugged in and "
    "switched on?";

std::string silence_at(const std::string& path, int baud) {
    const auto silent = path + ": nothing there answers like a printer, at ";
    if (baud == 0) return silent + "any usual baud rate; if it has another, --baud names it";
    return silent + std::to_string(baud) + " baud; is it switched on, and the rate right?";
}

std::string option_for(const FoundPort& found) {
    return "--port " + found.path + " --baud " + std::to_string(found.baud);
}

std::string read_text(runtime::ByteStream& stream) {
    std::array<std::uint8_t, 1024> buffer{};
    const auto count = stream.read(buffer);
    return {buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(count)};
}

}  // namespace

runtime::Task<std::optional<FoundPort>> PortFinder::find(SerialOptions options) {
    auto paths = ports_.list();
    if (!options.port.empty()) paths = {options.port};
    trouble_.clear();
    none_opened_ = true;
    several_ = false;
    std::optional<FoundPort> first_found;
    std::string answering;
    for (const auto& path : paths) {
        if (on_place_) on_place_(path);
        const int rate = options.baud > 0 ? options.baud : usual_bauds.front();
        auto line = ports_.open(path, rate);
        if (!line) {
            complain(line.error().what);
            continue;
        }
        none_opened_ = false;
        FoundPort candidate{*std::move(line), path, rate, {}};
        const bool found = co_await probe(candidate, options);
        if (found) {
            several_ = first_found.has_value();
            answering += (answering.empty() ? "" : ", ") + option_for(candidate);
            if (!first_found) first_found = std::move(candidate);
            continue;
        }
        const auto failure = candidate.line->failure();
        complain(failure.empty() ? silence_at(path, options.baud) : failure);
    }
    if (paths.empty()) trouble_ = nowhere;
    if (!several_) co_return std::move(first_found);
    trouble_ = "several printers answer; which one is meant? " + answering;
    co_return std::nullopt;
}

// Of several ports, each has its say.
void PortFinder::complain(const std::string& what) {
    trouble_ += (trouble_.empty() ? "" : "; ") + what;
    trouble_.resize(std::min(trouble_.size(), max_trouble));
}

runtime::Task<bool> PortFinder::probe(FoundPort& candidate, const SerialOptions& options) {
    splitter_.clear();
    bool found = co_await listen(candidate, options.boot_time);
    for (const int baud : usual_bauds) {
        if (found) co_return true;
        const bool wanted = options.baud == 0 || options.baud == baud;
        if (wanted) found = co_await ask(candidate, baud);
    }
    const bool unusual =
        std::find(usual_bauds.begin(), usual_bauds.end(), options.baud) == usual_bauds.end();
    if (!found && options.baud > 0 && unusual) found = co_await ask(candidate, options.baud);
    co_return found;
}

runtime::Task<bool> PortFinder::ask(FoundPort& candidate, int baud) {
    const auto set = candidate.line->set_baud(baud);
    if (!set) co_return false;
    candidate.baud = baud;
    candidate.heard.clear();
    splitter_.clear();
    read_text(*candidate.line);
    candidate.line->write(
        {reinterpret_cast<const std::uint8_t*>(question.data()), question.size()});
    const bool answered = co_await listen(candidate, answer_time);
    co_return answered;
}

runtime::Task<bool> PortFinder::listen(FoundPort& candidate, base::Seconds duration) {
    const auto end = after(executor_.now(), duration);
    while (executor_.now() < end && candidate.line->failure().empty()) {
        co_await executor_.after(look_period);
        const auto text = read_text(*candidate.line);
        for (auto& line : splitter_.take(text)) {
            const bool firmware = parse_marlin_line(line).unambiguous();
            if (candidate.heard.size() < most_heard) candidate.heard.push_back(std::move(line));
            if (firmware) co_return true;
        }
    }
    co_return false;
}

}  // namespace escapement::client
