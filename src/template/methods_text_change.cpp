// The methods of Python's str that put other characters in the place of some.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/methods_text_change.hpp"

#include <array>
#include <cstdint>
#include <string>

#include "template/compare.hpp"
#include "template/dict.hpp"
#include "template/print.hpp"
#include "template/text.hpp"

namespace escapement::templates {
namespace {

constexpr char32_t beyond_unicode = 0x110000;

Value number_of(std::string_view character) {
    return Value::whole(static_cast<std::int64_t>(code_point(character)));
}

// As lower(), but letters that only differ in how they are written become one.
Value fold_case(Run& run, const Value& self, const Given&) {
    std::string made;
    for (std::string_view rest = self.as_text(); !rest.empty() && run.spend();) {
        const auto character = first_character(rest);
        rest.remove_prefix(character.size());
        const char32_t folded = lower(code_point(character));
        if (folded == U'\u00df')
            made += "ss";
        else
            append_character(made, folded == U'\u03c2' ? U'\u03c3' : folded);
    }
    return run.text(made);
}

// {"a": "x", 98: none} with numbers for all keys.
Value table_of_dict(Run& run, const Value& from) {
    if (!from.is(Kind::dict))
        return run.fail(Fault::type,
                        "if you give only one argument to maketrans it must be a dict");
    const Value made = new_dict(run);
    for (const DictEntry& entry : from.as_dict().span()) {
        const bool is_text = entry.key.is(Kind::text);
        if (is_text && count_characters(entry.key.as_text()) != 1)
            return run.fail(Fault::value, "string keys in translate table must be of length 1");
        if (!is_text && !entry.key.is_whole())
            return run.fail(Fault::type, "keys in translate table must be strings or integers");
        put(run, made.as_dict(), is_text ? number_of(entry.key.as_text()) : entry.key, entry.value);
    }
    return made;
}

Value make_table(Run& run, const Value&, const Given& given) {
    if (!given[1].given()) return table_of_dict(run, given[0]);
    const auto from = want_text(run, given[0]), to = want_text(run, given[1]);
    const auto gone = given[2].given() ? want_text(run, given[2]) : std::string_view();
    if (!from || !to || !gone) return {};
    if (count_characters(*from) != count_characters(*to))
        return run.fail(Fault::value, "the first two maketrans arguments must have equal length");
    const Value made = new_dict(run);
    std::string_view others = *to;
    for (std::string_view rest = *from; !rest.empty() && run.spend();) {
        const auto character = first_character(rest), other = first_character(others);
        put(run, made.as_dict(), number_of(character), number_of(other));
        rest.remove_prefix(character.size());
        others.remove_prefix(other.size());
    }
    for (std::string_view rest = *gone; !rest.empty() && run.spend();) {
        const auto character = first_character(rest);
        put(run, made.as_dict(), number_of(character), Value::none());
        rest.remove_prefix(character.size());
    }
    return made;
}

// What stands in the place of a character; false, and a failure, if it cannot.
bool append_other(Run& run, Writer& made, const Value& other) {
    if (other.is(Kind::none)) return true;
    if (other.is(Kind::text)) {
        made << other.as_text();
        return true;
    }
    const bool number = other.is_whole();
    if (!number)
        run.fail(Fault::type, "character mapping must return integer, None or str");
    else if (other.as_whole() < 0 || other.as_whole() >= beyond_unicode)
        run.fail(Fault::value, "character mapping must be in range(0x110000)");
    if (run.failed()) return false;
    std::string text;
    append_character(text, static_cast<char32_t>(other.as_whole()));
    made << text;
    return true;
}

Value translate(Run& run, const Value& self, const Given& given) {
    if (!given[0].is(Kind::dict))
        return run.fail(Fault::type,
                        "translate() wants a dict, not " + short_type_name(given[0]) +
                            "; ''.maketrans(...) makes one");
    Writer made(run);
    for (std::string_view rest = self.as_text(); !rest.empty() && run.spend();) {
        const auto character = first_character(rest);
        rest.remove_prefix(character.size());
        const Value* const other = find(run, given[0].as_dict(), number_of(character));
        if (other == nullptr)
            made << character;
        else if (!append_other(run, made, *other))
            return {};
    }
    return made.value();
}

constexpr std::array change_methods{
    Native{"casefold", "/", fold_case},
    Native{"maketrans", "/x y? z?", make_table},
    Native{"translate", "/table", translate},
};

}  // namespace

const Native* find_text_change_method(std::string_view name) {
    return find_native(change_methods, name);
}

}  // namespace escapement::templates
