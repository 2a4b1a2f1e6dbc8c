// The vocabulary of describe(): how a module says what it has, once.
// SPDX-License-Identifier: GPL-3.0-or-later
//
//   static void describe(Description<Fan>& fan) {
//       fan.section("fan").doc("Print cooling fan.");
//       fan.option<&Config::max_power>("Largest duty cycle.").above(0.0).at_most(1.0);
//       auto set = fan.command<&Fan::set>("M106", "Sets the fan's speed.");
//       set.parameter<&SetFan::s>("Speed, 0 to 255.").at_least(0.0);
//       fan.status<&Status::speed>("Speed, 0 to 1.");
//   }
//
// A module is a plain class: `Module(Config, Context&)` or `Module(Context&)`; `Config` and each
// command's parameters are plain structs whose initialisers are the defaults; option and
// parameter names are the members' names (parameters in capitals).
#pragma once

#include <cctype>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/member_name.hpp"
#include "printer/options.hpp"
#include "printer/schema.hpp"

namespace escapement::printer {

namespace detail {

template <class>
struct MemberOf;
template <class Value, class Record>
struct MemberOf<Value Record::*> {
    using value = Value;
    using record = Record;
};

template <class T>
struct Bare {
    using type = T;
};
template <class T>
struct Bare<std::optional<T>> {
    using type = T;
};

template <class>
struct HandlerOf;
template <class Module, class Return>
struct HandlerOf<Return (Module::*)()> {
    struct Nothing {};
    using params = Nothing;
    using result = Return;
};
template <class Module, class Return, class Params>
struct HandlerOf<Return (Module::*)(const Params&)> {
    using params = Params;
    using result = Return;
};

template <class>
struct ClassOf;
template <class Module>
struct ClassOf<bool (Module::*)() const> {
    using type = Module;
};

template <class T>
std::optional<double> number_of(const T& value) {
    if constexpr (requires { value.count(); })
        return value.count();
    else if constexpr (requires { value.value; })
        return value.value;
    else if constexpr (std::is_arithmetic_v<T>)
        return static_cast<double>(value);
    else
        return std::nullopt;
}
template <class T>
std::optional<double> number_of(const std::optional<T>& value) {
    return value ? number_of(*value) : std::nullopt;
}

template <class T>
std::optional<config::Problem> settle(void* place,
                                      const SectionName& section,
                                      std::string_view option) {
    return static_cast<T*>(place)->settle(section, option);
}

template <class T>
constexpr auto settle_of() -> decltype(ValueType::settle) {
    if constexpr (requires(T & value, const SectionName& name) { value.settle(name, ""); })
        return settle<T>;
    else
        return nullptr;
}

template <class T>
constexpr bool is_numeric = base::Text<T>::kind == "float" || base::Text<T>::kind == "int";
template <class T>
constexpr bool is_numeric<std::optional<T>> = is_numeric<T>;
template <class T>
constexpr bool is_numeric<std::vector<T>> = is_numeric<T>;

template <class T>
constexpr ValueType value_type{
    .kind = base::Text<T>::kind,
    .unit = base::Text<T>::unit,
    .numeric = is_numeric<T>,
    .assign =
        [](void* place, std::string_view text) {
            auto value = base::Text<T>::parse(text);
            if (value) *static_cast<T*>(place) = std::move(*value);
            return value.has_value();
        },
    .number = [](const void* place) { return number_of(*static_cast<const T*>(place)); },
    .value = [](const void* place) { return to_value(*static_cast<const T*>(place)); },
    .settle = settle_of<T>(),
};

// Adds a field of `Record` (or of a base of it) at `Pointer`.  Everything that does not depend on
// the member is shared: a printer has thousands of fields, and each would be compiled anew.
template <auto Pointer, class Record>
Field& add_member(std::vector<Field>& fields, std::string_view doc) {
    using Value = typename MemberOf<decltype(Pointer)>::value;
    const Member member{
        .name = base::member_name<Pointer>(),
        .type = value_type<Value>,
        .place = [](void* record) -> void* { return &(static_cast<Record*>(record)->*Pointer); }};
    return add_field(fields, member, doc);
}

}  // namespace detail

// Refines a field just added.  Valid until the next field is added.
template <class Value>
class FieldRef {
  public:
    using Limit = typename detail::Bare<Value>::type;

    explicit FieldRef(Field& field) : field_(field) {}

