// The methods of Python's str.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/methods_text.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <string>

#include "template/compare.hpp"
#include "template/format_braces.hpp"
#include "template/format_number.hpp"
#include "template/iterate.hpp"
#include "template/print.hpp"
#include "template/text.hpp"

namespace escapement::templates {
namespace {

constexpr auto nowhere = std::string_view::npos;

Value upper_of(Run& run, const Value& self, const Given&) {
    return run.text(upper_text(self.as_text()));
}
Value lower_of(Run& run, const Value& self, const Given&) {
    return run.text(lower_text(self.as_text()));
}
Value capitalize(Run& run, const Value& self, const Given&) {
    return run.text(capitalized(self.as_text()));
}

template <class Change>
Value each_character(Run& run, std::string_view text, Change change) {
    std::string made;
    for (; !text.empty(); text.remove_prefix(first_character(text).size()))
        append_character(made, change(code_point(first_character(text))));
    return run.text(made);
}

Value title(Run& run, const Value& self, const Given&) {
    bool inside = false;
    return each_character(run, self.as_text(), [&](char32_t character) {
        const char32_t changed = inside ? lower(character) : upper(character);
        inside = is_letter(character);
        return changed;
    });
}

Value swap_case(Run& run, const Value& self, const Given&) {
    return each_character(run, self.as_text(), [](char32_t character) {
        return is_upper(character) ? lower(character) : upper(character);
    });
}

Value strip_both(Run& run, const Value& self, const Given& given) {
    return stripped(run, self.as_text(), given[0], Ends::both);
}
Value strip_left(Run& run, const Value& self, const Given& given) {
    return stripped(run, self.as_text(), given[0], Ends::front);
}
Value strip_right(Run& run, const Value& self, const Given& given) {
    return stripped(run, self.as_text(), given[0], Ends::back);
}

Value replace(Run& run, const Value& self, const Given& given) {
    const auto old = want_text(run, given[0]);
    return old && want_text(run, given[1]) ? replaced(run, self.as_text(), *old, given) : Value();
}

// Bytes between the characters `start` and `end` of find(), count() and so on.
struct Window {
    std::string_view text;
    std::size_t offset = 0;  // characters before it
    bool valid = true;       // false if start is behind the end
};

Window window(Run& run, std::string_view text, const Value& start, const Value& end) {
    const auto count = static_cast<std::int64_t>(count_characters(text));
    std::int64_t from = 0;
    std::int64_t to = count;
    if (start.given() && !start.is(Kind::none)) from = want_whole(run, start).value_or(0);
    if (end.given() && !end.is(Kind::none)) to = want_whole(run, end).value_or(0);
    if (from < 0) from = std::max<std::int64_t>(from + count, 0);
    if (to < 0) to = std::max<std::int64_t>(to + count, 0);
    to = std::min(to, count);
    if (from > to) return {{}, 0, false};
    const auto size = static_cast<std::size_t>(to - from);
    return {characters(text, static_cast<std::size_t>(from), size), static_cast<std::size_t>(from)};
}

Value place_in(const Window& within, std::size_t byte) {
    if (!within.valid || byte == nowhere) return Value::whole(std::int64_t{-1});
    return Value::whole(within.offset + count_characters(within.text.substr(0, byte)));
}

Value find_first(Run& run, const Value& self, const Given& given) {
    const auto wanted = want_text(run, given[0]);
    const Window within = window(run, self.as_text(), given[1], given[2]);
    if (!wanted || !run.spend_on_search(within.text, *wanted)) return {};
    return place_in(within, within.text.find(*wanted));
}

Value find_last(Run& run, const Value& self, const Given& given) {
    const auto wanted = want_text(run, given[0]);
    const Window within = window(run, self.as_text(), given[1], given[2]);
    if (!wanted || !run.spend_on_search(within.text, *wanted)) return {};
    return place_in(within, within.text.rfind(*wanted));
}

Value found_or_fail(Run& run, const Value& place) {
    if (place.is(Kind::whole) && place.as_whole() < 0)
        return run.fail(Fault::value, "substring not found");
    return place;
}
Value index_first(Run& run, const Value& self, const Given& given) {
    return found_or_fail(run, find_first(run, self, given));
}
Value index_last(Run& run, const Value& self, const Given& given) {
    return found_or_fail(run, find_last(run, self, given));
}

Value count_text(Run& run, const Value& self, const Given& given) {
    const auto wanted = want_text(run, given[0]);
    const Window within = window(run, self.as_text(), given[1], given[2]);
    if (!wanted || !within.valid) return Value::whole(std::int64_t{0});
    if (wanted->empty()) return Value::whole(count_characters(within.text) + 1);
    if (!run.spend_on_search(within.text, *wanted)) return {};
    std::size_t count = 0;
    for (auto at = within.text.find(*wanted); at != nowhere && run.spend(); ++count)
        at = within.text.find(*wanted, at + wanted->size());
    return Value::whole(count);
}

template <class Matches>
Value any_matches(Run& run, const Value& self, const Given& given, Matches matches) {
    const std::string_view name = matches("ab", "a") ? "startswith" : "endswith";
    const Window within = window(run, self.as_text(), given[1], given[2]);
    const Value& wanted = given[0];
    if (wanted.is(Kind::text))
        return Value::boolean(within.valid && matches(within.text, wanted.as_text()));
    if (!wanted.is(Kind::tuple))
        return run.fail(Fault::type,
                        std::string(name) + " first arg must be str or a tuple of str, not " +
                            short_type_name(wanted));
    for (const Value& one : wanted.as_list().span()) {
        const auto text = want_text(run, one);
        if (text && within.valid && matches(within.text, *text)) return Value::boolean(true);
    }
    return Value::boolean(false);
}

Value starts_with(Run& run, const Value& self, const Given& given) {
    return any_matches(
        run, self, given, [](std::string_view a, std::string_view b) { return a.starts_with(b); });
}
Value ends_with(Run& run, const Value& self, const Given& given) {
    return any_matches(
        run, self, given, [](std::string_view a, std::string_view b) { return a.ends_with(b); });
}

// How many splits are allowed at most.
std::size_t most_splits(Run& run, const Value& wanted) {
    const auto count = wanted.given() ? want_whole(run, wanted).value_or(-1) : -1;
    return count < 0 ? std::numeric_limits<std::size_t>::max() : static_cast<std::size_t>(count);
}

std::size_t blanks_end(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size() && !is_blank(code_point(first_character(text.substr(at)))))
        at += first_character(text.substr(at)).size();
    return at;
}

Value split_at_blanks(Run& run, std::string_view text, std::size_t most) {
    const Value made = run.list();
    text = strip_front(text);
    for (std::size_t count = 0; !text.empty() && run.spend(); ++count) {
        const auto end = count == most ? text.size() : blanks_end(text);
        run.append(made.as_list(), Value::text(text.substr(0, end)));
        text = strip_front(text.substr(end));
    }
    return made;
}

Value split_at_blanks_from_back(Run& run, std::string_view text, std::size_t most) {
    const Value made = run.list();
    text = strip_back(text);
    for (std::size_t count = 0; !text.empty() && run.spend(); ++count) {
        std::size_t begin = text.size();
        while (begin > 0 && !is_blank(code_point(last_character(text.substr(0, begin)))))
            begin -= last_character(text.substr(0, begin)).size();
        if (count == most) begin = 0;
        run.append(made.as_list(), Value::text(text.substr(begin)));
        text = strip_back(text.substr(0, begin));
    }
    std::reverse(made.as_list().span().begin(), made.as_list().span().end());
    return made;
}

bool separator_is_none(const Value& separator) {
    return !separator.given() || separator.is(Kind::none);
}

std::optional<std::string_view> separator_of(Run& run, const Value& value) {
    if (!value.is(Kind::text))
        run.fail(Fault::type, "must be str or None, not " + short_type_name(value));
    else if (value.as_text().empty())
        run.fail(Fault::value, "empty separator");
    return run.failed() ? std::nullopt : std::optional(value.as_text());
}

Value split(Run& run, const Value& self, const Given& given) {
    std::string_view text = self.as_text();
    const auto most = most_splits(run, given[1]);
    if (separator_is_none(given[0])) return split_at_blanks(run, text, most);
    const auto separator = separator_of(run, given[0]);
    if (!separator || !run.spend_on_search(text, *separator)) return {};
    const Value made = run.list();
    auto at = text.find(*separator);
    for (std::size_t count = 0; at != nowhere && count < most && run.spend(); ++count) {
        run.append(made.as_list(), Value::text(text.substr(0, at)));
        text.remove_prefix(at + separator->size());
        at = text.find(*separator);
    }
    run.append(made.as_list(), Value::text(text));
    return made;
}

Value split_from_back(Run& run, const Value& self, const Given& given) {
    std::string_view text = self.as_text();
    const auto most = most_splits(run, given[1]);
    if (separator_is_none(given[0])) return split_at_blanks_from_back(run, text, most);
    const auto separator = separator_of(run, given[0]);
    if (!separator || !run.spend_on_search(text, *separator)) return {};
    const Value made = run.list();
    auto at = text.rfind(*separator);
    for (std::size_t count = 0; at != nowhere && count < most && run.spend(); ++count) {
        run.append(made.as_list(), Value::text(text.substr(at + separator->size())));
        text = text.substr(0, at);
        at = text.size() < separator->size() ? nowhere : text.rfind(*separator);
    }
    run.append(made.as_list(), Value::text(text));
    std::reverse(made.as_list().span().begin(), made.as_list().span().end());
    return made;
}

Value partition_at(Run& run, const Value& self, const Given& given, bool last) {
    const auto separator = want_text(run, given[0]);
    if (!separator) return {};
    if (separator->empty()) return run.fail(Fault::value, "empty separator");
    const std::string_view text = self.as_text();
    if (!run.spend_on_search(text, *separator)) return {};
    const auto at = last ? text.rfind(*separator) : text.find(*separator);
    const Value empty = Value::text("");
    if (at == nowhere)
        return last ? run.tuple({empty, empty, self}) : run.tuple({self, empty, empty});
    return run.tuple({Value::text(text.substr(0, at)),
                      given[0],
                      Value::text(text.substr(at + separator->size()))});
}
Value partition_first(Run& run, const Value& self, const Given& given) {
    return partition_at(run, self, given, false);
}
Value partition_last(Run& run, const Value& self, const Given& given) {
    return partition_at(run, self, given, true);
}

Value lines_of(Run& run, const Value& self, const Given& given) {
    return split_lines(run, self.as_text(), given[0].given() && truth(run, given[0]));
}

Value join(Run& run, const Value& self, const Given& given) {
    Writer made(run);
    if (!is_iterable(run, given[0])) return run.fail(Fault::type, "can only join an iterable");
    Iterator* const items = iterate(run, given[0]);
    Value item;
    for (std::size_t count = 0; items != nullptr && items->next(run, item); ++count) {
        if (!item.is(Kind::text))
            return run.fail(Fault::type,
                            "sequence item " + std::to_string(count) + ": expected str instance, " +
                                short_type_name(item) + " found");
        if (count > 0) made << self.as_text();
        made << item.as_text();
    }
    return made.value();
}

Value format(Run& run, const Value& self, const Given& given) {
    return format_braces(run, self.as_text(), given.all);
}

// 0, and a failure, where no text may be that wide.
std::size_t wanted_width(Run& run, const Value& given) {
    const auto width = want_whole(run, given).value_or(0);
    if (width <= 0 || !run.text_fits(static_cast<std::size_t>(width))) return 0;
    return static_cast<std::size_t>(width);
}

Value padded(Run& run, const Value& self, const Given& given, char align) {
    FormatSpec spec;
    spec.width = wanted_width(run, given[0]);
    spec.align = align;
    if (given[1].given()) spec.fill = want_text(run, given[1]).value_or(" ");
    if (count_characters(spec.fill) != 1)
        return run.fail(Fault::type, "The fill character must be exactly one character long");
    Writer made(run);
    pad_text(made, self.as_text(), spec);
    return made.value();
}
Value pad_right(Run& run, const Value& self, const Given& given) {
    return padded(run, self, given, '<');
}
Value pad_left(Run& run, const Value& self, const Given& given) {
    return padded(run, self, given, '>');
}

// Python puts the odd blank to the left if the width is odd.
Value center(Run& run, const Value& self, const Given& given) {
    const auto width = static_cast<std::int64_t>(wanted_width(run, given[0]));
    const auto size = static_cast<std::int64_t>(count_characters(self.as_text()));
    const auto left = std::max<std::int64_t>(width - size, 0);
    const auto fill = given[1].given() ? want_text(run, given[1]).value_or(" ") : " ";
    if (count_characters(fill) != 1)
        return run.fail(Fault::type, "The fill character must be exactly one character long");
    const auto before = left / 2 + (left & width & 1);
    Writer made(run);
    made.fill(static_cast<std::size_t>(before), fill);
    made << self.as_text();
    made.fill(static_cast<std::size_t>(left - before), fill);
    return made.value();
}

Value fill_zeros(Run& run, const Value& self, const Given& given) {
    FormatSpec spec{.fill = "0", .align = '=', .zero_padded = true};
    spec.width = wanted_width(run, given[0]);
    const std::string_view text = self.as_text();
    const bool is_signed = text.starts_with('-') || text.starts_with('+');
    Writer made(run);
    if (is_signed) made << text[0];
    const auto size = count_characters(text);
    if (spec.width > size) made.fill(spec.width - size, "0");
    made << text.substr(is_signed ? 1 : 0);
    return made.value();
}

Value without_prefix(Run& run, const Value& self, const Given& given) {
    const auto prefix = want_text(run, given[0]).value_or("");
    const bool has = self.as_text().starts_with(prefix);
    return has ? Value::text(self.as_text().substr(prefix.size())) : self;
}

Value without_suffix(Run& run, const Value& self, const Given& given) {
    const auto suffix = want_text(run, given[0]).value_or("");
    const bool has = self.as_text().ends_with(suffix);
    return has ? Value::text(self.as_text().substr(0, self.as_text().size() - suffix.size()))
               : self;
}

Value expand_tabs(Run& run, const Value& self, const Given& given) {
    const auto size = given[0].given() ? want_whole(run, given[0]).value_or(8) : 8;
    Writer made(run);
    std::size_t column = 0;
    for (std::string_view rest = self.as_text(); !rest.empty() && run.spend();) {
        const auto character = first_character(rest);
        rest.remove_prefix(character.size());
        const auto wide = static_cast<std::size_t>(std::clamp<std::int64_t>(size, 0, 1 << 16));
        const auto blanks = character == "\t" && wide > 0 ? wide - column % wide : 0;
        made.fill(blanks, " ");
        if (character != "\t") made << character;
        column = character == "\n" || character == "\r" ? 0
                 : character == "\t"                    ? column + blanks
                                                        : column + 1;
    }
    return made.value();
}

constexpr std::array text_methods{
    Native{"upper", "/", upper_of},
    Native{"lower", "/", lower_of},
    Native{"capitalize", "/", capitalize},
    Native{"title", "/", title},
    Native{"swapcase", "/", swap_case},
    Native{"strip", "/chars?", strip_both},
    Native{"lstrip", "/chars?", strip_left},
    Native{"rstrip", "/chars?", strip_right},
    Native{"replace", "/old new count?", replace},
    Native{"find", "/sub start? end?", find_first},
    Native{"rfind", "/sub start? end?", find_last},
    Native{"index", "/sub start? end?", index_first},
    Native{"rindex", "/sub start? end?", index_last},
    Native{"count", "/sub start? end?", count_text},
    Native{"startswith", "/prefix start? end?", starts_with},
    Native{"endswith", "/suffix start? end?", ends_with},
    Native{"split", "sep? maxsplit?", split},
    Native{"rsplit", "sep? maxsplit?", split_from_back},
    Native{"partition", "/sep", partition_first},
    Native{"rpartition", "/sep", partition_last},
    Native{"splitlines", "keepends?", lines_of},
    Native{"join", "/iterable", join},
    Native{"format", "*", format},
    Native{"ljust", "/width fillchar?", pad_right},
    Native{"rjust", "/width fillchar?", pad_left},
    Native{"center", "/width fillchar?", center},
    Native{"zfill", "/width", fill_zeros},
    Native{"removeprefix", "/prefix", without_prefix},
    Native{"removesuffix", "/suffix", without_suffix},
    Native{"expandtabs", "tabsize?", expand_tabs},
};

bool in_set(std::string_view character, std::string_view set) {
    for (; !set.empty(); set.remove_prefix(first_character(set).size()))
        if (first_character(set) == character) return true;
    return false;
}

std::size_t line_break_size(std::string_view rest) {
    if (rest.starts_with("\r\n")) return 2;
    const char32_t first = code_point(first_character(rest));
    const bool breaks = (first >= 0x0a && first <= 0x0d) || (first >= 0x1c && first <= 0x1e) ||
                        first == 0x85 || first == 0x2028 || first == 0x2029;
    return breaks ? first_character(rest).size() : 0;
}

}  // namespace

