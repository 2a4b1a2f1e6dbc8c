// Keeps a line through clock samples, and the print time's rate beside it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mcu/clock_model.hpp"

#include <algorithm>
#include <cmath>

#include "base/assert.hpp"

namespace escapement::mcu {

namespace {

using base::HostTime;
using base::McuClock;
using base::PrintTime;
using base::Seconds;

// The shortest round trip is believed to become longer by 10 us in an hour, so that one lucky
// sample does not count for ever.
constexpr double round_trip_ageing = 10e-6 / 3600.0;
// What a message may take to the board beyond half a round trip.
constexpr Seconds transmit_allowance{0.001};
// Two clocks are made to agree this much later: soon, but without a visible change of speed.
constexpr Seconds steering_time{4.0};

}  // namespace

ClockModel::ClockModel(double nominal_frequency_hz)
    : nominal_hz_(nominal_frequency_hz),
      rate_{.frequency_hz = nominal_frequency_hz},
      fit_(nominal_frequency_hz),
      line_{.frequency_hz = nominal_frequency_hz} {}

void ClockModel::begin(const ClockSample& sample) {
    half_round_trip_ = (sample.received - sample.sent) / 2;
    half_round_trip_at_ = sample.sent;
    last_clock_ = sample.clock;
    fit_.begin(sample.sent, sample.clock);
    adopt_fit();
}

void ClockModel::add(const ClockSample& sample) {
    see(sample.clock);
    note_round_trip(sample);
    fit_.add(sample.sent, sample.clock);
    adopt_fit();
}

void ClockModel::see(McuClock clock) {
    last_clock_ = std::max(last_clock_, clock);
}

void ClockModel::note_round_trip(const ClockSample& sample) {
    const Seconds half = (sample.received - sample.sent) / 2.0;
    const Seconds aged = round_trip_ageing * Seconds(sample.sent - half_round_trip_at_);
    if (half > half_round_trip_ + aged) return;
    half_round_trip_ = half;
    half_round_trip_at_ = sample.sent;
}

// Samples are known by when the question left; the board read its clock half a round trip later.
void ClockModel::adopt_fit() {
    line_ = fit_.line();
    line_.time += base::host_duration(half_round_trip_);
}

double ClockModel::exact_clock_at(PrintTime time) const {
    return (time.time_since_epoch().count() - rate_.offset_s) * rate_.frequency_hz;
}

McuClock ClockModel::clock_at(PrintTime time) const {
    return nearest_clock(exact_clock_at(time));
}

PrintTime ClockModel::print_time_at(McuClock clock) const {
    const double seconds = static_cast<double>(clock.raw) / rate_.frequency_hz + rate_.offset_s;
    return PrintTime{Seconds{seconds}};
}

base::Ticks32 ClockModel::ticks(Seconds duration) const {
    const double ticks = duration.count() * nominal_hz_;
    ASSERT(ticks >= 0.0 && ticks < 4294967296.0);
    return {static_cast<std::uint32_t>(ticks)};
}

ClockLine ClockModel::cautious_line() const {
    ClockLine line = fit_.line();
    line.time += base::host_duration(transmit_allowance);
    line.clock -= 3.0 * fit_.spread();
    return line;
}

void ClockModel::join(const ClockModel& main, HostTime now) {
    const Seconds ahead = main.estimated_print_time(now).time_since_epoch();
    const double own_s = static_cast<double>(estimated_clock(now).raw) / nominal_hz_;
    rate_ = {.offset_s = ahead.count() - own_s, .frequency_hz = nominal_hz_};
    agree_at_ = {};
    steer(main, PrintTime{ahead}, now);
}

void ClockModel::steer(const ClockModel& main, PrintTime committed, HostTime now) {
    const PrintTime present = main.estimated_print_time(now);
    const PrintTime from = std::max(committed, present);
    // Who plans far ahead is given longer to agree.
    const PrintTime later = committed + 2.5 * (committed - present);
    const PrintTime to = std::max({from + steering_time, agree_at_, later});
    const HostTime to_host = main.host_time_at(main.clock_at(to));

    const double from_clock = exact_clock_at(from);
    const double to_clock = static_cast<double>(estimated_clock(to_host).raw);
    const double frequency_hz = (to_clock - from_clock) / Seconds(to - from).count();
    // A clock that seems to stand still or run backwards is better left to its old rate.
    if (frequency_hz < 0.5 * nominal_hz_ || frequency_hz > 2.0 * nominal_hz_) return;
    const double from_s = from.time_since_epoch().count();
    rate_ = {.offset_s = from_s - from_clock / frequency_hz, .frequency_hz = frequency_hz};
    agree_at_ = to;
}

}  // namespace escapement::mcu