    FieldRef& required() { return (field_.required = true, *this); }
    FieldRef& above(Limit limit) { return set(field_.bounds.above, limit); }
    FieldRef& below(Limit limit) { return set(field_.bounds.below, limit); }
    FieldRef& at_least(Limit limit) { return set(field_.bounds.at_least, limit); }
    FieldRef& at_most(Limit limit) { return set(field_.bounds.at_most, limit); }
    // The default is outside of the bounds and switches off what the option is for.
    FieldRef& off_by_default() { return (field_.off_by_default = true, *this); }
    FieldRef& choices(std::vector<std::string> words) {
        field_.kind = "choice";
        field_.choices = std::move(words);
        return *this;
    }
    // What a pin is used for.
    FieldRef& output() { return pin(config::output_prefixes); }
    FieldRef& input() { return pin(config::input_prefixes); }
    // An input, or what another section offers as an endstop.
    FieldRef& endstop() {
        pin(config::input_prefixes);
        return (field_.pin->endstop = true, *this);
    }
    FieldRef& analog() { return pin(config::analog_prefixes); }
    // Sections with the same word may name the same pin.
    FieldRef& shared(std::string (*word)(const SectionName& section)) {
        return (field_.pin->share = word, *this);
    }
    // A status field that templates see as a tuple whose items are also called x, y, z and e.
    FieldRef& coordinate() { return (field_.kind = coordinate_kind, *this); }
    // A table whose entries are the fields; the name stands for theirs.
    FieldRef& entries() { return (field_.is_entries = true, *this); }
    // Of plain numbers, whose type does not say it: "deg", "C", "A".
    FieldRef& unit(std::string_view name) { return (field_.unit = name, *this); }
    // A name other than the member's, where C++ cannot spell it.
    FieldRef& called(std::string_view name) { return (field_.name = name, *this); }

  private:
    FieldRef& pin(config::PinPrefixes prefixes) {
        static_assert(std::is_same_v<Limit, PinName>);
        return (field_.pin = PinRule{.prefixes = prefixes}, *this);
    }
    FieldRef& set(std::optional<double>& bound, const Limit& limit) {
        bound = detail::number_of(limit);
        return *this;
    }
    Field& field_;
};

// Refines a family of options just declared.  Valid until the next one is.
class FamilyRef {
  public:
    explicit FamilyRef(OptionFamily& family) : family_(family) {}
    // They are numbers, or lists of numbers.
    void numbers() { family_.numeric = true; }

  private:
    OptionFamily& family_;
};

// Adds parameters to a command just declared.
template <class Params>
class CommandRef {
  public:
    explicit CommandRef(Command& command) : command_(command) {}

    template <auto Member>
    auto parameter(std::string_view doc) {
        auto& field = detail::add_member<Member, Params>(command_.parameters, doc);
        for (char& c : field.name) c = static_cast<char>(std::toupper(c));
        return FieldRef<typename detail::MemberOf<decltype(Member)>::value>(field);
    }
    // A parameter that the handler reads from the line itself.
    CommandRef& word(std::string_view name, std::string_view doc, std::string_view kind = "float") {
        Field field;
        field.name = name;
        field.doc = doc;
        field.kind = kind;
        command_.parameters.push_back(std::move(field));
        return *this;
    }
    // Several modules share the command; parameter `key` chooses by the module's name.
    CommandRef& chosen_by(std::string_view key) { return (command_.mux = key, *this); }
    // That parameter may be missing: then any of the modules gets the command.
    CommandRef& or_not() { return (command_.mux_optional = true, *this); }
    CommandRef& when_not_ready() { return (command_.when_not_ready = true, *this); }
    // The command is unknown unless this const member function of the module says yes.
    template <auto Active>
    CommandRef& only_while() {
        using Module = typename detail::ClassOf<decltype(Active)>::type;
        command_.while_active = [](const void* module) {
            return (static_cast<const Module*>(module)->*Active)();
        };
        return *this;
    }

  private:
    Command& command_;
};

template <class Module>
class Description {
  public:
    explicit Description(Schema& schema) : schema_(schema) {}

