// "{:d}".format(x): Python's own format language.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/format_braces.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "template/compare.hpp"
#include "template/format_number.hpp"
#include "template/large_number.hpp"
#include "template/lookup.hpp"
#include "template/numbers.hpp"
#include "template/print.hpp"
#include "template/text.hpp"

namespace escapement::templates {
namespace {

// No text is that wide; precisions are cut at the second.
constexpr std::size_t most_width = 1'000'000'000, most_precision = 1'000'000;

bool is_align(std::string_view character) {
    return character.size() == 1 && std::string_view("<>^=").find(character[0]) != character.npos;
}

std::size_t take_number(std::string_view& rest) {
    std::size_t number = 0;
    for (; !rest.empty() && is_digit(static_cast<unsigned char>(rest.front()));
         rest.remove_prefix(1))
        number = std::min(number * 10 + static_cast<std::size_t>(rest.front() - '0'), most_width);
    return number;
}

bool take_if(std::string_view& rest, char character) {
    if (rest.empty() || rest.front() != character) return false;
    rest.remove_prefix(1);
    return true;
}

// Whether there is a character to fill with.
bool take_align(std::string_view& rest, FormatSpec& spec) {
    if (rest.empty()) return false;
    const auto first = first_character(rest);
    const auto second = rest.substr(first.size(), 1);
    if (is_align(second)) {
        spec.fill = first;
        spec.align = second[0];
        rest.remove_prefix(first.size() + 1);
        return true;
    }
    if (is_align(first)) {
        spec.align = first[0];
        rest.remove_prefix(1);
    }
    return false;
}

// What stands behind the colon; nothing if it cannot be read.
std::optional<FormatSpec> read_spec(std::string_view rest) {
    FormatSpec spec;
    const bool fill_given = take_align(rest, spec);
    for (const char sign : {'+', '-', ' '})
        if (take_if(rest, sign)) spec.sign = sign;
    spec.no_negative_zero = take_if(rest, 'z');
    spec.alternate = take_if(rest, '#');
    if (take_if(rest, '0')) {
        spec.zero_padded = true;
        if (!fill_given) spec.fill = "0";
    }
    spec.width = take_number(rest);
    for (const char grouping : {',', '_'})
        if (take_if(rest, grouping)) spec.grouping = grouping;
    if (take_if(rest, '.')) {
        if (rest.empty() || !is_digit(static_cast<unsigned char>(rest.front())))
            return std::nullopt;
        spec.precision = static_cast<int>(std::min(take_number(rest), most_precision));
    }
    if (rest.size() > 1) return std::nullopt;
    if (!rest.empty()) spec.type = rest.front();
    return spec;
}

void fail_code(Run& run, char type, const Value& value) {
    run.fail(Fault::value,
             "Unknown format code '" + std::string(1, type) + "' for object of type '" +
                 short_type_name(value) + "'");
}

void format_whole(Run& run, Writer& to, const Value& value, const FormatSpec& spec) {
    if (spec.type == 'c') {
        std::string text;
        if (value.is(Kind::large))
            run.fail(Fault::overflow, "Python int too large to convert to C long");
        else if (value.as_whole() < 0 || value.as_whole() > 0x10ffff)
            run.fail(Fault::overflow, "%c arg not in range(0x110000)");
        if (run.failed()) return;
        append_character(text, static_cast<char32_t>(value.as_whole()));
        pad_text(to, text, spec);
    } else if (spec.type == 0 || std::string_view("bdnoxX").find(spec.type) != std::string::npos) {
        if (spec.precision >= 0)
            run.fail(Fault::value, "Precision not allowed in integer format specifier");
        pad_number(to, whole_in_base(value, spec), spec);
    } else if (std::string_view("eEfFgG%").find(spec.type) != std::string_view::npos) {
        if (const auto real = real_of(run, value)) pad_number(to, real_by_type(*real, spec), spec);
    } else {
        fail_code(run, spec.type, value);
    }
}

void format_real(Run& run, Writer& to, const Value& value, const FormatSpec& spec) {
    if (spec.type == 0 || std::string_view("eEfFgGn%").find(spec.type) != std::string_view::npos)
        pad_number(to, real_by_type(value.number(), spec), spec);
    else
        fail_code(run, spec.type, value);
}

void format_text(Run& run, Writer& to, const Value& value, FormatSpec spec) {
    if (spec.type != 0 && spec.type != 's') return fail_code(run, spec.type, value);
    if (spec.grouping != 0)
        run.fail(Fault::value, "Cannot specify '" + std::string(1, spec.grouping) + "' with 's'.");
    if (spec.sign != 0) run.fail(Fault::value, "Sign not allowed in string format specifier");
    if (spec.alternate)
        run.fail(Fault::value, "Alternate form (#) not allowed in string format specifier");
    if (spec.align == '=')
        run.fail(Fault::value, "'=' alignment not allowed in string format specifier");
    pad_text(to, value.as_text(), spec);
}

// Goes along "{0.name[key]!r:spec}" and the text between.
class BraceFormat {
  public:
    BraceFormat(Run& run, const Arguments& arguments, Writer& to)
        : run_(run), arguments_(arguments), to_(to) {}

