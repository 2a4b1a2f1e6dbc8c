// Filters whose items come one by one when they are asked for: map, select, batch and others.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/filters_choice.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "template/compare.hpp"
#include "template/dict.hpp"
#include "template/filters.hpp"
#include "template/iterate.hpp"

namespace escapement::templates {
namespace {

// Arguments that stay where they are until the items have been asked for.
Arguments kept(Run& run, const Arguments& arguments, std::size_t skipped) {
    const auto positional =
        arguments.positional.subspan(std::min(skipped, arguments.positional.size()));
    auto* const values = run.heap().array<Value>(positional.size());
    std::copy(positional.begin(), positional.end(), values);
    auto* const named = run.heap().array<NamedArgument>(arguments.named.size());
    std::copy(arguments.named.begin(), arguments.named.end(), named);
    return {{values, positional.size()}, {named, arguments.named.size()}};
}

Value named_or(const Arguments& arguments, std::string_view name, const Value& other) {
    for (const NamedArgument& named : arguments.named)
        if (named.name == name) return named.value;
    return other;
}

// Starts with the first item, as Python's generators do: nothing fails before.
class Lazy : public Iterator {
  public:
    explicit Lazy(const Value& source) : source_(source) {}

  protected:
    // The next item of the source; false at its end.
    bool take(Run& run, Value& item) {
        if (!started_) {
            started_ = true;
            if (truth(run, source_)) items_ = iterate(run, source_);
        }
        return items_ != nullptr && !run.failed() && items_->next(run, item);
    }

  private:
    Value source_;
    Iterator* items_ = nullptr;
    bool started_ = false;
};

class Mapped final : public Lazy {
  public:
    Mapped(const Value& source, const Value& filter, const Arguments& arguments)
        : Lazy(source), filter_(filter), arguments_(arguments) {}
    bool next(Run& run, Value& item) override {
        if (!take(run, item)) return false;
        if (!filter_.given()) {
            run.fail(Fault::filter_argument, "map requires a filter argument");
            return false;
        }
        item = call_filter(run, filter_, item, arguments_);
        return !run.failed();
    }

  private:
    Value filter_;
    Arguments arguments_;
};

class MappedAttribute final : public Lazy {
  public:
    MappedAttribute(const Value& source, const Value& path, const Value& other)
        : Lazy(source), path_(path), other_(other) {}
    bool next(Run& run, Value& item) override {
        if (!take(run, item)) return false;
        item = AttributePath(run, path_).of(run, item, other_);
        return !run.failed();
    }

  private:
    Value path_;
    Value other_;
};

Value map_filter(Run& run, const Value& value, const Given& given) {
    const Value path = named_or(given.all, "attribute", {});
    if (given.all.positional.empty() && path.given()) {
        for (const NamedArgument& named : given.all.named)
            if (named.name != "attribute" && named.name != "default")
                return run.fail(Fault::filter_argument,
                                "Unexpected keyword argument '" + std::string(named.name) + "'");
        const Value other = named_or(given.all, "default", {});
        return Value::iterator(run.heap().make<MappedAttribute>(value, path, other));
    }
    const Value filter = given.all.positional.empty() ? Value() : given.all.positional[0];
    return Value::iterator(run.heap().make<Mapped>(value, filter, kept(run, given.all, 1)));
}

// What is to be chosen: the value or an attribute of it, by a test or by its truth.
struct Choice {
    Value path;
    Value test;
    Arguments arguments;
    bool wanted = true;
};

class Chosen final : public Lazy {
  public:
    Chosen(const Value& source, const Choice& choice) : Lazy(source), choice_(choice) {}
    bool next(Run& run, Value& item) override {
        while (take(run, item))
            if (holds(run, item) == choice_.wanted) return !run.failed();
        return false;
    }

  private:
    bool holds(Run& run, const Value& item) const {
        const Value looked_at =
            choice_.path.given() ? AttributePath(run, choice_.path).of(run, item) : item;
        if (!choice_.test.given()) return truth(run, looked_at);
        return truth(run, call_test(run, choice_.test, looked_at, choice_.arguments));
    }

