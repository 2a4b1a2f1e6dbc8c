// Functions written in C++ that templates call: how their arguments find their places.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/native.hpp"

#include <algorithm>
#include <string>

#include "template/compare.hpp"
#include "template/print.hpp"

namespace escapement::templates {
namespace {

struct Parameter {
    std::string_view name;
    bool required = true;
};

struct Parameters {
    std::array<Parameter, Given::most> all;
    std::size_t count = 0;
    bool by_name = true;
};

Parameters parameters_of(std::string_view text) {
    Parameters parameters;
    if (text.starts_with('/')) {
        parameters.by_name = false;
        text.remove_prefix(1);
    }
    while (!text.empty()) {
        const auto end = std::min(text.find(' '), text.size());
        const auto word = text.substr(0, end);
        if (!word.empty()) {
            const bool required = !word.ends_with('?');
            parameters.all[parameters.count++] = {word.substr(0, word.size() - (required ? 0 : 1)),
                                                  required};
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parameters;
}

void fail_call(Run& run, const Native& native, const std::string& what) {
    run.fail(Fault::type, std::string(native.name) + "() " + what);
}

void place_named(Run& run, const Native& native, const Parameters& parameters, Given& given) {
    for (const NamedArgument& named : given.all.named) {
        std::size_t place = 0;
        while (place < parameters.count && parameters.all[place].name != named.name) ++place;
        const std::string name = "'" + std::string(named.name) + "'";
        if (!parameters.by_name) return fail_call(run, native, "takes no keyword arguments");
        if (place == parameters.count)
            return fail_call(run, native, "got an unexpected keyword argument " + name);
        if (given.values[place].given())
            return fail_call(run, native, "got multiple values for argument " + name);
        given.values[place] = named.value;
    }
}

void check_required(Run& run, const Native& native, const Parameters& parameters, Given& given) {
    for (std::size_t i = 0; i < parameters.count; ++i)
        if (parameters.all[i].required && !given.values[i].given())
            return fail_call(run,
                             native,
                             "missing 1 required positional argument: '" +
                                 std::string(parameters.all[i].name) + "'");
}

class NativeEntity final : public Entity {
  public:
    NativeEntity(const Native& native, const Value& self) : native_(native), self_(self) {}
    std::string_view type_name() const override { return "builtin_function_or_method"; }
    bool callable() const override { return true; }
    Value call(Run& run, const Arguments& arguments) override {
        return invoke(run, native_, self_, arguments);
    }
    void print(Run& run, Writer& to) override {
        if (native_.name == "range")
            to << "<class '" << native_.name << "'>";
        else
            to << "<built-in method " << native_.name << " of "
               << escapement::templates::type_name(self_) << " object>";
        run.spend();
    }

  private:
    const Native& native_;
    Value self_;
};

}  // namespace

Value invoke(Run& run, const Native& native, const Value& self, const Arguments& arguments) {
    Given given{{}, arguments};
    if (native.parameters != "*") {
        const Parameters parameters = parameters_of(native.parameters);
        if (arguments.positional.size() > parameters.count) {
            fail_call(run,
                      native,
                      "takes at most " + std::to_string(parameters.count) + " arguments but " +
                          std::to_string(arguments.positional.size()) + " were given");
            return {};
        }
        std::copy(arguments.positional.begin(), arguments.positional.end(), given.values.begin());
        if (!arguments.named.empty()) place_named(run, native, parameters, given);
        check_required(run, native, parameters, given);
    }
    if (!run.spend_on(self)) return {};
    return native.function(run, self, given);
}

Value as_value(Run& run, const Native& native, const Value& self) {
    return Value::entity(run.heap().make<NativeEntity>(native, self));
}

const Native* find_native(std::span<const Native> natives, std::string_view name) {
    for (const Native& native : natives)
        if (native.name == name) return &native;
    return nullptr;
}

std::optional<std::int64_t> want_whole(Run& run, const Value& value) {
    if (value.is_whole()) return value.as_whole();
    if (value.is(Kind::large)) {
        run.fail(Fault::overflow, "Python int too large to convert to C ssize_t");
        return std::nullopt;
    }
    std::string message =
        "'" + short_type_name(value) + "' object cannot be interpreted as an integer";
    if (value.is(Kind::undefined)) message += " (" + undefined_message(run, value) + ")";
    run.fail(Fault::type, message);
    return std::nullopt;
}

std::optional<std::string_view> want_text(Run& run, const Value& value) {
    if (value.is(Kind::text)) return value.as_text();
    run.fail(Fault::type, "must be str, not " + short_type_name(value));
    return std::nullopt;
}

}  // namespace escapement::templates
