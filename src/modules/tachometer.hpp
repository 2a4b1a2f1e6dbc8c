// How fast something turns, from the pulses of an input.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

#include "base/time.hpp"
#include "mcu/pulse_counter.hpp"
#include "printer/context.hpp"
#include "printer/options.hpp"
#include "printer/section_name.hpp"

namespace escapement::modules {

// The frequency of edges, from counts that come about once a second.
class EdgeFrequency {
  public:
    void take(const mcu::PulseCounter::Count& count);
    double hertz() const { return hertz_; }

  private:
    std::optional<base::PrintTime> last_time_;
    std::uint64_t last_edges_ = 0;
    double hertz_ = 0.0;
};

// Belongs to the main thread.
class Tachometer {
  public:
    struct Config {
        printer::PinName pin;
        std::string_view option;
        int pulses_per_turn = 2;
        base::Seconds poll_interval{0.0015};
    };
    // Throws ConfigError.
    Tachometer(const Config& config,
               const printer::SectionName& section,
               printer::Context& context);

    // Both edges of a pulse are counted.
    double turns_per_minute() const { return frequency_.hertz() * 30.0 / pulses_per_turn_; }

  private:
    double pulses_per_turn_;
    EdgeFrequency frequency_;
};

}  // namespace escapement::modules
