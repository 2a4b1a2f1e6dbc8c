// What a person has pressed.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace escapement::tui {

struct Key {
    enum class Kind {
        character,
        control,  // with Ctrl: `character` is the small letter
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

// What a line of text cannot have in it.
inline bool is_control(char32_t glyph) {
    return glyph < 0x20 || (glyph >= 0x7F && glyph < 0xA0) || glyph == 0x2028 || glyph == 0x2029;
}

inline Key character(char32_t glyph) {
    return {Key::Kind::character, glyph};
}

inline Key control(char32_t letter) {
    return {Key::Kind::control, letter};
}

}  // namespace escapement::tui
