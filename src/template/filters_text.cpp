// Filters that work on text.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/filters_text.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "template/compare.hpp"
#include "template/dict.hpp"
#include "template/filters.hpp"
#include "template/format_percent.hpp"
#include "template/iterate.hpp"
#include "template/lookup.hpp"
#include "template/methods.hpp"
#include "template/methods_text.hpp"
#include "template/operators.hpp"
#include "template/pretty_print.hpp"
#include "template/print.hpp"
#include "template/text.hpp"
#include "template/wrap.hpp"

namespace escapement::templates {
namespace {

Value text_upper(Run& run, const Value& value, const Given&) {
    return run.text(upper_text(str(run, value)));
}
Value text_lower(Run& run, const Value& value, const Given&) {
    return run.text(lower_text(str(run, value)));
}
Value text_capitalized(Run& run, const Value& value, const Given&) {
    return run.text(capitalized(str(run, value)));
}
Value text_string(Run& run, const Value& value, const Given&) {
    return str_value(run, value);
}

// Words begin behind blanks, dashes and opening brackets.
Value text_title(Run& run, const Value& value, const Given&) {
    const std::string text = str(run, value);
    std::string made;
    bool begins = true;
    for (std::string_view rest = text; !rest.empty();) {
        const char32_t character = code_point(first_character(rest));
        rest.remove_prefix(first_character(rest).size());
        const bool between =
            is_blank(character) ||
            (character < 0x80 && std::string_view("-({[<").find(static_cast<char>(character)) !=
                                     std::string_view::npos);
        append_character(made, begins && !between ? upper(character) : lower(character));
        begins = between;
    }
    return run.text(made);
}

Value text_trimmed(Run& run, const Value& value, const Given& given) {
    return stripped(run, str_value(run, value).as_text(), given[0], Ends::both);
}

Value text_replaced(Run& run, const Value& value, const Given& given) {
    Given texts{{}, given.all};
    texts.values = {str_value(run, given[0]), str_value(run, given[1]), given[2]};
    return replaced(run, str_value(run, value).as_text(), texts[0].as_text(), texts);
}

Value text_formatted(Run& run, const Value& value, const Given& given) {
    const auto& [positional, named] = given.all;
    if (!positional.empty() && !named.empty())
        return run.fail(Fault::filter_argument,
                        "can't handle positional and keyword arguments at the same time");
    const Value format = str_value(run, value);
    if (named.empty()) return format_percent(run, format.as_text(), run.tuple(positional));
    const Value pairs = new_dict(run);
    update_dict(run, pairs.as_dict(), given.all);
    return format_percent(run, format.as_text(), pairs);
}

Value text_centered(Run& run, const Value& value, const Given& given) {
    const Value width = given.or_else(0, Value::whole(std::int64_t{80}));
    const Value center = method(run, str_value(run, value), "center");
    return call(run, center, {{&width, 1}, {}});
}

Value no_lines(Run& run, const Value& value) {
    if (value.is(Kind::undefined)) return fail_undefined(run, value);
    return run.fail(Fault::attribute,
                    "'" + short_type_name(value) + "' object has no attribute 'splitlines'");
}

Value text_indented(Run& run, const Value& value, const Given& given) {
    const Value with_end =
        value.is(Kind::list) ? value : apply(run, Operator::add, value, Value::text("\n"));
    if (run.failed()) return with_end;
    if (!with_end.is(Kind::text)) return no_lines(run, with_end);
    const bool first = given[1].given() && truth(run, given[1]);
    const bool blank = given[2].given() && truth(run, given[2]);
    const Value width = given.or_else(0, Value::whole(std::int64_t{4}));
    const Value indent =
        width.is(Kind::text) ? width : apply(run, Operator::multiply, Value::text(" "), width);
    if (run.failed()) return indent;
    const Value lines = split_lines(run, with_end.as_text(), false);
    Writer made(run);
    for (std::size_t i = 0; i < lines.as_list().size && !run.failed(); ++i) {
        const std::string_view line = lines.as_list().items[i].as_text();
        if (i > 0) made << "\n";
        if (i == 0 ? first : blank || !line.empty()) made << indent.as_text();
        made << line;
    }
    return made.value();
}

Value text_truncated(Run& run, const Value& value, const Given& given) {
    const Value size = length(run, value);
    const auto most = given[0].given() ? want_whole(run, given[0]).value_or(0) : 255;
    const auto leeway =
        given[3].given() && !given[3].is(Kind::none) ? want_whole(run, given[3]).value_or(0) : 5;
    const Value end = given.or_else(2, Value::text("..."));
    const Value end_size = length(run, end);
    if (run.failed()) return {};
    if (most < end_size.as_whole())
        return run.fail(
            Fault::assertion,
            "expected length >= " + str(run, end_size) + ", got " + std::to_string(most));
    if (leeway < 0)
        return run.fail(Fault::assertion, "expected leeway >= 0, got " + std::to_string(leeway));
    if (size.as_whole() - leeway <= most) return value;
    const Value cut = slice(run, value, {{}, Value::whole(most - end_size.as_whole()), {}});
    if (run.failed()) return cut;
    const bool kill_words = given[1].given() && truth(run, given[1]);
    if (kill_words || !cut.is(Kind::text)) return apply(run, Operator::add, cut, end);
    const auto blank = cut.as_text().rfind(' ');
    return apply(run, Operator::add, Value::text(cut.as_text().substr(0, blank)), end);
}

bool is_word(char32_t character) {
    return character == U'_' || is_letter(character) || is_digit(character);
}

Value word_count(Run& run, const Value& value, const Given&) {
    const std::string text = str(run, value);
    std::int64_t count = 0;
    bool inside = false;
    for (std::string_view rest = text; !rest.empty();) {
        const bool word = is_word(code_point(first_character(rest)));
        rest.remove_prefix(first_character(rest).size());
        if (word && !inside) ++count;
        inside = word;
    }
    return Value::whole(count);
}

Value word_wrapped(Run& run, const Value& value, const Given& given) {
    if (!value.is(Kind::text)) return no_lines(run, value);
    Wrapping how;
    if (given[0].given()) {
        const auto width = want_whole(run, given[0]).value_or(79);
        if (width <= 0)
            return run.fail(Fault::value,
                            "invalid width " + std::to_string(width) + " (must be > 0)");
        how.width = static_cast<std::size_t>(width);
    }
    how.break_long_words = !given[1].given() || truth(run, given[1]);
    how.break_on_hyphens = !given[3].given() || truth(run, given[3]);
    const bool own_end = given[2].given() && !given[2].is(Kind::none);
    const std::string_view end = own_end ? want_text(run, given[2]).value_or("\n") : "\n";
    const Value lines = split_lines(run, value.as_text(), false);
    Writer made(run);
    for (std::size_t i = 0; i < lines.as_list().size && run.spend(); ++i) {
        if (i > 0) made << end;
        const char* between = "";
        for (const std::string& line : wrapped(lines.as_list().items[i].as_text(), how)) {
            if (*between != 0) made << end;
            made << line;
            between = "\n";
        }
    }
    return made.value();
}

Value as_json(Run& run, const Value& value, const Given& given) {
    const bool indented = given[0].given() && !given[0].is(Kind::none);
    const auto indent = indented ? want_whole(run, given[0]).value_or(0) : -1;
    Writer made(run);
    print_json(run, made, value, static_cast<int>(std::clamp<std::int64_t>(indent, -1, 100)));
    return made.value();
}

Value pretty_printed(Run& run, const Value& value, const Given&) {
    Writer made(run);
    pretty_print(run, made, value);
    return made.value();
}

Value escaped(Run& run, const Value& value, const Given&) {
    Writer made(run);
    for (const char character : str(run, value)) {
        const std::string_view entity = character == '&'    ? "&amp;"
                                        : character == '<'  ? "&lt;"
                                        : character == '>'  ? "&gt;"
                                        : character == '"'  ? "&#34;"
                                        : character == '\'' ? "&#39;"
                                                            : "";
        entity.empty() ? made << character : made << entity;
    }
    return made.value();
}

constexpr std::array filters_of_text{
    Native{"upper", "/", text_upper},
    Native{"lower", "/", text_lower},
    Native{"capitalize", "/", text_capitalized},
    Native{"title", "/", text_title},
    Native{"string", "/", text_string},
    Native{"safe", "/", text_string},
    Native{"trim", "chars?", text_trimmed},
    Native{"replace", "old new count?", text_replaced},
    Native{"format", "*", text_formatted},
    Native{"center", "width?", text_centered},
    Native{"indent", "width? first? blank?", text_indented},
    Native{"truncate", "length? killwords? end? leeway?", text_truncated},
    Native{"wordcount", "/", word_count},
    Native{"wordwrap", "width? break_long_words? wrapstring? break_on_hyphens?", word_wrapped},
    Native{"tojson", "indent?", as_json},
    Native{"pprint", "/", pretty_printed},
    Native{"e", "/", escaped},
    Native{"escape", "/", escaped},
    Native{"forceescape", "/", escaped},
};

}  // namespace

std::span<const Native> text_filters() {
    return filters_of_text;
}

}  // namespace escapement::templates
