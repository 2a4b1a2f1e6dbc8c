// Pulses, and figures from Klipper's documentation.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/step_rate_bound.hpp"

#include <fmt/format.h>

namespace escapement::app {
namespace {

// Ticks of the board's clock between two steps, for one motor and for each of three: the table of
// docs/Benchmarks.md in Klipper's repository ("Micro-controller Benchmarks").
struct Measured {
    std::string_view mcu;  // how the constant MCU begins
    double one, three;
};
constexpr Measured measured[] = {
    {"at90usb", 102, 486},  {"atmega", 102, 486},   {"sam3x8e", 66, 257},   {"sam4s8", 71, 260},
    {"sam4e8e", 48, 215},   {"pru", 231, 847},      {"stm32f042", 59, 249}, {"stm32f103", 61, 264},
    {"stm32f446", 46, 205}, {"stm32f407", 46, 205}, {"stm32h723", 70, 181}, {"stm32g0b1", 58, 243},
    {"stm32g431", 47, 208}, {"lpc1768", 52, 222},   {"lpc1769", 51, 222},   {"samd21", 70, 306},
    {"samd51", 39, 191},    {"same70", 45, 190},    {"ar100", 85, 359},     {"rp2040", 3, 14},
    {"rp2350", 36, 169},
};

const Measured* find(std::string_view mcu) {
    for (const Measured& each : measured)
        if (mcu.starts_with(each.mcu)) return &each;
    return nullptr;
}

std::string source(std::string_view mcu, const char* motors) {
    return fmt::format("{} on {} with Klipper's firmware, from its Benchmarks.md", motors, mcu);
}

}  // namespace

std::optional<StepRateBound> pulse_bound(base::Seconds pulse, bool both_edges) {
    if (pulse <= base::Seconds{}) return std::nullopt;
    const double each_us = pulse.count() * 1e6;
    if (both_edges)
        return StepRateBound{1.0 / pulse.count(),
                             fmt::format("edges {:.3g} us apart (step_pulse_duration)", each_us)};
    return StepRateBound{
        0.5 / pulse.count(),
        fmt::format("pulses and pauses of {:.3g} us (step_pulse_duration)", each_us)};
}

std::optional<StepRateBound> measured_bound_of_one(std::string_view mcu, double frequency_hz) {
    const Measured* known = find(mcu);
    if (!known) return std::nullopt;
    return StepRateBound{frequency_hz / known->one, source(mcu, "one motor by itself")};
}

std::optional<StepRateBound> measured_bound_of_all(std::string_view mcu, double frequency_hz) {
    const Measured* known = find(mcu);
    if (!known) return std::nullopt;
    return StepRateBound{3.0 * frequency_hz / known->three, source(mcu, "three motors together")};
}

std::optional<StepRateBound> lesser(std::optional<StepRateBound> a,
                                    std::optional<StepRateBound> b) {
    if (!a || (b && b->steps_per_second < a->steps_per_second)) return b;
    return a;
}

}  // namespace escapement::app
