// What a person has pressed.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace escapement::tui {

struct Key {
    enum class Kind {
        character,
        enter,
        escape,
        interrupt,  // Ctrl-C
        suspend,    // Ctrl-Z, or the signal that it stands for
        tab,
        back_tab,
        backspace,
        remove,
        up,
        down,
        left,
        right,
        page_up,
        page_down,
        home,
        end,
    };
    Kind kind = Kind::character;
    char32_t character = 0;
    bool operator==(const Key&) const = default;
};

// What was pasted, as one piece, with the ends of its lines.
struct Paste {
    std::u32string text;
    bool operator==(const Paste&) const = default;
};

inline Key character(char32_t glyph) {
    return {Key::Kind::character, glyph};
}

}  // namespace escapement::tui
