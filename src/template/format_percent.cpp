// "%d" % x: the format of C, as Python has it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/format_percent.hpp"

#include <algorithm>
#include <string>

#include "template/compare.hpp"
#include "template/dict.hpp"
#include "template/format_number.hpp"
#include "template/iterate.hpp"
#include "template/large_number.hpp"
#include "template/numbers.hpp"
#include "template/print.hpp"
#include "template/text.hpp"

namespace escapement::templates {
namespace {

// No text is that wide; precisions are cut at the second.
constexpr std::int64_t widest = 1'000'000'000, most_digits = 1'000'000;

// Goes along the format and hands out the values.
class PercentFormat {
  public:
    PercentFormat(Run& run, std::string_view format, const Value& values)
        : run_(run), rest_(format), values_(values), to_(run) {
        if (values.is(Kind::tuple)) count_ = values.as_list().size;
    }

    Value result() {
        while (!rest_.empty() && !run_.failed()) {
            const auto plain = std::min(rest_.find('%'), rest_.size());
            to_ << rest_.substr(0, plain);
            rest_.remove_prefix(plain);
            if (!rest_.empty()) convert();
        }
        const bool all_used = used_ >= count_ || is_mapping();
        if (!run_.failed() && !all_used)
            run_.fail(Fault::type, "not all arguments converted during string formatting");
        return to_.value();
    }

  private:
    bool is_mapping() const {
        switch (values_.kind()) {
            case Kind::dict:
            case Kind::list:
            case Kind::range:
            case Kind::undefined:
                return true;  // whatever has items counts for Python
            case Kind::entity:
                return values_.as_entity().is_mapping();
            default:
                return false;
        }
    }

    char take() {
        if (rest_.empty()) {
            run_.fail(Fault::value, "incomplete format");
            return 0;
        }
        const char next = rest_.front();
        rest_.remove_prefix(1);
        return next;
    }

    Value next_value() {
        if (key_given_) return keyed_;
        if (used_ >= count_)
            return run_.fail(Fault::type, "not enough arguments for format string");
        return values_.is(Kind::tuple) ? values_.as_list().items[used_++] : (++used_, values_);
    }

    void read_key() {
        std::size_t depth = 1;
        std::size_t end = 1;
        for (; end < rest_.size() && depth > 0; ++end)
            depth += rest_[end] == '(' ? 1 : rest_[end] == ')' ? std::size_t(-1) : 0;
        if (depth > 0) {
            run_.fail(Fault::value, "incomplete format key");
            return;
        }
        const Value key = Value::text(rest_.substr(1, end - 2));
        rest_.remove_prefix(end);
        look_up(key);
        key_given_ = true;
    }

    void look_up(const Value& key) {
        if (values_.is(Kind::undefined)) {
            fail_undefined(run_, values_);
            return;
        }
        const Dict* const dict = values_.is(Kind::dict)     ? &values_.as_dict()
                                 : values_.is(Kind::entity) ? values_.as_entity().whole(run_)
                                                            : nullptr;
        if (dict == nullptr) {
            run_.fail(Fault::type, "format requires a mapping");
            return;
        }
        const Value* const found = find(run_, *dict, key);
        if (found == nullptr)
            run_.fail(Fault::key, repr(run_, key));
        else
            keyed_ = *found;
    }

    // A number or a * that takes it from the values.
    std::int64_t read_count() {
        if (!rest_.empty() && rest_.front() == '*') {
            rest_.remove_prefix(1);
            const Value count = next_value();
            if (!count.is_whole() && !run_.failed()) run_.fail(Fault::type, "* wants int");
            return run_.failed() ? 0 : std::clamp<std::int64_t>(count.as_whole(), -widest, widest);
        }
        std::int64_t count = 0;
        for (; !rest_.empty() && is_digit(static_cast<unsigned char>(rest_.front()));
             rest_.remove_prefix(1))
            count = std::min<std::int64_t>(count * 10 + (rest_.front() - '0'), widest + 1);
        return count;
    }

    void read_flags(FormatSpec& spec, bool& left) {
        for (; !rest_.empty(); rest_.remove_prefix(1)) {
            const char flag = rest_.front();
            if (flag == '-')
                left = true;
            else if (flag == '+')
                spec.sign = '+';
            else if (flag == ' ')
                spec.sign = spec.sign == '+' ? '+' : ' ';
            else if (flag == '#')
                spec.alternate = true;
            else if (flag == '0')
                spec.zero_padded = true;
            else
                return;
        }
    }

