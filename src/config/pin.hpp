// How a pin is written in a configuration: "^!mcu:PA1".
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace escapement::config {

enum class Pull { none, up, down };

struct Pin {
    std::string chip = "mcu";  // a microcontroller or an expander
    std::string name;          // as that chip calls it, or an alias of [board_pins]
    bool inverted = false;     // '!'
    Pull pull = Pull::none;    // '^' up, '~' down

    // "mcu:PA1", which is the same for every way of using the pin.
    std::string address() const { return chip + ":" + name; }
    bool operator==(const Pin&) const = default;
};

// Which prefixes make sense for the use at hand; an analog input takes none.
struct PinPrefixes {
    bool invert = false;
    bool pull = false;
};
inline constexpr PinPrefixes output_prefixes{.invert = true};
inline constexpr PinPrefixes input_prefixes{.invert = true, .pull = true};
inline constexpr PinPrefixes analog_prefixes{};

// Reads [^~] [!] [chip:] name, blanks allowed between the parts.  Fails with the form that is
// allowed.  Whether chip and pin exist is for their owner to say.
base::Result<Pin> parse_pin(std::string_view text, PinPrefixes allowed);

}  // namespace escapement::config
