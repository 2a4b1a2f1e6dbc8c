// The names that every template knows: range, dict, namespace, cycler, joiner, math.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/globals.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "template/compare.hpp"
#include "template/dict.hpp"
#include "template/math.hpp"
#include "template/methods.hpp"
#include "template/native.hpp"
#include "template/numbers.hpp"
#include "template/print.hpp"

namespace escapement::templates {
namespace {

// So far that the size of a range still fits.
constexpr std::int64_t farthest = (std::int64_t{1} << 62) - 1;

class NamespaceEntity final : public Entity {
  public:
    explicit NamespaceEntity(Dict* names) : names_(names) {}
    std::string_view type_name() const override { return namespace_type; }
    Value attribute(Run& run, std::string_view name) override {
        const Value* const found = find(run, *names_, Value::text(name));
        return found != nullptr ? *found : Value();
    }
    bool assign(Run& run, std::string_view name, const Value& value) override {
        put(run, *names_, Value::text(name), value);
        return true;
    }
    void print(Run& run, Writer& to) override {
        to << "<Namespace ";
        print_repr(run, to, Value::dict(names_));
        to << ">";
    }

  private:
    Dict* names_;
};

class Cycler final : public Entity {
  public:
    explicit Cycler(std::span<const Value> items) : items_(items) {}
    std::string_view type_name() const override { return "jinja2.utils.Cycler"; }
    Value attribute(Run& run, std::string_view name) override;
    Value take() { return items_[place_++ % items_.size()]; }
    void reset() { place_ = 0; }

  private:
    std::span<const Value> items_;
    std::size_t place_ = 0;
};

Cycler& cycler_of(const Value& self) {
    return static_cast<Cycler&>(self.as_entity());
}

Value cycler_next(Run&, const Value& self, const Given&) {
    return cycler_of(self).take();
}
Value cycler_reset(Run&, const Value& self, const Given&) {
    cycler_of(self).reset();
    return Value::none();
}

constexpr std::array cycler_methods{
    Native{"next", "/", cycler_next},
    Native{"reset", "/", cycler_reset},
};

Value Cycler::attribute(Run& run, std::string_view name) {
    if (name == "current") return items_[place_ % items_.size()];
    const Native* const found = find_native(cycler_methods, name);
    return found != nullptr ? as_value(run, *found, Value::entity(this)) : Value();
}

class Joiner final : public Entity {
  public:
    explicit Joiner(const Value& between) : between_(between) {}
    std::string_view type_name() const override { return "jinja2.utils.Joiner"; }
    bool callable() const override { return true; }
    Value call(Run&, const Arguments&) override {
        const bool first = !used_;
        used_ = true;
        return first ? Value::text("") : between_;
    }

  private:
    Value between_;
    bool used_ = false;
};

Value make_range(Run& run, const Value&, const Given& given) {
    std::array<std::int64_t, 3> numbers{0, 0, 1};
    for (std::size_t i = 0; i < 3; ++i) {
        if (!given[i].given()) continue;
        const auto number = want_whole(run, given[i]);
        if (!number) return {};
        if (*number > farthest || *number < -farthest) return too_large(run);
        numbers[i] = *number;
    }
    if (!given[1].given()) numbers = {0, numbers[0], 1};
    if (numbers[2] == 0) return run.fail(Fault::value, "range() arg 3 must not be zero");
    return Value::range(run.heap().make<Range>(numbers[0], numbers[1], numbers[2]));
}

Value make_dict(Run& run, const Value&, const Given& given) {
    const Value made = new_dict(run);
    update_dict(run, made.as_dict(), given.all);
    return made;
}

// The class itself: it makes dicts, also from keys.
class DictClass final : public Entity {
  public:
    std::string_view type_name() const override { return "type"; }
    bool callable() const override { return true; }
    Value call(Run& run, const Arguments& arguments) override {
        return make_dict(run, {}, {{}, arguments});
    }
    Value attribute(Run& run, std::string_view name) override {
        return name == "fromkeys" ? method(run, new_dict(run), name) : Value();
    }
    void print(Run&, Writer& to) override { to << "<class 'dict'>"; }
};

Value make_namespace(Run& run, const Value&, const Given& given) {
    const Value names = make_dict(run, {}, given);
    return Value::entity(run.heap().make<NamespaceEntity>(&names.as_dict()));
}

Value make_cycler(Run& run, const Value&, const Given& given) {
    const auto& given_items = given.all.positional;
    if (given_items.empty()) return run.fail(Fault::state, "at least one item has to be provided");
    const List& items = run.list(given_items).as_list();
    return Value::entity(run.heap().make<Cycler>(items.span()));
}

Value make_joiner(Run& run, const Value&, const Given& given) {
    return Value::entity(run.heap().make<Joiner>(given.or_else(0, Value::text(", "))));
}

constexpr std::array all_globals{
    Native{"range", "/start stop? step?", make_range},
    Native{"namespace", "*", make_namespace},
    Native{"cycler", "*", make_cycler},
    Native{"joiner", "sep?", make_joiner},
};

}  // namespace

Value global(Run& run, std::string_view name) {
    const Native* const found = find_native(all_globals, name);
    if (found == nullptr && name == "dict") return Value::entity(run.heap().make<DictClass>());
    if (found == nullptr && name == "math") return math_module(run);
    return found != nullptr ? as_value(run, *found, {}) : Value();
}

}  // namespace escapement::templates
