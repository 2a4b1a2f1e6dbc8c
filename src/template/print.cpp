// Values as text: Python's str() and repr().
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/print.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <vector>

#include "template/compare.hpp"
#include "template/dict.hpp"
#include "template/entity.hpp"
#include "template/iterate.hpp"
#include "template/large_number.hpp"
#include "template/numbers.hpp"
#include "template/text.hpp"

namespace escapement::templates {
namespace {

// Python 3.11 writes no more digits than that, for it takes long.
constexpr std::size_t most_written_digits = 4300;

void print_large(Run& run, Writer& to, const Value& value) {
    constexpr double digits_in_limb = 19.3;
    const auto size = value.as_large().size;
    if (!run.spend(1 + size * size / 16)) return;
    const bool hopeless = static_cast<double>(size) > most_written_digits / digits_in_limb + 2;
    const std::string digits = hopeless ? "" : digits_of(value, 10);
    if (hopeless || digits.size() > most_written_digits)
        run.fail(Fault::value, "Exceeds the limit (4300 digits) for integer string conversion");
    else
        to << (is_negative(value) ? "-" : "") << digits;
}

void print_items(Run& run, Writer& to, const List& list) {
    for (std::size_t i = 0; i < list.size && run.spend(); ++i) {
        if (i > 0) to << ", ";
        print_repr(run, to, list.items[i]);
    }
}

void print_dict(Run& run, Writer& to, const Dict& dict) {
    to << "{";
    for (std::size_t i = 0; i < dict.size && run.spend(); ++i) {
        if (i > 0) to << ", ";
        print_repr(run, to, dict.entries[i].key);
        to << ": ";
        print_repr(run, to, dict.entries[i].value);
    }
    to << "}";
}

void print_view(Run& run, Writer& to, const Value& value) {
    to << type_name(value) << "([";
    print_items(run, to, to_list(run, value).as_list());
    to << "])";
}

void print_range(Writer& to, const Range& range) {
    to << "range(" << std::to_string(range.start) << ", " << std::to_string(range.stop);
    if (range.step != 1) to << ", " << std::to_string(range.step);
    to << ")";
}

void print_tuple(Run& run, Writer& to, const List& tuple) {
    to << "(";
    print_items(run, to, tuple);
    to << (tuple.size == 1 ? ",)" : ")");
}

void print_container(Run& run, Writer& to, const Value& value) {
    const Nested nested(run);
    if (!nested) return;
    switch (value.kind()) {
        case Kind::list:
            to << "[";
            print_items(run, to, value.as_list());
            to << "]";
            return;
        case Kind::tuple:
            return print_tuple(run, to, value.as_list());
        case Kind::dict:
            return print_dict(run, to, value.as_dict());
        case Kind::view:
            return print_view(run, to, value);
        case Kind::entity:
            if (const Dict* const dict = value.as_entity().whole(run))
                print_dict(run, to, *dict);
            else
                value.as_entity().print(run, to);
            return;
        case Kind::iterator:
            to << "<" << type_name(value) << " object>";
            return;
        default:
            return;
    }
}

void print_json_character(Writer& to, char32_t character, std::string_view bytes) {
    constexpr std::string_view short_escapes = "\"\\\n\r\t\b\f";
    constexpr std::string_view short_letters = "\"\\nrtbf";
    const auto at = character < 0x80 ? short_escapes.find(static_cast<char>(character))
                                     : std::string_view::npos;
    std::array<char, 16> digits{};
    if (at != std::string_view::npos) {
        to << "\\" << short_letters[at];
    } else if (character >= 0x10000) {
        const auto rest = static_cast<unsigned>(character) - 0x10000;
        std::snprintf(digits.data(),
                      digits.size(),
                      "\\u%04x\\u%04x",
                      0xd800 + (rest >> 10),
                      0xdc00 + (rest & 0x3ff));
        to << digits.data();
    } else if (character < 0x20 || character >= 0x7f || character == U'<' || character == U'>' ||
               character == U'&' || character == U'\'') {
        std::snprintf(digits.data(), digits.size(), "\\u%04x", static_cast<unsigned>(character));
        to << (character == 0x7f ? bytes : std::string_view(digits.data()));
    } else {
        to << bytes;
    }
}

void print_json_text(Run& run, Writer& to, std::string_view text) {
    to << "\"";
    while (!text.empty() && !run.failed()) {
        const auto character = first_character(text);
        print_json_character(to, code_point(character), character);
        text.remove_prefix(character.size());
    }
    to << "\"";
}

void print_json_number(Writer& to, double value) {
    to << (std::isnan(value)   ? "NaN"
           : std::isinf(value) ? (value < 0 ? "-Infinity" : "Infinity")
                               : print_real(value));
}

// Where lines break: {2, 1} is an indent of two blanks, one level inside.
struct Layout {
    int indent;
    int level;
};

void break_line(Writer& to, Layout layout) {
    if (layout.indent < 0) return;
    to << "\n";
    to.fill(static_cast<std::size_t>(layout.indent) * static_cast<std::size_t>(layout.level), " ");
}

void print_json_at(Run& run, Writer& to, const Value& value, Layout layout);

void print_json_key(Run& run, Writer& to, const Value& key) {
    switch (key.kind()) {
        case Kind::text:
            return print_json_text(run, to, key.as_text());
        case Kind::none:
        case Kind::boolean:
        case Kind::whole:
        case Kind::large:
        case Kind::real:
            to << "\"";
            print_json(run, to, key, -1);
            to << "\"";
            return;
        default:
            run.fail(Fault::type,
                     "keys must be str, int, float, bool or None, not " + type_name(key));
    }
}

bool key_is_less(Run& run, const DictEntry& left, const DictEntry& right) {
    return less(run, left.key, right.key);
}

void print_json_dict(Run& run, Writer& to, const Dict& dict, Layout layout) {
    std::vector<DictEntry> sorted(dict.entries, dict.entries + dict.size);
    std::stable_sort(sorted.begin(), sorted.end(), [&](const DictEntry& a, const DictEntry& b) {
        return key_is_less(run, a, b);
    });
    to << "{";
    const char* between = "";
    for (const DictEntry& entry : sorted) {
        if (!run.spend()) return;
        to << between;
        break_line(to, {layout.indent, layout.level + 1});
        print_json_key(run, to, entry.key);
        to << ": ";
        print_json_at(run, to, entry.value, {layout.indent, layout.level + 1});
        between = layout.indent < 0 ? ", " : ",";
    }
    if (dict.size > 0) break_line(to, layout);
    to << "}";
}

void print_json_list(Run& run, Writer& to, const List& list, Layout layout) {
    to << "[";
    for (std::size_t i = 0; i < list.size && run.spend(); ++i) {
        if (i > 0) to << (layout.indent < 0 ? ", " : ",");
        break_line(to, {layout.indent, layout.level + 1});
        print_json_at(run, to, list.items[i], {layout.indent, layout.level + 1});
    }
    if (list.size > 0) break_line(to, layout);
    to << "]";
}

void print_json_at(Run& run, Writer& to, const Value& value, Layout layout) {
    const Nested nested(run);
    if (!nested || run.failed()) return;
    switch (value.kind()) {
        case Kind::none:
            to << "null";
            return;
        case Kind::boolean:
            to << (value.as_boolean() ? "true" : "false");
            return;
        case Kind::whole:
            to << std::to_string(value.as_whole());
            return;
        case Kind::large:
            return print_large(run, to, value);
        case Kind::real:
            return print_json_number(to, value.as_real());
        case Kind::text:
            return print_json_text(run, to, value.as_text());
        case Kind::list:
        case Kind::tuple:
            return print_json_list(run, to, value.as_list(), layout);
        case Kind::dict:
            return print_json_dict(run, to, value.as_dict(), layout);
        case Kind::entity:
            if (const Dict* const dict = value.as_entity().whole(run))
                return print_json_dict(run, to, *dict, layout);
            break;
        default:
            break;
    }
    run.fail(Fault::type, "Object of type " + short_type_name(value) + " is not JSON serializable");
}

}  // namespace

void print(Run& run, Writer& to, const Value& value) {
    if (value.is(Kind::text))
        to << value.as_text();
    else if (!value.is(Kind::undefined))
        print_repr(run, to, value);
}

void print_repr(Run& run, Writer& to, const Value& value) {
    switch (value.kind()) {
        case Kind::missing:
            return;
        case Kind::undefined:
            to << "Undefined";
            return;
        case Kind::none:
            to << "None";
            return;
        case Kind::boolean:
            to << (value.as_boolean() ? "True" : "False");
            return;
        case Kind::whole:
            to << std::to_string(value.as_whole());
            return;
        case Kind::large:
            return print_large(run, to, value);
        case Kind::real:
            to << print_real(value.as_real());
            return;
        case Kind::text:
            to << quoted(value.as_text());
            return;
        case Kind::range:
            return print_range(to, value.as_range());
        default:
            return print_container(run, to, value);
    }
}

std::string str(Run& run, const Value& value) {
    Writer text(run);
    print(run, text, value);
    return text.take();
}

std::string repr(Run& run, const Value& value) {
    Writer text(run);
    print_repr(run, text, value);
    return text.take();
}

Value str_value(Run& run, const Value& value) {
    return value.is(Kind::text) ? value : run.text(str(run, value));
}

void print_json(Run& run, Writer& to, const Value& value, int indent) {
    print_json_at(run, to, value, {indent, 0});
}

}  // namespace escapement::templates