const Native* find_text_method(std::string_view name) {
    return find_native(text_methods, name);
}

Value stripped(Run& run, std::string_view text, const Value& set, Ends ends) {
    if (!set.given() || set.is(Kind::none)) {
        if (ends != Ends::back) text = strip_front(text);
        return Value::text(ends != Ends::front ? strip_back(text) : text);
    }
    if (!set.is(Kind::text)) return run.fail(Fault::type, "strip arg must be None or str");
    while (ends != Ends::back && !text.empty() && in_set(first_character(text), set.as_text()))
        text.remove_prefix(first_character(text).size());
    while (ends != Ends::front && !text.empty() && in_set(last_character(text), set.as_text()))
        text.remove_suffix(last_character(text).size());
    return Value::text(text);
}

Value replaced(Run& run, std::string_view text, std::string_view old, const Given& given) {
    const std::string_view by = given[1].as_text();
    const bool counted = given[2].given() && !given[2].is(Kind::none);
    const auto most = most_splits(run, counted ? given[2] : Value());
    if (!run.spend_on_search(text, old)) return {};
    Writer made(run);
    std::size_t count = 0;
    while (count < most && run.spend()) {
        const auto at = text.find(old);
        if (at == nowhere) break;
        made << text.substr(0, at) << by;
        text.remove_prefix(at + old.size());
        ++count;
        if (!old.empty()) continue;
        if (text.empty()) return made.value();
        made << first_character(text);
        text.remove_prefix(first_character(text).size());
    }
    made << text;
    return made.value();
}

Value split_lines(Run& run, std::string_view text, bool keep_ends) {
    const Value made = run.list();
    std::size_t at = 0;
    while (at < text.size() && run.spend()) {
        const auto size = line_break_size(text.substr(at));
        if (size == 0) {
            at += first_character(text.substr(at)).size();
            continue;
        }
        run.append(made.as_list(), Value::text(text.substr(0, at + (keep_ends ? size : 0))));
        text.remove_prefix(at + size);
        at = 0;
    }
    if (!text.empty()) run.append(made.as_list(), Value::text(text));
    return made;
}

}  // namespace escapement::templates
