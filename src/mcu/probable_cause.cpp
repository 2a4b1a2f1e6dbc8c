// Weighs what is known of a link against what usually lies behind a failure.
// SPDX-License-Identifier: GPL-3.0-or-later
//
// 1. Some reasons speak for themselves: the board was stopped on purpose, a temperature was out of
//    range, steps came faster than the board can make them.
// 2. The others mean that something came too late or not at all.  Each thing that can be behind
//    that has left a trace: repeated or spoilt bytes (the cable), late polls (this computer), a
//    long round trip (the way there), a busy board, messages that left just in time (whoever
//    planned them).  Traces are reported in that order, the most telling first.
#include "mcu/probable_cause.hpp"

#include <array>
#include <cmath>
#include <cstdio>
#include <vector>

namespace escapement::mcu {

namespace {

using base::Seconds;

// What is unusual.
constexpr double lossy_share = 0.005;
constexpr std::uint64_t lossy_bytes = 64;
constexpr Seconds late{0.050};
constexpr Seconds slow_round_trip{0.050};
constexpr Seconds short_lead{0.020};
constexpr double busy_load = 0.80;

struct Meaning {
    std::string_view reason;  // how it begins
    std::string_view text;
};

constexpr std::array meanings{
    Meaning{"Command request",
            "The host stopped it: by M112, because another board failed, or because the host "
            "ended."},
    Meaning{"ADC out of range",
            "A temperature left the range between min_temp and max_temp: look at the sensor, its "
            "cable and its heater."},
    Meaning{"Rescheduled timer in the past",
            "Steps were asked for faster than the board can make them: move slower, or use fewer "
            "microsteps."},
    Meaning{"Stepper too far in past",
            "Steps were asked for faster than the board can make them: move slower, or use fewer "
            "microsteps."},
};

constexpr std::array<std::string_view, 5> reasons_of_lateness{"Timer too close",
                                                              "Missed scheduling of next ",
                                                              "No next step",
                                                              "Lost communication",
                                                              "Communication timeout"};

std::string milliseconds(Seconds duration) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.1f ms", duration.count() * 1e3);
    return text.data();
}

std::string whole_seconds(Seconds duration) {
    return std::to_string(std::lround(duration.count()));
}

bool loses_bytes(const LinkEvidence& seen) {
    const auto lost = seen.bytes_retransmit + seen.bytes_invalid;
    return lost > lossy_bytes &&
           static_cast<double>(lost) > lossy_share * static_cast<double>(seen.bytes_write);
}

std::vector<std::string> traces(const LinkEvidence& seen) {
    std::vector<std::string> found;
    if (seen.silence >= LinkHistory::silent)
        found.push_back("The board fell silent at once, " + whole_seconds(seen.silence) +
                        " seconds ago: look at its power, whether it was reset, and whether its "
                        "cable is plugged in.");
    if (loses_bytes(seen))
        found.push_back(std::to_string(seen.bytes_retransmit) + " of " +
                        std::to_string(seen.bytes_write) + " bytes were sent again and " +
                        std::to_string(seen.bytes_invalid) +
                        " arrived spoilt: look at cable, connectors and supply, and keep the "
                        "cable away from motors and heaters.");
    if (seen.lateness >= late)
        found.push_back("This computer was " + milliseconds(seen.lateness) +
                        " late with its work: look for other programs that use the processor, "
                        "swapping, a slow disk, heat or a weak supply.");
    if (seen.round_trip >= slow_round_trip)
        found.push_back("An answer took " + milliseconds(seen.round_trip) +
                        ": look at what lies between (hubs, adapters, a slow or crowded bus).");
    if (seen.load >= busy_load)
        found.push_back("The board was busy for " +
                        std::to_string(static_cast<int>(seen.load * 100.0)) +
                        " % of its time: move slower, or use fewer microsteps.");
    if (seen.least_lead < short_lead && found.empty())
        found.push_back("A message left only " + milliseconds(seen.least_lead) +
                        " before its moment although the link was well: what it carried was "
                        "planned too late.");
    return found;
}

// Empty if nothing was sent that had a moment.
std::string lead_text(const LinkEvidence& seen) {
    if (seen.least_lead >= LinkEvidence{}.least_lead) return {};
    return ", messages at least " + milliseconds(seen.least_lead) + " before their moment";
}

std::string nothing_unusual(const LinkEvidence& seen) {
    return "The link shows nothing unusual (round trip " + milliseconds(seen.round_trip) +
           ", no bytes lost to speak of, host at most " + milliseconds(seen.lateness) + " late" +
           lead_text(seen) + "): look at the board itself, its supply and its firmware.";
}

bool comes_from_lateness(std::string_view reason) {
    for (const std::string_view beginning : reasons_of_lateness)
        if (reason.starts_with(beginning)) return true;
    return false;
}

}  // namespace

std::string probable_cause(std::string_view reason, const LinkEvidence& evidence) {
    for (const Meaning& meaning : meanings)
        if (reason.starts_with(meaning.reason)) return std::string(meaning.text);
    if (!comes_from_lateness(reason)) return {};
    auto found = traces(evidence);
    if (found.empty()) found.push_back(nothing_unusual(evidence));
    std::string text = "In the " + whole_seconds(evidence.period) + " seconds before:";
    for (const std::string& trace : found) text += "\n" + trace;
    return text;
}

}  // namespace escapement::mcu
