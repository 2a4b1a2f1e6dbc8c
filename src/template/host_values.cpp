// Values of the host as values of templates, and back.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/host_values.hpp"

#include "template/compare.hpp"
#include "template/dict.hpp"
#include "template/entity.hpp"
#include "template/iterate.hpp"
#include "template/methods.hpp"
#include "template/print.hpp"
#include "template/text.hpp"

namespace escapement::templates {
namespace {

// Remembers each field that was read, so that a template sees one state of the machine.
class ObjectEntity final : public Entity {
  public:
    ObjectEntity(Run& run, HostObject& object) : object_(object), read_(&new_dict(run).as_dict()) {}

    std::string_view type_name() const override { return object_.type_name(); }
    bool is_mapping() const override { return object_.is_mapping(); }

    Value attribute(Run& run, std::string_view name) override {
        if (!object_.is_mapping() || !is_method(name)) return {};
        return method(run, Value::dict(whole(run)), name);
    }

    Value item(Run& run, const Value& key) override {
        const auto name = name_of(run, key);
        if (!name) return {};
        const Value known_as = Value::text(*name);
        if (const Value* const known = find(run, *read_, known_as)) return *known;
        const auto field = object_.field(*name);
        const Value value = field ? from_host(run, *field) : Value();
        put(run, *read_, known_as, value);
        return value;
    }

    Iterator* iterate(Run& run) override {
        const Value names = run.list();
        for (const std::string& name : object_.names()) run.append(names.as_list(), run.text(name));
        return escapement::templates::iterate(run, names);
    }

    std::optional<std::size_t> length(Run&) override { return object_.names().size(); }

    std::optional<bool> contains(Run& run, const Value& key) override {
        const auto name = name_of(run, key);
        return name && object_.has(*name);
    }

    Dict* whole(Run& run) override {
        if (whole_ != nullptr || !object_.is_mapping()) return whole_;
        whole_ = &new_dict(run).as_dict();
        for (const std::string& name : object_.names()) {
            const Value key = run.text(name);
            const Value value = item(run, key);
            if (value.given() && run.spend()) put(run, *whole_, key, value);
        }
        return whole_;
    }

  private:
    static bool is_method(std::string_view name) {
        return name == "keys" || name == "values" || name == "items" || name == "get" ||
               name == "copy";
    }

    std::optional<std::string_view> name_of(Run& run, const Value& key) const {
        if (object_.is_mapping())
            return key.is(Kind::text) ? std::optional(key.as_text()) : std::nullopt;
        return strip(str_value(run, key).as_text());
    }

    HostObject& object_;
    Dict* read_;
    Dict* whole_ = nullptr;
};

class FunctionEntity final : public Entity {
  public:
    explicit FunctionEntity(HostFunction& function) : function_(function) {}
    std::string_view type_name() const override { return "method"; }
    bool callable() const override { return true; }
    Value call(Run& run, const Arguments& arguments) override {
        HostArguments given;
        for (const Value& value : arguments.positional)
            given.positional.push_back(to_base(run, value));
        for (const NamedArgument& named : arguments.named)
            given.named.emplace_back(named.name, to_base(run, named.value));
        if (run.failed()) return {};
        const auto result = function_.call(given);
        return result ? from_base(run, *result) : run.fail(Fault::host, result.error().what);
    }