    void format(std::string_view rest, int depth) {
        while (!rest.empty() && !run_.failed()) {
            const auto at = std::min(rest.find_first_of("{}"), rest.size());
            to_ << rest.substr(0, at);
            rest.remove_prefix(at);
            if (rest.empty()) return;
            if (rest.size() > 1 && rest[0] == rest[1]) {
                to_ << rest[0];
                rest.remove_prefix(2);
            } else if (rest[0] == '}') {
                run_.fail(Fault::value, "Single '}' encountered in format string");
            } else {
                rest.remove_prefix(field(rest, depth));
            }
        }
    }

  private:
    // Formats the field at the front; how long it is.
    std::size_t field(std::string_view rest, int depth) {
        std::size_t open = 0;
        std::size_t end = 0;
        for (; end < rest.size(); ++end) {
            if (rest[end] == '{') ++open;
            if (rest[end] == '}' && --open == 0) break;
        }
        if (end == rest.size()) {
            run_.fail(Fault::value,
                      rest.size() == 1 ? "Single '{' encountered in format string"
                                       : "expected '}' before end of string");
            return rest.size();
        }
        print_field(rest.substr(1, end - 1), depth);
        return end + 1;
    }

    void print_field(std::string_view text, int depth) {
        const auto end = name_end(text);
        Value value = look_up(text.substr(0, end));
        text.remove_prefix(end);
        if (run_.failed()) return;
        if (!text.empty() && text.front() == '!') {
            value = converted(value, text.size() > 1 ? text[1] : 0);
            text.remove_prefix(std::min<std::size_t>(2, text.size()));
            if (!text.empty() && text.front() != ':') {
                run_.fail(Fault::value, "expected ':' after conversion specifier");
                return;
            }
        }
        if (!text.empty()) text.remove_prefix(1);
        if (run_.failed()) return;
        Writer spec(run_);
        if (depth > 0 && text.find('{') != text.npos) {
            BraceFormat inner(run_, arguments_, spec);
            inner.next_ = next_;
            inner.numbering_ = numbering_;
            inner.format(text, depth - 1);
            next_ = inner.next_;
            numbering_ = inner.numbering_;
        } else {
            spec << text;
        }
        format_value(run_, to_, value, spec.str());
    }

