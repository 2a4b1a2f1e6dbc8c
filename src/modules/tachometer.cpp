// From counts of edges to turns.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "modules/tachometer.hpp"

#include "printer/pins.hpp"

namespace escapement::modules {

// Between the last edges of two reports lies a whole number of periods.
void EdgeFrequency::take(const mcu::PulseCounter::Count& count) {
    if (!last_time_) {
        last_time_ = count.when;
    } else {
        const double elapsed = (count.last_edge_at - *last_time_).count();
        const bool turned = elapsed > 0.0;
        hertz_ = turned ? static_cast<double>(count.edges - last_edges_) / elapsed : 0.0;
        last_time_ = turned ? count.last_edge_at : count.when;
    }
    last_edges_ = count.edges;
}

Tachometer::Tachometer(const Config& config,
                       const printer::SectionName& section,
                       printer::Context& context)
    : pulses_per_turn_(config.pulses_per_turn) {
    auto& counter = context.pins.pulse_counter(
        config.pin, {.section = section, .option = config.option}, config.poll_interval);
    counter.on_count([this](const auto& count) { frequency_.take(count); });
}

}  // namespace escapement::modules
