// The filters of Jinja2: found by name, and what several of them share.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/filters.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "template/compare.hpp"
#include "template/filters_choice.hpp"
#include "template/filters_number.hpp"
#include "template/filters_sequence.hpp"
#include "template/filters_text.hpp"
#include "template/lookup.hpp"
#include "template/numbers.hpp"
#include "template/print.hpp"
#include "template/tests.hpp"
#include "template/text.hpp"

namespace escapement::templates {
namespace {

constexpr std::array made_for_html{"striptags", "urlencode", "urlize", "xmlattr"};

Value path_part(Run& run, std::string_view part) {
    const bool digits = !part.empty() && std::all_of(part.begin(), part.end(), [](char c) {
        return is_digit(static_cast<unsigned char>(c));
    });
    const auto number = digits ? read_whole(part) : std::nullopt;
    return number ? Value::whole(*number) : run.text(part);
}

Value call_named(Run& run, const Native* native, const Value& name, std::string_view what) {
    if (native != nullptr) return Value::none();
    std::string message = "No " + std::string(what) + " named " + repr(run, name) + ".";
    if (name.is(Kind::undefined))
        message +=
            " (" + undefined_message(run, name) + "; did you forget to quote the callable name?)";
    return run.fail(Fault::runtime, message);
}

}  // namespace

const Native* find_filter(std::string_view name) {
    for (const auto filters :
         {text_filters(), number_filters(), sequence_filters(), choice_filters()})
        if (const Native* const found = find_native(filters, name)) return found;
    return nullptr;
}

std::string_view why_no_filter(std::string_view name) {
    const bool known =
        std::find(made_for_html.begin(), made_for_html.end(), name) != made_for_html.end();
    return known ? "it is made for web pages and not available here" : "";
}

AttributePath::AttributePath(Run& run, const Value& path) {
    if (!path.given() || path.is(Kind::none)) return;
    if (!path.is(Kind::text)) {
        parts_.push_back(path);
        return;
    }
    std::string_view rest = path.as_text();
    for (bool more = true; more;) {
        const auto end = std::min(rest.find('.'), rest.size());
        parts_.push_back(path_part(run, rest.substr(0, end)));
        more = end < rest.size();
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
}

Value AttributePath::of(Run& run, Value value, const Value& other) const {
    const bool replaces = other.given() && !other.is(Kind::none);
    for (const Value& part : parts_) {
        value = item(run, value, part);
        if (replaces && value.is(Kind::undefined)) value = other;
    }
    return value;
}

Value without_case(Run& run, const Value& value) {
    return value.is(Kind::text) ? run.text(lower_text(value.as_text())) : value;
}

Value call_filter(Run& run, const Value& name, const Value& value, const Arguments& arguments) {
    const Native* const filter = name.is(Kind::text) ? find_filter(name.as_text()) : nullptr;
    const Value found = call_named(run, filter, name, "filter");
    return filter != nullptr ? invoke(run, *filter, value, arguments) : found;
}

Value call_test(Run& run, const Value& name, const Value& value, const Arguments& arguments) {
    const Native* const test = name.is(Kind::text) ? find_test(name.as_text()) : nullptr;
    const Value found = call_named(run, test, name, "test");
    return test != nullptr ? invoke(run, *test, value, arguments) : found;
}

}  // namespace escapement::templates