    Choice choice_;
};

Value choose(Run& run, const Value& value, const Given& given, bool wanted) {
    const auto& positional = given.all.positional;
    Choice choice{.wanted = wanted};
    if (!positional.empty()) choice.test = positional[0];
    choice.arguments = kept(run, given.all, 1);
    return Value::iterator(run.heap().make<Chosen>(value, choice));
}

Value choose_by_attribute(Run& run, const Value& value, const Given& given, bool wanted) {
    const auto& positional = given.all.positional;
    if (positional.empty())
        return run.fail(Fault::filter_argument, "Missing parameter for attribute name");
    Choice choice{.path = positional[0], .wanted = wanted};
    if (positional.size() > 1) choice.test = positional[1];
    choice.arguments = kept(run, given.all, 2);
    return Value::iterator(run.heap().make<Chosen>(value, choice));
}

Value select_filter(Run& run, const Value& value, const Given& given) {
    return choose(run, value, given, true);
}
Value reject_filter(Run& run, const Value& value, const Given& given) {
    return choose(run, value, given, false);
}
Value select_attribute_filter(Run& run, const Value& value, const Given& given) {
    return choose_by_attribute(run, value, given, true);
}
Value reject_attribute_filter(Run& run, const Value& value, const Given& given) {
    return choose_by_attribute(run, value, given, false);
}

class Unique final : public Iterator {
  public:
    Unique(Run& run, const Value& source, const Given& given)
        : source_(source),
          path_(given[1]),
          exact_(given[0].given() && truth(run, given[0])),
          seen_(&new_dict(run).as_dict()) {}
    bool next(Run& run, Value& item) override {
        if (items_ == nullptr) items_ = iterate(run, source_);
        while (items_ != nullptr && items_->next(run, item)) {
            Value key = AttributePath(run, path_).of(run, item);
            if (!exact_) key = without_case(run, key);
            if (find(run, *seen_, key) != nullptr) continue;
            put(run, *seen_, key, Value::none());
            return !run.failed();
        }
        return false;
    }

  private:
    Value source_;
    Value path_;
    bool exact_;
    Dict* seen_;
    Iterator* items_ = nullptr;
};

Value unique_filter(Run& run, const Value& value, const Given& given) {
    return Value::iterator(run.heap().make<Unique>(run, value, given));
}

class Batches final : public Iterator {
  public:
    Batches(const Value& source, std::int64_t size, const Value& fill)
        : source_(source), size_(size), fill_(fill) {}
    bool next(Run& run, Value& item) override {
        if (items_ == nullptr) items_ = iterate(run, source_);
        const Value batch = run.list();
        List& list = batch.as_list();
        if (held_.given()) run.append(list, held_);
        held_ = {};
        Value next_item;
        while (items_ != nullptr && items_->next(run, next_item)) {
            if (static_cast<std::int64_t>(list.size) == size_ && (list.size > 0 || started_)) {
                held_ = next_item;
                break;
            }
            started_ = true;
            run.append(list, next_item);
        }
        if (list.size == 0) return false;
        while (!held_.given() && fill_.given() && !fill_.is(Kind::none) &&
               static_cast<std::int64_t>(list.size) < size_ && run.spend())
            run.append(list, fill_);
        item = batch;
        return !run.failed();
    }

  private:
    Value source_;
    std::int64_t size_;
    Value fill_;
    Iterator* items_ = nullptr;
    Value held_;
    bool started_ = false;
};

Value batch_filter(Run& run, const Value& value, const Given& given) {
    const auto size = want_whole(run, given[0]);
    if (!size) return {};
    return Value::iterator(run.heap().make<Batches>(value, *size, given[1]));
}

Value slice_filter(Run& run, const Value& value, const Given& given) {
    const auto wanted = want_whole(run, given[0]);
    if (!wanted) return {};
    const Value all = to_list(run, value);
    if (*wanted == 0) return run.fail(Fault::zero_division, "integer division or modulo by zero");
    const auto count = static_cast<std::size_t>(std::max<std::int64_t>(*wanted, 0));
    const Value made = run.list();
    const auto items = all.as_list().span();
    std::size_t at = 0;
    for (std::size_t i = 0; i < count && run.spend(); ++i) {
        const auto size = items.size() / count + (i < items.size() % count ? 1 : 0);
        const Value part = run.list(items.subspan(at, size));
        at += size;
        if (given[1].given() && !given[1].is(Kind::none) && i >= items.size() % count)
            run.append(part.as_list(), given[1]);
        run.append(made.as_list(), part);
    }
    return Value::iterator(iterate(run, made));
}

constexpr std::array filters_of_choice{
    Native{"map", "*", map_filter},
    Native{"select", "*", select_filter},
    Native{"reject", "*", reject_filter},
    Native{"selectattr", "*", select_attribute_filter},
    Native{"rejectattr", "*", reject_attribute_filter},
    Native{"unique", "case_sensitive? attribute?", unique_filter},
    Native{"batch", "linecount fill_with?", batch_filter},
    Native{"slice", "slices fill_with?", slice_filter},
};

}  // namespace

std::span<const Native> choice_filters() {
    return filters_of_choice;
}

}  // namespace escapement::templates