    FormatSpec read_spec() {
        FormatSpec spec;
        bool left = false;
        key_given_ = false;
        if (!rest_.empty() && rest_.front() == '(') read_key();
        read_flags(spec, left);
        auto width = read_count();
        if (width < 0) left = true;
        width = std::clamp<std::int64_t>(width < 0 ? -width : width, 0, widest);
        spec.width = static_cast<std::size_t>(width);
        if (!rest_.empty() && rest_.front() == '.') {
            rest_.remove_prefix(1);
            spec.precision =
                static_cast<int>(std::clamp<std::int64_t>(read_count(), 0, most_digits));
        }
        while (!rest_.empty() && std::string_view("hlL").find(rest_.front()) != rest_.npos)
            rest_.remove_prefix(1);
        if (left) {
            spec.align = '<';
            spec.zero_padded = false;
        }
        if (spec.zero_padded) spec.fill = "0";
        return spec;
    }

    void convert() {
        rest_.remove_prefix(1);
        FormatSpec spec = read_spec();
        if (run_.failed() || !run_.text_fits(spec.width)) return;
        spec.type = take();
        if (spec.type == '%') {
            to_ << "%";
            return;
        }
        if (run_.failed()) return;
        if (std::string_view("diuoxXeEfFgGcsra").find(spec.type) == std::string_view::npos) {
            fail_unknown(spec.type);
            return;
        }
        const Value value = next_value();
        if (!run_.failed()) convert(value, spec);
    }

    void fail_unknown(char type) {
        const auto place = whole_.size() - rest_.size() - 1;
        run_.fail(Fault::value,
                  "unsupported format character '" + std::string(1, type) + "' (0x" +
                      whole_in_base(Value::whole(std::int64_t{static_cast<unsigned char>(type)}),
                                    {.type = 'x'}) +
                      ") at index " + std::to_string(place));
    }

    void convert(const Value& value, FormatSpec spec) {
        switch (spec.type) {
            case 's':
                return pad(str(run_, value), spec);
            case 'r':
                return pad(repr(run_, value), spec);
            case 'a':
                return pad(in_ascii(repr(run_, value)), spec);
            case 'c':
                return convert_character(value, spec);
            case 'e':
            case 'E':
            case 'f':
            case 'F':
            case 'g':
            case 'G':
                return convert_real(value, spec);
            default:
                return convert_whole(value, spec);
        }
    }

    void pad(std::string_view text, FormatSpec spec) {
        spec.fill = " ";
        spec.zero_padded = false;
        if (spec.align == 0) spec.align = '>';
        pad_text(to_, text, spec);
    }

    void convert_character(const Value& value, FormatSpec spec) {
        std::string text;
        if (value.is_whole() && value.as_whole() >= 0 && value.as_whole() < 0x110000)
            append_character(text, static_cast<char32_t>(value.as_whole()));
        else if (value.is(Kind::text) && count_characters(value.as_text()) == 1)
            text = value.as_text();
        else if (value.is_integer())
            run_.fail(Fault::overflow, "%c arg not in range(0x110000)");
        else
            run_.fail(Fault::type, "%c requires int or char");
        pad(text, spec);
    }

    void convert_real(const Value& value, const FormatSpec& spec) {
        if (value.is(Kind::undefined)) {
            fail_undefined(run_, value);
            return;
        }
        if (!value.is_number()) {
            run_.fail(Fault::type, "must be real number, not " + short_type_name(value));
            return;
        }
        if (const auto real = real_of(run_, value))
            pad_number(to_, real_by_type(*real, spec), spec);
    }

    void convert_whole(const Value& value, FormatSpec spec) {
        const bool decimal = std::string_view("diu").find(spec.type) != std::string_view::npos;
        if (decimal && value.is(Kind::undefined)) {
            fail_undefined(run_, value);
            return;
        }
        if (!value.is_integer() && !(decimal && value.is(Kind::real))) {
            run_.fail(Fault::type,
                      "%" + std::string(1, spec.type) +
                          " format: " + (decimal ? "a real number" : "an integer") +
                          " is required, not " + short_type_name(value));
            return;
        }
        const Value whole = value.is(Kind::real) ? truncated(run_, value.as_real()) : value;
        if (run_.failed()) return;
        if (decimal) spec.alternate = false;
        std::string digits = whole_in_base(whole, spec);
        const auto front = digits.find_first_of("0123456789abcdefABCDEF");
        const auto prefix = front + (spec.alternate ? 2 : 0);
        const auto count = digits.size() - prefix;
        if (spec.precision > static_cast<int>(count))
            digits.insert(prefix, static_cast<std::size_t>(spec.precision) - count, '0');
        pad_number(to_, digits, spec);
    }

    Run& run_;
    std::string_view rest_;
    std::string_view whole_ = rest_;
    Value values_;
    Writer to_;
    std::size_t count_ = 1;
    std::size_t used_ = 0;
    bool key_given_ = false;
    Value keyed_;
};

}  // namespace

Value format_percent(Run& run, std::string_view format, const Value& values) {
    return PercentFormat(run, format, values).result();
}

}  // namespace escapement::templates