    static std::size_t name_end(std::string_view text) {
        bool inside = false;
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] == '[') inside = true;
            if (text[i] == ']') inside = false;
            if (!inside && (text[i] == '!' || text[i] == ':')) return i;
        }
        return text.size();
    }

    Value converted(const Value& value, char how) {
        if (how == 's') return str_value(run_, value);
        if (how == 'r') return run_.text(repr(run_, value));
        if (how == 'a') return run_.text(in_ascii(repr(run_, value)));
        return run_.fail(Fault::value,
                         how == 0 ? "end of string while looking for conversion specifier"
                                  : "Unknown conversion specifier '" + std::string(1, how) + "'");
    }

    Value look_up(std::string_view name) {
        const auto end = std::min(name.find_first_of(".["), name.size());
        Value value = argument(name.substr(0, end));
        name.remove_prefix(end);
        while (!name.empty() && !run_.failed()) value = part(value, name);
        return value;
    }

    Value argument(std::string_view name) {
        const auto number = number_of(name);
        if (name.empty() || number) {
            const auto counting = name.empty() ? Numbering::counted : Numbering::given;
            if (numbering_ != counting && numbering_ != Numbering::open) return fail_numbering();
            numbering_ = counting;
            const auto place = name.empty() ? next_++ : static_cast<std::size_t>(*number);
            if (place < arguments_.positional.size()) return arguments_.positional[place];
            return run_.fail(Fault::index,
                             "Replacement index " + std::to_string(place) +
                                 " out of range for positional args tuple");
        }
        for (const NamedArgument& named : arguments_.named)
            if (named.name == name) return named.value;
        return run_.fail(Fault::key, quoted(name));
    }

    // Takes ".name" or "[key]" off the front.
    Value part(const Value& value, std::string_view& rest) {
        const bool by_key = rest.front() == '[';
        const auto end =
            by_key ? rest.find(']') : std::min(rest.find_first_of(".[", 1), rest.size());
        if (end == std::string_view::npos) {
            rest = {};
            return run_.fail(Fault::value, "Missing ']' in format string");
        }
        const std::string_view name = rest.substr(1, end - 1);
        rest.remove_prefix(by_key ? end + 1 : end);
        if (name.empty()) return run_.fail(Fault::value, "Empty attribute in format string");
        const auto number = number_of(name);
        const Value key = by_key && number ? Value::whole(*number) : run_.text(name);
        const Value found = by_key ? item(run_, value, key) : attribute(run_, value, key.as_text());
        if (!found.is(Kind::undefined) || run_.failed()) return found;
        if (!by_key)
            return run_.fail(
                Fault::attribute,
                "'" + short_type_name(value) + "' object has no attribute " + quoted(name));
        if (value.is_sequence())
            return run_.fail(Fault::index, type_name(value) + " index out of range");
        return run_.fail(Fault::key, repr(run_, key));
    }

    Value fail_numbering() {
        return run_.fail(Fault::value,
                         numbering_ == Numbering::counted
                             ? "cannot switch from automatic field numbering to "
                               "manual field specification"
                             : "cannot switch from manual field specification to "
                               "automatic field numbering");
    }

    // Digits and nothing else.
    static std::optional<std::int64_t> number_of(std::string_view text) {
        if (text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
        return read_whole(text);
    }

    enum class Numbering : std::uint8_t { open, counted, given };

    Run& run_;
    const Arguments& arguments_;
    Writer& to_;
    std::size_t next_ = 0;
    Numbering numbering_ = Numbering::open;
};

}  // namespace

void format_value(Run& run, Writer& to, const Value& value, std::string_view text) {
    if (text.empty()) return print(run, to, value);
    const auto spec = read_spec(text);
    const bool plain = value.is_number() || value.is(Kind::text);
    if (!plain)
        run.fail(Fault::type,
                 "unsupported format string passed to " + short_type_name(value) + ".__format__");
    else if (!spec)
        run.fail(Fault::value,
                 "Invalid format specifier '" + std::string(text) + "' for object of type '" +
                     short_type_name(value) + "'");
    else if (!run.text_fits(spec->width))
        return;  // that is the failure
    else if (value.is_integer())
        format_whole(run, to, value, *spec);
    else if (value.is(Kind::real))
        format_real(run, to, value, *spec);
    else
        format_text(run, to, value, *spec);
}

Value format_braces(Run& run, std::string_view format, const Arguments& arguments) {
    Writer to(run);
    BraceFormat(run, arguments, to).format(format, 2);
    return to.value();
}

}  // namespace escapement::templates
