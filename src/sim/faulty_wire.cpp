// Dice for every byte, and a queue of what is under way.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/faulty_wire.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/names.hpp"
#include "base/text.hpp"
#include "runtime/clock.hpp"

namespace escapement::sim {
namespace {

using base::HostTime;
using base::Seconds;

constexpr double longest_s = 1e6;

base::Result<double> number_within(std::string_view text, double most, std::string_view name) {
    const auto number = base::parse_number(text);
    if (number && *number >= 0.0 && *number <= most) return *number;
    return base::Error{std::string(name) + ": must be a number from 0 to " +
                       std::to_string(std::llround(most)) + " (is '" + std::string(text) + "')"};
}

base::Result<WireCut> parse_cut(std::string_view text) {
    const auto colon = std::min(text.find(':'), text.size());
    auto from = number_within(text.substr(0, colon), longest_s, "cut");
    if (!from) return from.error();
    const auto rest = text.substr(std::min(colon + 1, text.size()));
    auto length = number_within(rest, longest_s, "cut: length");
    if (!length)
        return base::Error{"cut: must be FROM:LENGTH in seconds, such as 30:6 (is '" +
                           std::string(text) + "')"};
    return WireCut{Seconds(*from), Seconds(*length)};
}

struct Named {
    std::string_view name;
    double WireFaults::*share = nullptr;
    Seconds WireFaults::*span = nullptr;
};

constexpr std::array<Named, 8> settings{{{"drop", &WireFaults::drop},
                                         {"corrupt", &WireFaults::corrupt},
                                         {"duplicate", &WireFaults::duplicate},
                                         {"delay", nullptr, &WireFaults::delay},
                                         {"jitter", nullptr, &WireFaults::jitter},
                                         {"stall", nullptr, &WireFaults::stall},
                                         {"every", nullptr, &WireFaults::every},
                                         {"after", nullptr, &WireFaults::after}}};

base::Error unknown_fault(std::string_view name) {
    std::vector<std::string> names{"cut"};
    for (const Named& setting : settings) names.emplace_back(setting.name);
    return {"unknown fault '" + std::string(name) + "'" + base::did_you_mean(name, names) +
            "; there are drop, corrupt, duplicate, delay, jitter, stall, every, after, cut"};
}

base::Result<void> set(WireFaults& faults, std::string_view name, std::string_view value) {
    if (name == "cut") {
        auto cut = parse_cut(value);
        if (!cut) return cut.error();
        faults.cuts.push_back(*cut);
        return {};
    }
    const auto found = std::find_if(
        settings.begin(), settings.end(), [&](const Named& known) { return known.name == name; });
    if (found == settings.end()) return unknown_fault(name);
    auto number = number_within(value, found->share ? 1.0 : longest_s, name);
    if (!number) return number.error();
    if (found->share)
        faults.*found->share = *number;
    else
        faults.*found->span = Seconds(*number);
    return {};
}

}  // namespace

base::Result<WireFaults> parse_wire_faults(std::string_view text) {
    WireFaults faults;
    while (!text.empty()) {
        const auto end = std::min(text.find(','), text.size());
        const auto pair = text.substr(0, end);
        const auto equals = pair.find('=');
        if (equals == std::string_view::npos)
            return base::Error{"'" + std::string(pair) + "': must be NAME=VALUE, as drop=0.01"};
        if (auto done = set(faults, pair.substr(0, equals), pair.substr(equals + 1)); !done)
            return done.error();
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    if (faults.drop + faults.corrupt + faults.duplicate > 1.0)
        return base::Error{"drop, corrupt and duplicate: must be at most 1 together"};
    if (faults.stall.count() > 0.0 && faults.every.count() <= 0.0)
        return base::Error{"every: must be above 0 where there are stalls"};
    return faults;
}

FaultyWire::FaultyWire(const WireFaults& faults, Random random, HostTime begin)
    : faults_(faults),
      random_(std::move(random)),
      begin_(begin),
      next_stall_(faults.stall.count() > 0.0 ? begin + base::host_duration(faults.after)
                                             : runtime::never),
      stalled_until_(begin),
      last_arrival_(begin) {}

// 0 to 1.
double FaultyWire::share() {
    return static_cast<double>(random_() >> 11) * 0x1p-53;
}

bool FaultyWire::is_cut(HostTime now) const {
    const Seconds at(now - begin_);
    return std::any_of(faults_.cuts.begin(), faults_.cuts.end(), [&](const WireCut& cut) {
        return at >= cut.from && at < cut.from + cut.length;
    });
}

std::vector<std::uint8_t> FaultyWire::damaged(wire::Bytes bytes) {
    std::vector<std::uint8_t> out;
    out.reserve(bytes.size() + 2);
    const double corrupted = faults_.drop + faults_.corrupt;
    const double duplicated = corrupted + faults_.duplicate;
    for (const std::uint8_t byte : bytes) {
        const double fate = duplicated > 0.0 ? share() : 1.0;
        if (fate < faults_.drop) {
            ++counts_.dropped;
        } else if (fate < corrupted) {
            ++counts_.corrupted;
            out.push_back(byte ^ static_cast<std::uint8_t>(1 + random_() % 255));
        } else {
            out.push_back(byte);
            if (fate >= duplicated) continue;
            ++counts_.duplicated;
            out.push_back(byte);
        }
    }
    return out;
}

// Moments of stalls are independent of each other, so the pauses between them are distributed
// exponentially.
void FaultyWire::pass_stalls(HostTime now) {
    while (next_stall_ <= now) {
        if (next_stall_ > begin_ + base::host_duration(faults_.after)) {
            ++counts_.stalls;
            stalled_until_ = next_stall_ + base::host_duration(faults_.stall);
        }
        const Seconds pause = faults_.every * -std::log(1.0 - share());
        next_stall_ = std::max(next_stall_, stalled_until_) + base::host_duration(pause) +
                      HostTime::duration(1);
    }
}

HostTime FaultyWire::arrival(HostTime now) {
    Seconds takes = faults_.delay;
    if (faults_.jitter.count() > 0.0) takes += faults_.jitter * share();
    pass_stalls(now);
    last_arrival_ = std::max({last_arrival_, now + base::host_duration(takes), stalled_until_});
    return last_arrival_;
}

void FaultyWire::put(wire::Bytes bytes, HostTime now) {
    if (bytes.empty()) return;
    counts_.put += bytes.size();
    const bool well = now < begin_ + base::host_duration(faults_.after);
    if (!well && is_cut(now)) {
        counts_.cut += bytes.size();
        return;
    }
    if (under_way_ + bytes.size() > max_under_way) {
        counts_.overflow += bytes.size();
        return;
    }
    Piece piece{
        .arrival = well ? std::max(now, last_arrival_) : arrival(now),
        .bytes = well ? std::vector<std::uint8_t>(bytes.begin(), bytes.end()) : damaged(bytes)};
    if (piece.bytes.empty()) return;
    under_way_ += piece.bytes.size();
    pieces_.push_back(std::move(piece));
}

HostTime FaultyWire::next_arrival() const {
    return pieces_.empty() ? runtime::never : pieces_.front().arrival;
}

std::vector<std::uint8_t> FaultyWire::take(HostTime now, std::size_t room) {
    std::vector<std::uint8_t> out;
    while (next_arrival() <= now && out.size() < room) {
        auto& bytes = pieces_.front().bytes;
        const auto end =
            bytes.begin() + static_cast<std::ptrdiff_t>(std::min(bytes.size(), room - out.size()));
        out.insert(out.end(), bytes.begin(), end);
        bytes.erase(bytes.begin(), end);
        if (bytes.empty()) pieces_.pop_front();
    }
    under_way_ -= out.size();
    return out;
}

}  // namespace escapement::sim