    Description& section(std::string_view name) {
        schema_.sections.emplace_back(name);
        return *this;
    }
    Description& named() { return (schema_.named = true, *this); }
    Description& named_or_not() { return (schema_.name_optional = true, *this); }
    Description& numbered() { return (schema_.numbered = true, *this); }
    Description& always() { return (schema_.always = true, *this); }
    // Exists before anything else, whatever the configuration says; has no options.
    Description& early() { return (schema_.early = true, *this); }
    // Exists without a section of its own once there is one of these types, which blanks part.
    Description& companion_of(std::string_view type) {
        return (schema_.companion_of = type, *this);
    }
    Description& doc(std::string_view text) { return (schema_.doc = text, *this); }

    template <auto Member>
    auto option(std::string_view doc) {
        return FieldRef<typename detail::MemberOf<decltype(Member)>::value>(
            detail::add_member<Member, typename Module::Config>(schema_.options, doc));
    }
    // Options that are no members, from a table.
    template <class Adder>
    void add_options(const Adder& add) {
        add(schema_.options);
    }
    // An option known elsewhere that is refused with the reason instead of "no such option".
    Description& not_yet(std::string_view name, std::string_view why) {
        schema_.missing.push_back({std::string(name), std::string(why)});
        return *this;
    }
    // All options whose name begins with `prefix` go into a member that is a list of
    // (name, text) pairs; `rest` says what follows the prefix.
    template <auto Member>
    FamilyRef family(std::string_view prefix, std::string_view rest, std::string_view doc) {
        schema_.families.push_back(
            {std::string(prefix),
             std::string(rest),
             std::string(doc),
             [](void* record, std::string_view name, std::string_view text) {
                 (static_cast<typename Module::Config*>(record)->*Member).emplace_back(name, text);
             }});
        return FamilyRef(schema_.families.back());
    }
    template <auto Member>
    auto status(std::string_view doc) {
        return FieldRef<typename detail::MemberOf<decltype(Member)>::value>(
            detail::add_member<Member, typename Module::Status>(schema_.status, doc));
    }
    Description& status_name(std::string_view name) { return (schema_.status_name = name, *this); }
    // The status is found under this name as well.
    Description& also_known_as(std::string_view name) {
        schema_.status_aliases.emplace_back(name);
        return *this;
    }
    // A section of this module offers endstop options "CHIP:PIN" instead of a pin.
    Description& offers_endstop(std::string_view chip, std::string_view pin) {
        schema_.offers = OfferedEndstop{std::string(chip), std::string(pin)};
        return *this;
    }

    // The same, each section under the chip's name with its own last word behind it.
    Description& offers_endstop_each(std::string_view chip, std::string_view pin) {
        offers_endstop(chip, pin);
        return (schema_.offers->by_section = true, *this);
    }

    // The handler takes nothing, its parameters' struct, or the gcode::Line as it stands; it
    // returns void, or a Task when it has to wait.
    template <auto Handler>
    auto command(std::string_view name, std::string_view doc) {
        using Params = typename detail::HandlerOf<decltype(Handler)>::params;
        schema_.commands.push_back({});
        Command& command = schema_.commands.back();
        command.name = name;
        command.doc = doc;
        const auto index = schema_.commands.size() - 1;
        command.run = [schema = &schema_, index](void* module, const gcode::Line& line) {
            return call<Handler>(*static_cast<Module*>(module), schema->commands[index], line);
        };
        return CommandRef<Params>(command);
    }

  private:
    template <auto Handler>
    static std::optional<runtime::Task<>> call(Module& module,
                                               const Command& command,
                                               const gcode::Line& line) {
        using Of = detail::HandlerOf<decltype(Handler)>;
        using Params = typename Of::params;
        constexpr bool waits = !std::is_void_v<typename Of::result>;
        if constexpr (std::is_same_v<Params, gcode::Line>) {
            if constexpr (waits)
                return (module.*Handler)(line);
            else
                (module.*Handler)(line);
        } else if constexpr (std::is_empty_v<Params>) {
            if constexpr (waits)
                return (module.*Handler)();
            else
                (module.*Handler)();
        } else {
            Params params{};
            read_parameters(command, line, &params);
            if constexpr (waits)
                return hold<Handler>(module, std::move(params));
            else
                (module.*Handler)(params);
        }
        return std::nullopt;
    }

    // Keeps the parameters alive while a handler that waits uses them.
    template <auto Handler, class Params>
    static runtime::Task<> hold(Module& module, Params params) {
        co_await (module.*Handler)(params);
    }

    Schema& schema_;
};

}  // namespace escapement::printer
