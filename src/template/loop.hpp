// The `loop` of a loop's body, and the items that pass a loop's test.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "template/entity.hpp"
#include "template/evaluator.hpp"
#include "template/tree.hpp"

namespace escapement::templates {

// A loop and the variables around it.
struct LoopPlace {
    const Loop& loop;
    Activation* around = nullptr;
};

// Only what passes `if ...`; the test runs when the next item is asked for.
Iterator* tested_items(Run& run, Evaluator& evaluator, LoopPlace place, Iterator* source);

class LoopEntity final : public Entity {
  public:
    // `items` is what the loop goes through if its size may be asked for.
    LoopEntity(Evaluator& evaluator, LoopPlace place, Iterator* source, const Value& items)
        : evaluator_(evaluator), place_(place), source_(source), items_(items) {}

    void set_depth(int depth) { depth0_ = depth; }
    // On to the next item; false at the end.
    bool advance(Run& run, Value& item);

    std::string_view type_name() const override { return "jinja2.runtime.LoopContext"; }
    Value attribute(Run& run, std::string_view name) override;
    bool callable() const override { return true; }
    Value call(Run& run, const Arguments& arguments) override;
    std::optional<std::size_t> length(Run& run) override { return size(run); }
    void print(Run& run, Writer& to) override;

    Value cycle(Run& run, std::span<const Value> values) const;
    Value changed(Run& run, std::span<const Value> values);

  private:
    const Value& peek(Run& run);
    std::size_t size(Run& run);

    Evaluator& evaluator_;
    LoopPlace place_;
    Iterator* source_;
    Value items_;
    std::int64_t index0_ = -1;
    std::int64_t size_ = -1;
    int depth0_ = 0;
    Value before_;
    Value current_;
    Value after_;
    Value last_changed_;
};

}  // namespace escapement::templates