  private:
    HostFunction& function_;
};

Value list_from_base(Run& run, const base::Value::List& list) {
    const Value made = run.list(list.size());
    for (const base::Value& item : list) run.append(made.as_list(), from_base(run, item));
    return made;
}

Value dict_from_base(Run& run, const base::Value::Table& table) {
    const Value made = new_dict(run);
    for (const auto& [name, value] : table)
        put(run, made.as_dict(), run.text(name), from_base(run, value));
    return made;
}

Value from_items(Run& run, const Literal::Items& items, Literal::Shape shape) {
    if (shape == Literal::Shape::dict) {
        const Value made = new_dict(run);
        for (std::size_t i = 0; i + 1 < items.size(); i += 2)
            put(run, made.as_dict(), from_literal(run, items[i]), from_literal(run, items[i + 1]));
        return made;
    }
    const Value made = run.list(items.size());
    for (const Literal& item : items) run.append(made.as_list(), from_literal(run, item));
    if (shape == Literal::Shape::list) return made;
    if (shape == Literal::Shape::coordinate) made.as_list().names = List::Names::axes;
    return Value::tuple(&made.as_list());
}

std::optional<Literal> to_items(Run& run, std::span<const Value> items, Literal::Shape shape) {
    Literal::Items made;
    for (const Value& item : items) {
        auto part = to_literal(run, item);
        if (!part) return std::nullopt;
        made.push_back(std::move(*part));
    }
    return Literal{std::move(made), shape};
}

std::optional<Literal> to_pairs(Run& run, const Dict& dict) {
    Literal::Items made;
    for (const DictEntry& entry : dict.span()) {
        auto key = to_literal(run, entry.key);
        auto value = to_literal(run, entry.value);
        if (!key || !value) return std::nullopt;
        made.push_back(std::move(*key));
        made.push_back(std::move(*value));
    }
    return Literal{std::move(made), Literal::Shape::dict};
}

base::Value list_to_base(Run& run, const List& list) {
    base::Value::List made;
    for (std::size_t i = 0; i < list.size && run.spend(); ++i)
        made.push_back(to_base(run, list.items[i]));
    return made;
}

base::Value dict_to_base(Run& run, const Dict& dict) {
    base::Value::Table made;
    for (std::size_t i = 0; i < dict.size && run.spend(); ++i)
        made.emplace_back(str(run, dict.entries[i].key), to_base(run, dict.entries[i].value));
    return made;
}

base::Value other_to_base(Run& run, const Value& value) {
    if (value.is(Kind::entity)) {
        if (const Dict* const dict = value.as_entity().whole(run)) return dict_to_base(run, *dict);
    } else if (value.is(Kind::range) || value.is(Kind::view) || value.is(Kind::iterator)) {
        return list_to_base(run, to_list(run, value).as_list());
    }
    run.fail(Fault::type, "'" + short_type_name(value) + "' cannot be handed to the host");
    return {};
}

}  // namespace

Value from_base(Run& run, const base::Value& value) {
    if (!run.spend()) return Value::none();
    if (const auto* const truth_value = value.as<bool>()) return Value::boolean(*truth_value);
    if (const auto* const whole = value.as<std::int64_t>()) return Value::whole(*whole);
    if (const auto* const real = value.as<double>()) return Value::real(*real);
    if (const auto* const text = value.as<std::string>()) return run.text(*text);
    if (const auto* const list = value.as<base::Value::List>()) return list_from_base(run, *list);
    if (const auto* const table = value.as<base::Value::Table>())
        return dict_from_base(run, *table);
    return Value::none();
}

Value from_host(Run& run, const HostValue& value) {
    if (const auto* const object = std::get_if<HostObject*>(&value))
        return Value::entity(run.heap().make<ObjectEntity>(run, **object));
    if (const auto* const function = std::get_if<HostFunction*>(&value))
        return Value::entity(run.heap().make<FunctionEntity>(**function));
    if (const auto* const literal = std::get_if<Literal>(&value))
        return from_literal(run, *literal);
    return from_base(run, std::get<base::Value>(value));
}

Value from_literal(Run& run, const Literal& literal) {
    if (!run.spend()) return Value::none();
    if (const auto* const items = std::get_if<Literal::Items>(&literal.value))
        return from_items(run, *items, literal.shape);
    if (const auto* const truth_value = std::get_if<bool>(&literal.value))
        return Value::boolean(*truth_value);
    if (const auto* const whole = std::get_if<std::int64_t>(&literal.value))
        return Value::whole(*whole);
    if (const auto* const real = std::get_if<double>(&literal.value)) return Value::real(*real);
    if (const auto* const text = std::get_if<std::string>(&literal.value)) return run.text(*text);
    return Value::none();
}

std::optional<Literal> to_literal(Run& run, const Value& value) {
    const Nested nested(run);
    if (!nested || !run.spend()) return std::nullopt;
    switch (value.kind()) {
        case Kind::none:
            return Literal{};
        case Kind::boolean:
            return Literal{value.as_boolean()};
        case Kind::whole:
            return Literal{value.as_whole()};
        case Kind::real:
            return Literal{value.as_real()};
        case Kind::text:
            return Literal{std::string(value.as_text())};
        case Kind::list:
            return to_items(run, value.as_list().span(), Literal::Shape::list);
        case Kind::tuple:
            return to_items(run, value.as_list().span(), Literal::Shape::tuple);
        case Kind::dict:
            return to_pairs(run, value.as_dict());
        default:
            return std::nullopt;
    }
}

base::Value to_base(Run& run, const Value& value) {
    const Nested nested(run);
    if (!nested) return {};
    switch (value.kind()) {
        case Kind::missing:
        case Kind::none:
            return {};
        case Kind::undefined:
            return "";
        case Kind::boolean:
            return value.as_boolean();
        case Kind::whole:
            return value.as_whole();
        case Kind::large:
            return value.number();
        case Kind::real:
            return value.as_real();
        case Kind::text:
            return value.as_text();
        case Kind::list:
        case Kind::tuple:
            return list_to_base(run, value.as_list());
        case Kind::dict:
            return dict_to_base(run, value.as_dict());
        default:
            return other_to_base(run, value);
    }
}

}  // namespace escapement::templates
