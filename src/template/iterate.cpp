// Going through values, one item after the other.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/iterate.hpp"

#include <string>

#include "template/compare.hpp"
#include "template/dict.hpp"
#include "template/text.hpp"

namespace escapement::templates {
namespace {

class NothingIterator final : public Iterator {
  public:
    bool next(Run&, Value&) override { return false; }
};

// Looks at the list as it is, so that what is appended on the way comes up too.
class ListIterator final : public Iterator {
  public:
    explicit ListIterator(const Value& list) : list_(list) {}
    bool next(Run& run, Value& item) override {
        if (place_ >= list_.as_list().size || !run.spend()) return false;
        item = list_.as_list().items[place_++];
        return true;
    }
    std::string_view type_name() const override {
        return list_.is(Kind::tuple) ? "tuple_iterator" : "list_iterator";
    }

  private:
    Value list_;
    std::size_t place_ = 0;
};

class TextIterator final : public Iterator {
  public:
    explicit TextIterator(std::string_view text) : rest_(text) {}
    bool next(Run& run, Value& item) override {
        if (rest_.empty() || !run.spend()) return false;
        const auto size = first_character(rest_).size();
        item = Value::text(rest_.substr(0, size));
        rest_.remove_prefix(size);
        return true;
    }
    std::string_view type_name() const override { return "str_iterator"; }

  private:
    std::string_view rest_;
};

class RangeIterator final : public Iterator {
  public:
    explicit RangeIterator(const Range& range) : range_(range), size_(range.size()) {}
    bool next(Run& run, Value& item) override {
        if (place_ >= size_ || !run.spend()) return false;
        item = Value::whole(range_.at(place_++));
        return true;
    }
    std::string_view type_name() const override { return "range_iterator"; }

  private:
    Range range_;
    std::size_t size_;
    std::size_t place_ = 0;
};

class ViewIterator final : public Iterator {
  public:
    explicit ViewIterator(View view) : view_(view), size_(view.dict->size) {}
    bool next(Run& run, Value& item) override {
        if (view_.dict->size != size_) {
            run.fail(Fault::state, "dictionary changed size during iteration");
            return false;
        }
        if (place_ >= size_ || !run.spend()) return false;
        item = view_item(run, view_, place_++);
        return true;
    }
    std::string_view type_name() const override {
        return view_.part == Part::keys ? "dict_keyiterator" : "dict_valueiterator";
    }

  private:
    View view_;
    std::size_t size_;
    std::size_t place_ = 0;
};

// Anything with places, from the last to the first.
class BackwardsIterator final : public Iterator {
  public:
    BackwardsIterator(const Value& value, std::size_t size) : value_(value), left_(size) {}
    bool next(Run& run, Value& item) override {
        if (left_ == 0 || !run.spend()) return false;
        if (value_.is_sequence() && left_ > value_.as_list().size) return false;
        if (!value_.is_sequence() && !value_.is(Kind::range) && left_ > view().dict->size)
            return false;
        --left_;
        if (value_.is_sequence())
            item = value_.as_list().items[left_];
        else if (value_.is(Kind::range))
            item = Value::whole(value_.as_range().at(left_));
        else
            item = view_item(run, view(), left_);
        return true;
    }
    std::string_view type_name() const override {
        return value_.is(Kind::list) ? "list_reverseiterator" : "reversed";
    }

  private:
    View view() const { return value_.is(Kind::dict) ? View{&value_.as_dict()} : value_.as_view(); }

    Value value_;
    std::size_t left_;
};

}  // namespace

bool is_iterable(Run& run, const Value& value) {
    switch (value.kind()) {
        case Kind::missing:
        case Kind::none:
        case Kind::boolean:
        case Kind::whole:
        case Kind::large:
        case Kind::real:
            return false;
        case Kind::entity:
            return value.as_entity().iterate(run) != nullptr;
        default:
            return true;
    }
}

Iterator* iterate(Run& run, const Value& value) {
    switch (value.kind()) {
        case Kind::list:
        case Kind::tuple:
            return run.heap().make<ListIterator>(value);
        case Kind::text:
            return run.heap().make<TextIterator>(value.as_text());
        case Kind::range:
            return run.heap().make<RangeIterator>(value.as_range());
        case Kind::dict:
            return run.heap().make<ViewIterator>(View{&value.as_dict(), Part::keys});
        case Kind::view:
            return run.heap().make<ViewIterator>(value.as_view());
        case Kind::iterator:
            return &value.as_iterator();
        case Kind::undefined:
            return run.heap().make<NothingIterator>();
        case Kind::entity:
            if (Iterator* const items = value.as_entity().iterate(run)) return items;
            break;
        default:
            break;
    }
    run.fail(Fault::type, "'" + short_type_name(value) + "' object is not iterable");
    return nullptr;
}

Iterator* iterate_backwards(Run& run, const Value& value) {
    switch (value.kind()) {
        case Kind::list:
        case Kind::tuple:
        case Kind::range:
        case Kind::dict:
        case Kind::view:
            return run.heap().make<BackwardsIterator>(value, size_of(run, value).value_or(0));
        default:
            return nullptr;
    }
}

Value to_list(Run& run, const Value& value) {
    if (value.is_sequence()) {
        run.spend(value.as_list().size);
        return run.list(value.as_list().span());
    }
    const Value made = run.list();
    Iterator* const items = iterate(run, value);
    Value item;
    while (items != nullptr && items->next(run, item)) run.append(made.as_list(), item);
    return made;
}

std::optional<std::size_t> size_of(Run& run, const Value& value) {
    switch (value.kind()) {
        case Kind::undefined:
            return 0;
        case Kind::text:
            return count_characters(value.as_text());
        case Kind::list:
        case Kind::tuple:
            return value.as_list().size;
        case Kind::dict:
            return value.as_dict().size;
        case Kind::range:
            return value.as_range().size();
        case Kind::view:
            return value.as_view().dict->size;
        case Kind::entity:
            return value.as_entity().length(run);
        default:
            return std::nullopt;
    }
}

Value length(Run& run, const Value& value) {
    if (const auto size = size_of(run, value)) return Value::whole(*size);
    return run.fail(Fault::type, "object of type '" + short_type_name(value) + "' has no len()");
}

}  // namespace escapement::templates
