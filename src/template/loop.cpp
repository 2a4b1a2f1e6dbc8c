// The `loop` of a loop's body, and the items that pass a loop's test.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/loop.hpp"

#include <array>
#include <string>

#include "template/compare.hpp"
#include "template/iterate.hpp"
#include "template/native.hpp"

namespace escapement::templates {
namespace {

class TestedItems final : public Iterator {
  public:
    TestedItems(Evaluator& evaluator, LoopPlace place, Iterator* source, Value* variables)
        : evaluator_(evaluator),
          place_(place),
          source_(source),
          activation_{variables, place.around} {}
    bool next(Run& run, Value& item) override {
        if (!begun_) evaluator_.begin_test(place_.loop, activation_);
        begun_ = true;
        while (!run.failed() && source_->next(run, item))
            if (evaluator_.passes_test(place_.loop, activation_, item)) return true;
        return false;
    }

  private:
    Evaluator& evaluator_;
    LoopPlace place_;
    Iterator* source_;
    Activation activation_;
    bool begun_ = false;
};

LoopEntity& loop_of(const Value& self) {
    return static_cast<LoopEntity&>(self.as_entity());
}

Value cycle_values(Run& run, const Value& self, const Given& given) {
    return loop_of(self).cycle(run, given.all.positional);
}
Value changed_values(Run& run, const Value& self, const Given& given) {
    return loop_of(self).changed(run, given.all.positional);
}

constexpr std::array loop_methods{
    Native{"cycle", "*", cycle_values},
    Native{"changed", "*", changed_values},
};

}  // namespace

Iterator* tested_items(Run& run, Evaluator& evaluator, LoopPlace place, Iterator* source) {
    auto* const variables = run.heap().array<Value>(place.loop.test_slots);
    return run.heap().make<TestedItems>(evaluator, place, source, variables);
}

bool LoopEntity::advance(Run& run, Value& item) {
    const Value next = peek(run);
    if (!next.given() || run.failed()) return false;
    after_ = {};
    ++index0_;
    before_ = current_;
    current_ = next;
    item = next;
    return true;
}

const Value& LoopEntity::peek(Run& run) {
    Value next;
    if (!after_.given() && source_->next(run, next)) after_ = next;
    return after_;
}

// What does not know its size is read to its end.
std::size_t LoopEntity::size(Run& run) {
    if (size_ >= 0) return static_cast<std::size_t>(size_);
    const auto known = items_.given() ? size_of(run, items_) : std::nullopt;
    if (known) {
        size_ = static_cast<std::int64_t>(*known);
        return *known;
    }
    const Value rest = to_list(run, Value::iterator(source_));
    source_ = escapement::templates::iterate(run, rest);
    size_ = static_cast<std::int64_t>(rest.as_list().size) + index0_ + 1 + (after_.given() ? 1 : 0);
    return static_cast<std::size_t>(size_);
}

Value LoopEntity::attribute(Run& run, std::string_view name) {
    if (name == "index") return Value::whole(index0_ + 1);
    if (name == "index0") return Value::whole(index0_);
    if (name == "first") return Value::boolean(index0_ == 0);
    if (name == "last") return Value::boolean(!peek(run).given());
    if (name == "length") return Value::whole(size(run));
    const auto left = [&] { return static_cast<std::int64_t>(size(run)) - index0_; };
    if (name == "revindex") return Value::whole(left());
    if (name == "revindex0") return Value::whole(left() - 1);
    if (name == "depth") return Value::whole(std::int64_t{depth0_} + 1);
    if (name == "depth0") return Value::whole(std::int64_t{depth0_});
    if (name == "previtem")
        return index0_ > 0 ? before_ : run.undefined_because("there is no previous item");
    if (name == "nextitem") {
        const Value next = peek(run);
        return next.given() ? next : run.undefined_because("there is no next item");
    }
    const Native* const method = find_native(loop_methods, name);
    return method != nullptr ? as_value(run, *method, Value::entity(this)) : Value();
}

Value LoopEntity::cycle(Run& run, std::span<const Value> values) const {
    if (values.empty()) return run.fail(Fault::type, "no items for cycling given");
    return values[static_cast<std::size_t>(index0_) % values.size()];
}

Value LoopEntity::changed(Run& run, std::span<const Value> values) {
    const Value now = run.tuple(values);
    if (last_changed_.given() && equal(run, last_changed_, now)) return Value::boolean(false);
    last_changed_ = now;
    return Value::boolean(true);
}

Value LoopEntity::call(Run& run, const Arguments& arguments) {
    if (!place_.loop.recursive)
        return run.fail(Fault::type,
                        "The loop must have the 'recursive' marker to be called recursively.");
    if (arguments.positional.size() != 1 || !arguments.named.empty())
        return run.fail(Fault::type, "loop() takes 1 argument: what to go through");
    return evaluator_.run_recursive(
        place_.loop, place_.around, arguments.positional[0], depth0_ + 1);
}

void LoopEntity::print(Run& run, Writer& to) {
    to << "<LoopContext " << std::to_string(index0_ + 1) << "/" << std::to_string(size(run)) << ">";
}

}  // namespace escapement::templates
