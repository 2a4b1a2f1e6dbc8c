// Units that numbers of a configuration may carry, and what they measure.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace escapement::config {

// What a number measures, as powers of the units that Klipper's options are in: an acceleration is
// mm^1 s^-2.  A plain number has none.
struct Dimension {
    int length = 0;       // mm
    int time = 0;         // s
    int angle = 0;        // degrees
    int temperature = 0;  // degrees Celsius
    int current = 0;      // A
    int voltage = 0;      // V

    bool plain() const { return *this == Dimension{}; }
    bool operator==(const Dimension&) const = default;

    // Of a product with the `power`-th power of the other.
    Dimension times(const Dimension& other, int power) const;
    // "mm/s^2"; "a plain number" where it has none.
    std::string text() const;
};

// A number in the options' own units.
struct Amount {
    double value = 0.0;
    Dimension dimension = {};
};

// One of that unit: "ms" is 0.001 s, "%" is 0.01.  Nothing if nobody knows it.
struct Unit {
    std::string_view name;
    double times;  // a number with this unit is multiplied by this ...
    double parts;  // ... and divided by this, one of which is 1
    Dimension dimension;
};
const Unit* find_unit(std::string_view name);

// "did you mean 'mm'?", as text for a message; else the units there are.
std::string suggest_unit(std::string_view name);

}  // namespace escapement::config
